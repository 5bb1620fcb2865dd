package brink.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.dynamics.FlowMethod;
import brink.lab.report.Report;
import brink.nn.data.Places;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

class FlowBenchTest {
  private static final List<Contender> FEW =
      List.of(
          new Contender("RKC2", "coarse", new FlowMethod.Rkc2(1e-3)),
          new Contender("RKC2", "fine", new FlowMethod.Rkc2(1e-5)),
          new Contender("Dormand-Prince", "fine", new FlowMethod.DormandPrince(1e-8)));

  @TempDir Path folder;

  private WorkPrecision run(List<Contender> contenders, Duration limit) {
    return new FlowBench(contenders, limit)
        .on(FlowProblem.named("chebyshev-short"), new Places(Optional.empty(), folder), _ -> {});
  }

  @Test
  void theTwoSolversThatAgreeBestAreTheReferenceAndErrorsAreMeasuredFromThere() {
    var result = run(FEW, Duration.ofMinutes(5));
    assertThat(result.reference()).contains("Dormand-Prince (fine)").contains("RKC2 (fine)");
    var errors = result.solves().stream().map(s -> s.error().orElseThrow()).toList();
    assertThat(errors.get(2)).isZero();
    assertThat(errors.get(1)).isEqualTo(result.uncertainty()).isBetween(1e-9, 1e-3);
    assertThat(errors.get(0)).isBetween(errors.get(1), 1e-2);
    assertThat(result.distance()).isPositive();
    for (var solve : result.solves()) {
      assertThat(solve.reached()).isEqualTo(result.time());
      assertThat(solve.units()).isEqualTo(3 * solve.gradients() + 6 * solve.products());
      assertThat(solve.lossError().orElseThrow()).isLessThan(1e-2);
    }
    assertThat(result.solves().get(2).products()).isZero();
  }

  @Test
  void twoSolversOfOneKindAreNoReferenceWhereThereIsAnotherKindHoweverNearTheyAre() {
    var kin =
        List.of(
            new Contender("RKC2", "fine", new FlowMethod.Rkc2(1e-3)),
            new Contender("ROCK2", "fine", new FlowMethod.Rock2(1e-3)));
    var other = new Contender("Dormand-Prince", "coarse", new FlowMethod.DormandPrince(1e-1));
    var result = run(List.of(kin.get(0), kin.get(1), other), Duration.ofMinutes(5));
    assertThat(result.reference()).contains("Dormand-Prince (coarse)");
    var errors = result.solves().stream().map(s -> s.error().orElseThrow()).toList();
    assertThat(Math.abs(errors.get(0) - errors.get(1)))
        .as("between the two that are of one kind")
        .isLessThan(result.uncertainty() / 10);
    assertThat(run(kin, Duration.ofMinutes(5)).reference()).contains("RKC2", "ROCK2");
  }

  @Test
  void theFlowEndsWhereALossIsReachedIfThatIsTheProblem() {
    var result =
        new FlowBench(FEW, Duration.ofMinutes(5))
            .on(FlowProblem.named("dice-small"), new Places(Optional.empty(), folder), _ -> {});
    assertThat(result.loss()).isBetween(0.499, 0.501);
  }

  @Test
  void aSolveBeyondTheLimitIsGivenUpAndHasNoError() {
    var slow = new Contender("Euler", "tiny steps", new FlowMethod.Rk4(1e-3, 1e-4));
    var quick =
        List.of(
            new Contender("RKC2", "coarse", new FlowMethod.Rkc2(1e-1)),
            new Contender("ROCK2", "coarse", new FlowMethod.Rock2(1e-1)),
            slow);
    var solve = run(quick, Duration.ofSeconds(8)).solves().getLast();
    assertThat(solve.error()).isEmpty();
    assertThat(solve.lossError()).isEmpty();
    assertThat(solve.how()).contains("given up after 8 s");
  }

  @Test
  void figuresPageAndNumbersAreWritten() throws Exception {
    var result = run(FEW, Duration.ofMinutes(5));
    var page = Report.bench(List.of(result), List.of("a machine"), true, folder.resolve("bench"));
    assertThat(Files.readString(page)).contains("chebyshev-short").contains("Dormand-Prince");
    assertThat(folder.resolve("bench/figures/chebyshev-short.svg")).isNotEmptyFile();
    assertThat(folder.resolve("bench/figures/chebyshev-short.png")).isNotEmptyFile();
    var json = new JsonMapper().readTree(folder.resolve("bench/bench.json").toFile());
    var solve = json.at("/results/0/solves/0");
    assertThat(solve.get("gradients").asLong()).isEqualTo(result.solves().getFirst().gradients());
    assertThat(solve.get("error").asDouble())
        .isEqualTo(result.solves().getFirst().error().orElseThrow());
  }

  @Test
  void aProblemThatThereIsNotIsRefusedWithThoseThatThereAre() {
    assertThatThrownBy(() -> FlowProblem.named("mnist"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("chebyshev")
        .hasMessageContaining("cifar10-64");
  }

  @Test
  void anyNumberOfImagesOfCifar10CanBeAskedFor() {
    assertThat(FlowProblem.named("cifar10-1562").spec().data().subset().count()).hasValue(1562);
    assertThat(FlowProblem.named("cifar10-97-mse").spec().loss().describe())
        .contains("squared error");
  }

  @Test
  void oneSolverAloneIsRefusedBeforeAnythingIsComputed() {
    assertThatThrownBy(() -> new FlowBench(FEW.subList(0, 2), Duration.ofMinutes(5)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("at least two solvers");
  }

  @Test
  void aRunFolderIsNotWrittenOver() throws Exception {
    var run = Files.createDirectory(folder.resolve("run"));
    Files.writeString(run.resolve("result.json"), "{}");
    assertThatThrownBy(() -> Report.bench(List.of(), List.of(), false, run))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("is itself a run folder");
    assertThat(run).isDirectoryNotContaining("glob:**report.html");
  }
}
