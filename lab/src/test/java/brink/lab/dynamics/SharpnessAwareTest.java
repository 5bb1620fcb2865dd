package brink.lab.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SharpnessAwareTest {
  private static final double ETA = 0.1;
  private static final double RHO = 0.5;

  private static <R extends Record> R read(Class<R> type, String yaml) {
    return new SpecReader<>(type).read("test", yaml, List.of());
  }

  /** Steps of a descent on a curvature, the edges at its moments, and where it ends. */
  private record Seen(List<DescentStep> steps, List<Double> edges, double x) {}

  private static Seen descend(double curvature, double start, int steps, String more) {
    var bowl = Quadratic.of(curvature);
    var seen = new ArrayList<DescentStep>();
    var edges = new ArrayList<Double>();
    var watcher =
        new DescentSolve.Watcher() {
          @Override
          public void step(DescentStep step) {
            seen.add(step);
          }

          @Override
          public void save(DescentSolve.Saved saved) {
            edges.add(saved.edge());
          }
        };
    var descent = read(Descent.class, "{learning-rate: %s, sam: %s%s}".formatted(ETA, RHO, more));
    try (var work = bowl.space().workspace()) {
      var theta = work.vec();
      bowl.space().write(new double[] {start}, theta);
      new DescentSolve(bowl, Optional.empty(), descent)
          .follow(
              theta, read(Stop.class, "steps: " + steps), read(Save.class, "every: 1"), watcher);
      return new Seen(seen, edges, bowl.space().read(theta)[0]);
    }
  }

  @Test
  void aStepFollowsTheGradientUphill() {
    double x = 2;
    assertThat(descend(3, x, 1, "").x()).isCloseTo(x - ETA * 3 * (x + RHO), within(1e-14));
  }

  @Test
  void aStepCostsTwoGradients() {
    assertThat(descend(3, 2, 5, "").steps().getLast().gradients()).isEqualTo(11);
  }

  @Test
  void clippingIsOfTheGradientThatTheStepFollows() {
    assertThat(descend(3, 2, 1, ", clip: 0.5").x()).isCloseTo(2 - ETA * 0.5, within(1e-14));
  }

  @Test
  void onAParabolaItSwingsWhereItsCurvatureIsOnTheEdge() {
    // x' = x - eta a (x + rho sign x) = -x at x = eta a rho / (2 - eta a)
    double a = 15;
    var seen = descend(a, 0.1, 500, "");
    assertThat(Math.abs(seen.x())).isCloseTo(ETA * a * RHO / (2 - ETA * a), within(1e-9));
    assertThat(seen.steps().getLast().edge()).isCloseTo(a, within(1e-9));
  }

  @Test
  void theEdgeOfAMomentIsThatOfTheStepThatLedThereAndAtTheStartThatOfTheFirst() {
    var seen = descend(3, 2, 4, "");
    var ofSteps = seen.steps().stream().map(DescentStep::edge).toList();
    assertThat(seen.edges().subList(1, 5)).isEqualTo(ofSteps);
    assertThat(seen.edges().getFirst()).isEqualTo(ofSteps.getFirst()).isLessThan(2 / ETA);
    assertThat(ofSteps).doesNotHaveDuplicates();
  }

  @Test
  void theEdgeIsThatOfLongAndBartlett() {
    double g = 0.7;
    double naive = g / (2 * RHO) * (Math.sqrt(1 + 8 * RHO / (ETA * g)) - 1);
    assertThat(SharpnessAware.edge(RHO, 2 / ETA, g)).isCloseTo(naive, within(1e-12));
    assertThat(SharpnessAware.edge(1e-12, 2 / ETA, g)).isCloseTo(2 / ETA, within(1e-8));
    assertThat(SharpnessAware.edge(RHO, 2 / ETA, 0)).isZero();
  }

  @Test
  void aRadiusThatIsNoneIsRefused() {
    assertThatThrownBy(() -> read(Descent.class, "{learning-rate: 0.1, sam: 0}"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("sam must be finite and above 0");
  }
}
