package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.ode.StopEvent.Direction;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CrossingTest {
  private static final ExplicitRungeKutta DORMAND_PRINCE =
      new ExplicitRungeKutta(Tableau.DORMAND_PRINCE);
  private static final StepControl TIGHT = StepControl.Adaptive.of(1e-10, StepFilter.PI);

  /** cos t and -sin t. */
  private static final Problems.Problem CIRCLE = Problems.oscillator();

  /**
   * A double well's side, x' = 20 x - 20 x^3: the curvature goes from -20 at the top through 0 to
   * 40 at the bottom, so the spectral radius falls from 20 and then rises to 40.
   */
  private static final Problems.Problem WELL =
      Problems.quarticFrom(new double[] {0.1, 0.1, 0.1}, 1, 20, -20, 1, 2);

  private record Component(int i, TestField field) implements Gauge {
    @Override
    public String describe() {
      return "component " + i;
    }

    @Override
    public Reading read(State at) {
      return new Value(field.space().read(at.y())[i]);
    }
  }

  private static Gauge of(ToDoubleFunction<State> value) {
    return new Gauge() {
      @Override
      public String describe() {
        return "gauge";
      }

      @Override
      public Reading read(State at) {
        return new Value(value.applyAsDouble(at));
      }
    };
  }

  @Test
  void theFirstCrossingInTheGivenDirectionEndsTheSolve() {
    var cosine = new Component(0, CIRCLE.field());
    var down = new StopEvent.Crossing(cosine, 0.5, Direction.FROM_ABOVE, 1e-10);
    var up = new StopEvent.Crossing(cosine, 0.5, Direction.FROM_BELOW, 1e-10);
    assertThat(solve(CIRCLE, down).solution().t()).isEqualTo(Math.PI / 3, within(1e-8));
    assertThat(solve(CIRCLE, up).solution().t()).isEqualTo(5 * Math.PI / 3, within(1e-8));
    var both = solve(CIRCLE, up, down);
    assertThat(both.solution().outcome()).isEqualTo(new Outcome.Stopped(down));
    assertThat(down.describe()).isEqualTo("component 0 crossed 0.5 downwards");
  }

  @Test
  void theSolveEndsBeyondTheLevelByAtMostTheGivenAmount() {
    for (double within : new double[] {1e-1, 1e-3, 1e-9}) {
      var event =
          new StopEvent.Crossing(
              new Component(0, CIRCLE.field()), 0.5, Direction.FROM_ABOVE, within);
      var run = solve(CIRCLE, event);
      assertThat(run.y()[0]).isBetween(0.5 - within, 0.5);
      assertThat(run.saved().getLast().y()).containsExactly(run.y());
    }
  }

  @Test
  void startingBeyondTheLevelIsNoCrossing() {
    var event =
        new StopEvent.Crossing(new Component(0, CIRCLE.field()), 0.5, Direction.FROM_BELOW, 1e-9);
    var run = solve(CIRCLE, event, new StopEvent.TimeReached(3));
    assertThat(run.solution().outcome())
        .isEqualTo(new Outcome.Stopped(new StopEvent.TimeReached(3)));
  }

  @Test
  void theEarliestOfACrossingAndAPotentialInOneStepIsTaken() {
    var decay = Problems.diagonal(3, 1, 1);
    var crossing =
        new StopEvent.Crossing(new Component(0, decay.field()), 0.8, Direction.FROM_ABOVE, 1e-12);
    var potential = new StopEvent.PotentialBelow(0.5);
    var run =
        Runs.solve(
            decay.field(),
            decay.start(),
            DORMAND_PRINCE,
            new StepControl.Fixed(1),
            SaveAt.ends().times(0.1, 0.3),
            Stops.at(10, potential, crossing));
    assertThat(run.solution().outcome()).isEqualTo(new Outcome.Stopped(crossing));
    assertThat(run.solution().t()).isEqualTo(-Math.log(0.8), within(1e-3));
    assertThat(run.saved().stream().map(Runs.Saved::t)).hasSize(3).isSorted();
  }

  static Stream<Methods> methods() {
    return Methods.all().stream();
  }

  @ParameterizedTest
  @MethodSource("methods")
  <S extends Memory> void theFirstRiseOfTheSpectralRadiusToALevelIsLocatedInsideTheStep(
      Methods method) {
    double level = 30;
    double truth = riseTo(level);
    var control =
        method.stepper().order() == 1
            ? new StepControl.Fixed(2e-4)
            : StepControl.Adaptive.of(1e-6, StepFilter.PI);
    try (var gauge = new SpectralRadiusGauge(WELL.field(), 1e-6, 500, 1)) {
      var event = new StopEvent.Crossing(gauge, level, Direction.FROM_BELOW, 1e-3 * level);
      var run =
          Runs.solve(
              WELL.field(),
              WELL.start(),
              Runs.narrow(method.stepper()),
              control,
              SaveAt.ends(),
              Stops.at(10_000, event));
      assertThat(run.solution().outcome()).isEqualTo(new Outcome.Stopped(event));
      assertThat(run.solution().t()).isEqualTo(truth, within(2e-3));
      assertThat(radius(run.y())).isBetween(level * 0.999, level * 1.002);
      assertThat(gauge.counts().evaluations()).isGreaterThan(run.solution().steps());
      assertThat(gauge.counts().products()).isGreaterThanOrEqualTo(gauge.counts().evaluations());
    }
  }

  @Test
  void itsFallBelowALevelIsAnotherEvent() {
    try (var gauge = new SpectralRadiusGauge(WELL.field(), 1e-8, 500, 1)) {
      var event = new StopEvent.Crossing(gauge, 10, Direction.FROM_ABOVE, 1e-4);
      var run = solve(WELL, event);
      assertThat(run.solution().outcome()).isEqualTo(new Outcome.Stopped(event));
      assertThat(radius(run.y())).isEqualTo(10, within(1e-3));
      assertThat(run.solution().t()).isLessThan(riseTo(30));
    }
  }

  @Test
  void aGaugeThatGivesNoNumberFailsTheSolveWhereItIs() {
    var event =
        new StopEvent.Crossing(
            of(at -> at.t() < 1 ? 0 : Double.NaN), 1, Direction.FROM_BELOW, 1e-3);
    var run = solve(CIRCLE, event);
    assertThat(run.solution().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.fault().reason()).isEqualTo(Fault.Reason.NOT_FINITE);
              assertThat(failed.sentence()).contains("gauge is not a finite number");
              assertThat(failed.t()).isGreaterThanOrEqualTo(1);
            });
    assertThat(run.saved().getLast().t()).isEqualTo(run.solution().t());
  }

  @Test
  void aSpectralRadiusToStopAtThatDoesNotSettleFailsWithAdvice() {
    var heat = Problems.heat(30);
    try (var gauge = new SpectralRadiusGauge(heat.field(), 1e-9, 3, 1)) {
      var event = new StopEvent.Crossing(gauge, 1, Direction.FROM_ABOVE, 1e-3);
      assertThat(solve(heat, event).solution().outcome())
          .isInstanceOfSatisfying(
              Outcome.Failed.class,
              failed -> {
                assertThat(failed.fault().reason())
                    .isEqualTo(Fault.Reason.SPECTRAL_RADIUS_NOT_FOUND);
                assertThat(failed.sentence()).contains("did not settle").contains("Allow more");
              });
    }
  }

  @Test
  void aLevelThatIsNeverCrossedEndsAtTheLimitOnStepsWithAdvice() {
    var event =
        new StopEvent.Crossing(new Component(0, CIRCLE.field()), 2, Direction.FROM_BELOW, 1e-3);
    var run =
        Runs.solve(
            CIRCLE.field(),
            CIRCLE.start(),
            DORMAND_PRINCE,
            TIGHT,
            SaveAt.ends(),
            Stops.at(50, event));
    assertThat(run.solution().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.sentence())
                    .contains("after 50 steps")
                    .contains("check that a stop condition can be met"));
  }

  @Test
  void levelsThatMakeNoSenseAreRefused() {
    var gauge = of(State::t);
    assertThatThrownBy(() -> new StopEvent.Crossing(gauge, Double.NaN, Direction.FROM_ABOVE, 1))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> new StopEvent.Crossing(gauge, 1, Direction.FROM_ABOVE, 0))
        .hasMessageContaining("within");
    assertThatThrownBy(() -> new SpectralRadiusGauge(WELL.field(), 0, 1, 1))
        .hasMessageContaining("tolerance");
  }

  private static Runs.Run solve(Problems.Problem problem, StopEvent... events) {
    return Runs.solve(
        problem.field(),
        problem.start(),
        DORMAND_PRINCE,
        TIGHT,
        SaveAt.ends(),
        Stops.at(10_000, events));
  }

  private static double radius(double[] y) {
    double radius = 0;
    var x = Problems.reflect(y);
    var lambda = new double[] {-20, 1, 2};
    for (int i = 0; i < 3; i++) {
      radius = Math.max(radius, Math.abs(lambda[i] + 60 * x[i] * x[i]));
    }
    return radius;
  }

  /** When the spectral radius, having fallen below it, rises to a level; by halving. */
  private static double riseTo(double level) {
    double lo = 0;
    double hi = 0;
    while (radius(WELL.solution().apply(lo)) >= level) {
      lo += 1e-4;
    }
    for (hi = lo; radius(WELL.solution().apply(hi)) < level; hi += 1e-4) {
      lo = hi;
    }
    for (int i = 0; i < 50; i++) {
      double middle = (lo + hi) / 2;
      if (radius(WELL.solution().apply(middle)) < level) {
        lo = middle;
      } else {
        hi = middle;
      }
    }
    return hi;
  }
}
