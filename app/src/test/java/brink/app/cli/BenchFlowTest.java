package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class BenchFlowTest {
  @TempDir Path folder;

  private Ran bench(String... options) {
    var arguments = new ArrayList<>(List.of("bench", "flow"));
    arguments.addAll(List.of(options));
    return Ran.brink(arguments.toArray(String[]::new));
  }

  @Test
  void solversAreComparedInATableAPageFiguresAndJson() {
    var out = folder.resolve("bench");
    var ran =
        bench(
            "--problems",
            "chebyshev-short",
            "--solvers",
            "rkc2,Dormand-Prince",
            "--settings",
            "2",
            "--out",
            out.toString());
    assertThat(ran.code()).as(ran.err()).isZero();
    assertThat(ran.out()).contains("RKC2").contains("Dormand-Prince").doesNotContain("ROCK4");
    assertThat(ran.out().lines().filter(line -> line.startsWith("  RKC2"))).hasSize(2);
    assertThat(out.resolve("report.html")).isNotEmptyFile();
    assertThat(out.resolve("figures/chebyshev-short.svg")).isNotEmptyFile();
    var json = new JsonMapper().readTree(out.resolve("bench.json").toFile());
    assertThat(json.at("/results/0/problem").asString()).isEqualTo("chebyshev-short");
    assertThat(json.at("/results/0/uncertainty").asDouble()).isBetween(1e-12, 1e-3);
  }

  @Test
  void namesThatThereAreNotAreRefusedWithThoseThatThereAre() {
    var solver = bench("--problems", "chebyshev-short", "--solvers", "lsode");
    assertThat(solver.code()).isEqualTo(Faults.INPUT);
    assertThat(solver.err()).contains("There is no solver lsode").contains("RKC2");
    var problem = bench("--problems", "mnist");
    assertThat(problem.code()).isEqualTo(Faults.INPUT);
    assertThat(problem.err()).contains("There is no problem mnist").contains("dice");
    assertThat(bench("--quick", "--limit", "0").code()).isEqualTo(Faults.INPUT);
  }
}
