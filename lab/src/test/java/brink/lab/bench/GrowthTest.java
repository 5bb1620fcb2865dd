package brink.lab.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.lab.bench.WorkPrecision.Solve;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class GrowthTest {
  private static WorkPrecision result(String problem, int n, Solve... solves) {
    return doubtful(1e-6, problem, n, solves);
  }

  private static WorkPrecision doubtful(
      double uncertainty, String problem, int n, Solve... solves) {
    return new WorkPrecision(
        problem, problem, n, 100, 1, 0.01, 1, "two", uncertainty, List.of(solves));
  }

  private static Solve solve(double error, double seconds, long units) {
    return new Solve(
        "RKC2",
        "any",
        1,
        "at T",
        1,
        0,
        units / 3,
        0,
        units,
        seconds,
        Optional.of(error),
        Optional.empty(),
        Optional.empty());
  }

  @Test
  void aPowerLawOfTheFastestAccurateSolvesIsFound() {
    var results =
        List.of(
            result("cifar10-64", 64, solve(0.005, 64 * 8, 300), solve(0.5, 1, 3)),
            result("cifar10-256", 256, solve(0.005, 256 * 16, 600), solve(0.001, 1e6, 900)),
            result("dice", 512, solve(0.001, 1, 3)));
    var growth = Growth.of(results);
    assertThat(growth).hasSize(1);
    assertThat(growth.getFirst().family()).isEqualTo("cifar10");
    assertThat(growth.getFirst().seconds()).isCloseTo(1.5, within(1e-12));
    assertThat(growth.getFirst().work()).isCloseTo(1.5, within(1e-12));
    assertThat(growth.getFirst().sentence()).contains("n = 64 to 256").contains("n^1.50");
  }

  @Test
  void otherCriteriaAreOtherFamilies() {
    var results =
        List.of(
            result("cifar10-64", 64, solve(0.005, 1, 3)),
            result("cifar10-256-mse", 256, solve(0.005, 1, 3)));
    assertThat(Growth.of(results)).isEmpty();
  }

  @Test
  void aReferenceThatIsItselfInDoubtVouchesForNoSolve() {
    var doubtful = doubtful(0.006, "cifar10-256", 256, solve(0, 9, 3), solve(0.005, 1, 3));
    assertThat(Growth.best(doubtful).orElseThrow().seconds()).isEqualTo(9);
    var worse = doubtful(0.11, "cifar10-256", 256, solve(0, 9, 3));
    assertThat(Growth.best(worse)).isEmpty();
    assertThat(Growth.of(List.of(result("cifar10-64", 64, solve(0.005, 1, 3)), worse))).isEmpty();
  }
}
