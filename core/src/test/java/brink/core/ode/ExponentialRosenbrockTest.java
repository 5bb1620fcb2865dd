package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.ode.ExponentialRosenbrock.Scheme;
import brink.core.ode.Problems.Problem;
import brink.core.vector.FlatSpace;
import brink.core.vector.Lanes;
import brink.core.vector.Precision;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class ExponentialRosenbrockTest {
  /** A field that says that it does not depend on time. */
  private record Autonomous(TestField field) implements Linearizable {
    @Override
    public Space space() {
      return field.space();
    }

    @Override
    public double eval(double t, Vec y, Vec into) {
      return field.eval(t, y, into);
    }

    @Override
    public boolean autonomous() {
      return true;
    }

    @Override
    public Linearization linearize(double t, Vec y) {
      return field.linearize(t, y);
    }
  }

  private static ExponentialRosenbrock of(Scheme scheme, double tolerance) {
    return new ExponentialRosenbrock(scheme, tolerance, 30);
  }

  static Stream<Arguments> ends() {
    return Arrays.stream(Scheme.values())
        .flatMap(scheme ->
            DoubleStream.of(1e-6, 1e-3, 1, 1e3).mapToObj(end -> Arguments.of(scheme, end)));
  }

  /** One step, whatever its length: to the Krylov tolerance, and the rounding of h A. */
  @ParameterizedTest(name = "{0} to t = {1}")
  @MethodSource("ends")
  void linearProblemsOfTwelveDecadesAreSolvedInOneStep(Scheme scheme, double end) {
    var lambda = IntStream.rangeClosed(-6, 6).mapToDouble(i -> Math.pow(10, i)).toArray();
    var problem = Problems.diagonal(end, lambda);
    for (double tolerance : new double[] {1e-3, 1e-6, 1e-10}) {
      var run = Runs.until(problem, of(scheme, tolerance), new StepControl.Fixed(end));
      double error = Problems.distance(run.y(), problem.solution().apply(end));
      double moved = run.solution().error().distance();
      assertThat(run.solution().steps()).isEqualTo(1);
      assertThat(error).isLessThan((tolerance + 1e-16 * (10 + 1e6 * end)) * 2 * moved);
      assertThat(run.solution().error().absolute())
          .isLessThan((tolerance + 1e-16 * (10 + 1e6 * end)) * 4 * moved);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aLargerSpaceThanAllowedShortensTheStepAndIsNoted(Scheme scheme) {
    int n = 150;
    var lambda = IntStream.range(0, n).mapToDouble(i -> Math.pow(10, -6 + 12.0 * i / n)).toArray();
    double end = 1e-3;
    var problem = Problems.diagonal(end, lambda);
    var run = Runs.until(problem, of(scheme, 1e-7), new StepControl.Fixed(end));
    assertThat(run.solution().stopped()).isTrue();
    assertThat(run.solution().steps()).isBetween(2L, 30L);
    assertThat(run.solution().notes())
        .anyMatch(note -> note.what().contains("largest Krylov dimension") && note.times() >= 1);
    double error = Problems.distance(run.y(), problem.solution().apply(end));
    assertThat(error).isLessThan(1e-7 * 2 * run.solution().error().distance());
  }

  /** y' = A y + a + b t + c t^2 has a rest g that is what exprb32 takes it for. */
  @Test
  void exprb32IsExactWhereTheRestIsQuadraticInTime() {
    double lambda = 30;
    // y = 1 + t + t^2 solves y' = -lambda (y - 1 - t - t^2) + 1 + 2 t.
    var field =
        TestField.scalar((t, y) -> -lambda * (y - 1 - t - t * t) + 1 + 2 * t, (_, _) -> -lambda);
    var start = new double[] {3};
    var run =
        Runs.until(
            field, start, ExponentialRosenbrock.exprb32(1e-10), new StepControl.Fixed(0.25), 1);
    assertThat(run.y()[0]).isEqualTo(3 + 2 * Math.exp(-lambda), within(1e-6));
  }

  @ParameterizedTest
  @EnumSource
  void noOrderIsLostToStiffness(Scheme scheme) {
    int order = of(scheme, 0.1).order();
    for (double lambda = 1; lambda <= 1e8; lambda *= 100) {
      for (int steps = 4; steps <= 64; steps *= 2) {
        double error =
            Runs.error(
                Problems.protheroRobinson(lambda),
                of(scheme, 1e-10),
                new StepControl.Fixed(1.0 / steps));
        assertThat(error)
            .as("lambda = %s, %d steps", lambda, steps)
            .isLessThan(0.5 * Math.pow(steps, -order) + 1e-6 / steps);
      }
    }
  }

  static Stream<Arguments> controlled() {
    return Stream.of(StepFilter.I, StepFilter.PI, StepFilter.PID, StepFilter.PREDICTIVE)
        .flatMap(
            filter -> Arrays.stream(Scheme.values()).map(scheme -> Arguments.of(scheme, filter)));
  }

  @ParameterizedTest
  @MethodSource("controlled")
  void everyControllerMeetsTheTolerance(Scheme scheme, StepFilter filter) {
    for (var problem :
        new Problem[] {Problems.quartic(2, 1, 0.5, 2, 400), Problems.cubicHeat(20)}) {
      var truth = problem.solution().apply(problem.end());
      for (double tolerance : new double[] {1e-2, 1e-4, 1e-6}) {
        var run =
            Runs.until(
                problem, of(scheme, tolerance / 3), StepControl.Adaptive.of(tolerance, filter));
        double error = Problems.distance(run.y(), truth);
        assertThat(run.solution().stopped()).isTrue();
        assertThat(error / run.solution().error().distance()).isLessThan(20 * tolerance);
        assertThat(run.solution().error().absolute()).isGreaterThan(error / 2);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void aRejectedStepLeavesTheStateAndTheBasis(Scheme scheme) {
    var problem = Problems.quartic(1, 1, 0.5, 2, 300);
    // A first step that is rejected once, however short; then as if it had not been tried.
    var attempts = new int[1];
    ErrorNorm once = trial -> attempts[0]++ == 0 ? Double.NaN : 0;
    var field = new Autonomous(problem.field());
    var adaptive = StepControl.Adaptive.of(1e-3, StepFilter.I).measuredBy(once);
    var stops = Stops.at(1, new StopEvent.StepsTaken(1));
    var rejected =
        Runs.solve(
            field,
            problem.start(),
            of(scheme, 1e-8),
            adaptive.startingWith(0.05),
            SaveAt.ends(),
            stops);
    attempts[0] = 1;
    var direct =
        Runs.solve(
            field,
            problem.start(),
            of(scheme, 1e-8),
            adaptive.startingWith(0.05 * adaptive.shrink()),
            SaveAt.ends(),
            stops);
    assertThat(rejected.solution().rejections()).isEqualTo(1);
    assertThat(rejected.solution().t()).isEqualTo(direct.solution().t());
    for (int i = 0; i < 3; i++) {
      assertThat(rejected.y()[i]).isEqualTo(direct.y()[i], within(1e-10));
    }
    // In three dimensions D takes three products at most, and its space is made for each attempt;
    // had that of f_0 been made again, it would be three more.
    assertThat(rejected.solution().counts().products())
        .isBetween(
            direct.solution().counts().products() + 1, direct.solution().counts().products() + 3);
  }

  @ParameterizedTest
  @EnumSource
  void singlePrecisionFollowsTheFlowToItsTolerance(Scheme scheme) {
    var problem = Problems.quartic(1, 1, 0.5, 2, 300);
    var single = new FlatSpace(3, Precision.FLOAT32, Lanes.of(1));
    var run =
        Runs.until(
            new Autonomous(problem.field().on(single)),
            problem.start(),
            of(scheme, 1e-3 / 3),
            StepControl.Adaptive.of(1e-3, StepFilter.PI).measuredBy(DistanceNorm.expecting(1)),
            problem.end());
    assertThat(run.solution().stopped()).isTrue();
    assertThat(run.solution().rejections()).isLessThan(5);
    double error = Problems.distance(run.y(), problem.solution().apply(problem.end()));
    assertThat(error / run.solution().error().distance()).isLessThan(5e-3);
  }

  static Stream<Arguments> costs() {
    return Stream.of(Arguments.of(Scheme.EULER, 1), Arguments.of(Scheme.EXPRB32, 2));
  }

  @ParameterizedTest
  @MethodSource("costs")
  void aStepCostsItsStagesAndOneMoreWhereTimeMatters(Scheme scheme, int stages) {
    var problem = Problems.quartic(1, 1, 0.5, 2, 300);
    var control = new StepControl.Fixed(0.1);
    var still =
        Runs.until(new Autonomous(problem.field()), problem.start(), of(scheme, 1e-8), control, 1);
    assertThat(still.steps()).hasSize(10).allMatch(step -> step.stages() == stages);
    assertThat(still.solution().counts().evaluations()).isEqualTo(1 + 10 * stages);
    var moving = Runs.until(problem, of(scheme, 1e-8), control);
    assertThat(moving.steps()).hasSize(10).allMatch(step -> step.stages() == stages + 1);
    assertThat(moving.y()).containsExactly(still.y());
  }

  static Stream<Arguments> inside() {
    return Arrays.stream(Scheme.values())
        .flatMap(scheme ->
            Stream.of(
                Arguments.of(scheme, Problems.quartic(0.4, 1, 0.5, 2, 5), 2.0),
                Arguments.of(scheme, Problems.protheroRobinson(100), 0.6),
                Arguments.of(scheme, Problems.protheroRobinson(1e6), 0.6)));
  }

  @ParameterizedTest
  @MethodSource("inside")
  void savesInsideAStepHaveTheOrderOfTheMethod(Scheme scheme, Problem problem, double constant) {
    for (double h = 0.1; h > 0.01; h /= 2) {
      double error = worstInside(problem, of(scheme, 1e-10), h);
      assertThat(error)
          .as("h = %s", h)
          .isLessThan(constant * Math.pow(h, of(scheme, 0.1).order()) + 1e-8);
    }
  }

  /** Where cubic interpolation would be off by h |f|, a hundred times the solution. */
  @ParameterizedTest
  @EnumSource
  void savesInsideAStepFollowAStiffTransient(Scheme scheme) {
    var problem = Problems.quartic(0.4, 1, 0.5, 2, 4000);
    assertThat(worstInside(problem, of(scheme, 1e-10), 0.1)).isLessThan(5e-3);
  }

  /** The largest error at seven moments a step. */
  private static double worstInside(Problem problem, ExponentialRosenbrock method, double h) {
    var times = DoubleStream.iterate(h / 7, t -> t < problem.end(), t -> t + h / 7).toArray();
    var save = SaveAt.ends().times(times);
    double worst = 0;
    for (var saved : Runs.until(problem, method, new StepControl.Fixed(h), save).saved()) {
      worst = Math.max(worst, Problems.distance(saved.y(), problem.solution().apply(saved.t())));
    }
    return worst;
  }

  static Stream<Arguments> failures() {
    return Arrays.stream(Scheme.values())
        .flatMap(scheme ->
            Stream.of(
                Arguments.of(scheme, new StepControl.Fixed(0.01)),
                Arguments.of(scheme, StepControl.Adaptive.of(1e-4, StepFilter.PI))));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aFieldThatIsNotFiniteEndsTheSolveWhereItWas(Scheme scheme, StepControl control) {
    var field = TestField.scalar((_, y) -> y > 0.5 ? -y : Double.NaN, (_, _) -> -1);
    var run = Runs.until(field, new double[] {1}, of(scheme, 1e-5), control, 3);
    var failed = failed(run);
    assertThat(failed.fault().reason()).isEqualTo(Fault.Reason.NOT_FINITE);
    assertThat(failed.t()).isBetween(0.6, 0.6932);
    assertThat(run.y()[0]).isGreaterThan(0.5);
    assertThat(run.saved().getLast().y()).containsExactly(run.y());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aJacobianThatIsNotFiniteEndsTheSolve(Scheme scheme, StepControl control) {
    var field =
        TestField.scalar((_, y) -> -y - y * y * y, (_, y) -> y > 0.5 ? -1 - 3 * y * y : Double.NaN);
    var run = Runs.until(field, new double[] {1}, of(scheme, 1e-5), control, 3);
    assertThat(failed(run).fault().reason()).isEqualTo(Fault.Reason.NOT_FINITE);
    assertThat(failed(run).sentence()).contains("product with the Jacobian");
    assertThat(run.y()[0]).isLessThan(0.5).isPositive();
  }

  @ParameterizedTest
  @EnumSource
  void aSolutionThatBlowsUpFailsBeforeItsPole(Scheme scheme) {
    var field = TestField.scalar((_, y) -> y * y, (_, y) -> 2 * y);
    var run =
        Runs.until(
            field,
            new double[] {1},
            of(scheme, 1e-5),
            StepControl.Adaptive.of(1e-4, StepFilter.PI),
            3);
    assertThat(failed(run).t()).isBetween(0.99, 1.01);
  }

  private static Outcome.Failed failed(Runs.Run run) {
    assertThat(run.solution().outcome()).isInstanceOf(Outcome.Failed.class);
    return (Outcome.Failed) run.solution().outcome();
  }
}
