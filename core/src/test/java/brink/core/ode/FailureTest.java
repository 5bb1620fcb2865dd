package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class FailureTest {
  private static final ExplicitRungeKutta DORMAND_PRINCE =
      new ExplicitRungeKutta(Tableau.DORMAND_PRINCE);
  private static final StepControl ADAPTIVE = StepControl.Adaptive.of(1e-6, StepFilter.PI);

  static Stream<StepControl> controls() {
    return Stream.of(ADAPTIVE, new StepControl.Fixed(0.01));
  }

  @ParameterizedTest
  @MethodSource("controls")
  void aFieldThatIsNotFiniteEndsTheSolveWhereItWas(StepControl control) {
    var field = TestField.scalar((t, y) -> t < 1 ? -y : Double.NaN, (_, _) -> -1);
    var run = Runs.until(field, new double[] {1}, DORMAND_PRINCE, control, 3);
    var failed = failed(run, Fault.Reason.NOT_FINITE);
    assertThat(failed.t()).isBetween(0.9, 1.0);
    assertThat(failed.step()).isEqualTo(run.solution().steps()).isPositive();
    assertThat(failed.sentence())
        .startsWith("At t = ")
        .contains("not a finite number")
        .contains("Check the data");
    assertThat(run.y()[0]).isFinite();
    assertThat(run.saved().getLast().y()).containsExactly(run.y());
  }

  @Test
  void aFieldThatIsNotFiniteAtTheStartFailsBeforeTheFirstStep() {
    var field = TestField.scalar((_, _) -> Double.POSITIVE_INFINITY, (_, _) -> 0);
    var run = Runs.until(field, new double[] {1}, DORMAND_PRINCE, ADAPTIVE, 3);
    assertThat(failed(run, Fault.Reason.NOT_FINITE).step()).isZero();
    assertThat(run.y()).containsExactly(1);
  }

  @Test
  void aSolutionThatBlowsUpFailsBeforeItsPole() {
    var field = TestField.scalar((_, y) -> y * y, (_, y) -> 2 * y);
    var run = Runs.until(field, new double[] {1}, DORMAND_PRINCE, ADAPTIVE, 3);
    assertThat(run.solution().outcome()).isInstanceOf(Outcome.Failed.class);
    assertThat(run.solution().t()).isBetween(0.999, 1.001);
  }

  @Test
  void anUnstableSolveNeverPassesAsASuccess() {
    // lambda = 1000 with steps that Euler cannot take: it explodes until numbers end.
    var problem = Problems.diagonal(10, 1, 1000);
    var run =
        Runs.until(problem, new ExplicitRungeKutta(Tableau.EULER), new StepControl.Fixed(0.05));
    failed(run, Fault.Reason.NOT_FINITE);
  }

  @Test
  void theLimitOnStepsIsAFailureThatKeepsTheSolutionSoFar() {
    var problem = Problems.diagonal(1, 1, 2);
    var run =
        Runs.solve(
            problem.field(),
            problem.start(),
            DORMAND_PRINCE,
            new StepControl.Fixed(0.01),
            SaveAt.ends(),
            Stops.at(10, new StopEvent.TimeReached(1)));
    var failed = failed(run, Fault.Reason.TOO_MANY_STEPS);
    assertThat(failed.t()).isCloseTo(0.1, org.assertj.core.data.Offset.offset(1e-12));
    assertThat(run.saved().getLast().moment().why()).isEqualTo(Moment.Why.END);
  }

  @Test
  void stepsBelowTheRoundingOfLaterTimesAreTakenWhileTheyChangeTheTime() {
    var field = TestField.scalar((_, y) -> -y, (_, _) -> -1);
    var run =
        Runs.solve(
            field,
            new double[] {1},
            DORMAND_PRINCE,
            new StepControl.Fixed(1e-20),
            SaveAt.ends(),
            Stops.at(100_000, new StopEvent.When("moved", (_, state) -> state.t() > 1e-18)));
    assertThat(run.solution().stopped()).isTrue();
  }

  static Stream<Arguments> nonsense() {
    var decay = Problems.diagonal(1, 1, 2);
    return Stream.of(
        refused("tolerance", () -> StepControl.Adaptive.of(0, StepFilter.I)),
        refused("tolerance", () -> StepControl.Adaptive.of(-1, StepFilter.I)),
        refused("tolerance", () -> StepControl.Adaptive.of(Double.NaN, StepFilter.I)),
        refused("step must", () -> new StepControl.Fixed(0)),
        refused("step must", () -> new StepControl.Fixed(-1)),
        refused("first step", () -> StepControl.Adaptive.of(1, StepFilter.I).startingWith(0)),
        refused("something to stop at", () -> new Stops(10, List.of())),
        refused("max steps", () -> Stops.at(0, new StopEvent.TimeReached(1))),
        refused("raise the limit", () -> Stops.at(5, new StopEvent.StepsTaken(6))),
        refused("never met", () -> new StopEvent.FieldNormBelow(0)),
        refused("at least 1", () -> new StopEvent.StepsTaken(0)),
        refused("finite", () -> new StopEvent.PotentialBelow(Double.NaN)),
        refused("finite", () -> SaveAt.ends().times(Double.NaN)),
        refused("save every", () -> SaveAt.ends().every(0)),
        refused("alpha", () -> AtSharpness.rk4(0)),
        refused("k must", () -> ExponentialEuler.asPublished(0)),
        refused("tolerance", () -> ExponentialRosenbrock.euler(0)),
        refused("tolerance", () -> ExponentialRosenbrock.exprb32(1)),
        refused(
            "dimension",
            () -> new ExponentialRosenbrock(ExponentialRosenbrock.Scheme.EULER, 0.1, 1)),
        refused("expected distance", () -> DistanceNorm.expecting(0)),
        refused("every must", () -> new PowerIteration(0.1, 1, 1, 1, 0, 1)),
        refused(
            "not after the start", () -> Runs.until(problem(decay, 0), DORMAND_PRINCE, ADAPTIVE)),
        refused("smaller k", () -> Runs.until(decay, ExponentialEuler.asPublished(2), ADAPTIVE)),
        refused(
            "before the start",
            () ->
                Runs.solve(
                    decay.field(),
                    decay.start(),
                    DORMAND_PRINCE,
                    ADAPTIVE,
                    SaveAt.ends().times(-1),
                    Stops.at(1, new StopEvent.StepsTaken(1)))));
  }

  @ParameterizedTest(name = "{0}, {index}")
  @MethodSource("nonsense")
  void settingsThatMakeNoSenseAreRefusedWithASentence(String about, ThrowingCallable call) {
    assertThatThrownBy(call)
        .isInstanceOfAny(IllegalArgumentException.class, InputError.class)
        .hasMessageContaining(about);
  }

  private static Arguments refused(String about, ThrowingCallable call) {
    return Arguments.of(about, call);
  }

  private static Problems.Problem problem(Problems.Problem problem, double end) {
    return new Problems.Problem(
        problem.name(), problem.field(), problem.start(), end, problem.solution());
  }

  private static Outcome.Failed failed(Runs.Run run, Fault.Reason reason) {
    assertThat(run.solution().outcome()).isInstanceOf(Outcome.Failed.class);
    var failed = (Outcome.Failed) run.solution().outcome();
    assertThat(failed.fault().reason()).as(failed.sentence()).isEqualTo(reason);
    return failed;
  }
}
