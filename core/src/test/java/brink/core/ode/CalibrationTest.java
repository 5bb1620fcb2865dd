package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class CalibrationTest {
  private static final Problems.Problem QUARTIC = Problems.quartic(2, 1, 0.5, 2, 40);
  private static final Problems.Problem HEAT = Problems.heat(20);

  private record Result(Calibrated calibrated, double[] y, List<StepReport> steps) {
    GlobalError.Estimated estimated() {
      assertThat(calibrated.error()).isInstanceOf(GlobalError.Estimated.class);
      return (GlobalError.Estimated) calibrated.error();
    }

    String unknown() {
      assertThat(calibrated.error()).isInstanceOf(GlobalError.Unknown.class);
      return ((GlobalError.Unknown) calibrated.error()).why();
    }
  }

  private static <S extends Memory> Result calibrate(
      Problems.Problem problem,
      Stepper<TestField, S> stepper,
      StepControl control,
      double refinement,
      Stops stops) {
    var steps = new ArrayList<StepReport>();
    var observer =
        new Observer() {
          @Override
          public void step(StepReport report) {
            steps.add(report);
          }
        };
    var field = problem.field();
    try (var work = field.space().workspace()) {
      var y = work.vec();
      field.space().write(problem.start(), y);
      var calibrated =
          Ode.calibrate(
              field, new Start(0, y), stepper, control, refinement, SaveAt.ends(), stops, observer);
      return new Result(calibrated, field.space().read(y), steps);
    }
  }

  private static Result calibrate(
      Problems.Problem problem,
      Stepper<? super TestField, ?> stepper,
      StepControl control,
      double refinement) {
    return calibrate(
        problem,
        Runs.narrow(stepper),
        control,
        refinement,
        Stops.at(100_000, new StopEvent.TimeReached(problem.end())));
  }

  private static StepControl tolerance(double tolerance) {
    return StepControl.Adaptive.of(tolerance, StepFilter.PREDICTIVE);
  }

  static Stream<Arguments> methods() {
    return Methods.all().stream()
        .filter(method -> method.stiff() || method.stepper() instanceof AtSharpness)
        .flatMap(method -> Stream.of(QUARTIC, HEAT).map(problem -> Arguments.of(method, problem)));
  }

  private static final double ROUNDING = 1e-14; // of potentials around 1

  /** Measured: between 0.28 and 2.1 times the true error, 3.7 for RK4, and 0.16 for ROCK4. */
  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("methods")
  void theEstimateIsTheTrueErrorToAFactorOfFour(Methods method, Problems.Problem problem) {
    for (double refinement : new double[] {2, 4}) {
      for (double tolerance : new double[] {1e-2, 1e-3, 1e-4}) {
        var result = calibrate(problem, method.stepper(), tolerance(tolerance), refinement);
        var truth = problem.solution().apply(problem.end());
        double error = Problems.distance(result.y(), truth);
        var about = "tolerance %s, refinement %s".formatted(tolerance, refinement);
        double most = method.stepper() instanceof AtSharpness && refinement == 4 ? 5 : 4;
        var estimated = result.estimated();
        boolean fourth =
            method.stepper() instanceof StabilizedRungeKutta<?> && method.stepper().order() == 4;
        double least = fourth ? 8 : 4; // errors of steps this long follow the tolerance loosely
        assertThat(estimated.absolute()).as(about).isBetween(error / least, error * most);
        var fine = result.calibrated().fine();
        double potential = Math.abs(problem.field().potential().at(truth) - fine.potential());
        assertThat(estimated.potential())
            .as(about)
            .isBetween(potential / least - ROUNDING, potential * most + ROUNDING);
        assertThat(estimated.relative().orElseThrow())
            .isEqualTo(estimated.absolute() / fine.error().distance());
        assertThat(estimated.factor().orElseThrow())
            .isEqualTo(estimated.absolute() / fine.error().absolute())
            .isLessThan(1);
        assertThat(estimated.time()).isZero();
      }
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("methods")
  void theCurveOfThePotentialErrsByNoMoreThanItsEstimate(Methods method, Problems.Problem problem) {
    var result = calibrate(problem, method.stepper(), tolerance(1e-3), 4);
    double worst =
        result.steps().stream()
            .mapToDouble(step ->
                Math.abs(
                    step.potential()
                        - problem.field().potential().at(problem.solution().apply(step.t()))))
            .max()
            .orElseThrow();
    assertThat(result.estimated().curve()).isGreaterThan(worst / 2);
  }

  @Test
  void ofATransientTheEstimateKnowsWhatTheAccumulatedOneDoesNot() {
    var net = DeepLinear.random(3, 5, 30, 1);
    var start = net.start(0.5, 1);
    var truth = net.reference(start, 3);
    var problem = new Problems.Problem("net", net.field(), start, 3, _ -> truth);
    for (double tolerance : new double[] {1e-2, 1e-3, 1e-4}) {
      var result = calibrate(problem, StabilizedRungeKutta.rkc2(), tolerance(tolerance), 2);
      double error = Problems.distance(result.y(), truth);
      assertThat(result.estimated().absolute()).isBetween(error / 2, error * 2);
      assertThat(result.calibrated().fine().error().absolute()).isGreaterThan(20 * error);
    }
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("methods")
  void fixedStepsAndAMethodsOwnLimitAreBothRefined(Methods method, Problems.Problem problem) {
    var result = calibrate(problem, method.stepper(), new StepControl.Fixed(1.0 / 256), 2);
    var calibrated = result.calibrated();
    assertThat(calibrated.fine().steps()).isGreaterThan(calibrated.coarse().steps() * 17 / 10);
    double error = Problems.distance(result.y(), problem.solution().apply(problem.end()));
    assertThat(result.estimated().absolute()).isGreaterThan(error / 3);
  }

  @Test
  void theSecondSolveIsTheOneObservedAndKept() {
    var result = calibrate(QUARTIC, StabilizedRungeKutta.rkc2(), tolerance(1e-2), 4);
    var alone = Runs.until(QUARTIC, StabilizedRungeKutta.rkc2(), tolerance(1e-2 / 4));
    assertThat(result.y()).containsExactly(alone.y());
    assertThat(result.steps()).hasSameSizeAs(alone.steps());
    assertThat(result.calibrated().coarse().steps()).isLessThan(result.calibrated().fine().steps());
  }

  @Test
  void atALevelTheErrorOfTheTimeIsEstimatedToo() {
    double level = 0.5;
    var result =
        calibrate(
            Problems.diagonal(3, 1, 1),
            Runs.narrow(StabilizedRungeKutta.rkc2()),
            tolerance(1e-3),
            4,
            Stops.at(1000, new StopEvent.PotentialBelow(level)));
    double late = Math.abs(result.calibrated().fine().t() - Math.log(2) / 2);
    assertThat(result.estimated().time()).isBetween(late / 3, late * 3);
    assertThat(result.estimated().potential()).isPositive();
  }

  @Test
  void aFieldWithoutAPotentialHasNoErrorOfIt() {
    var result =
        calibrate(
            Problems.oscillator(),
            new ExplicitRungeKutta(Tableau.DORMAND_PRINCE),
            tolerance(1e-4),
            2);
    assertThat(result.estimated().potential()).isZero();
    assertThat(result.estimated().curve()).isZero();
    assertThat(result.estimated().absolute()).isPositive();
  }

  @Test
  void solvesThatCannotBeComparedSayWhy() {
    var rkc2 = Runs.narrow(StabilizedRungeKutta.rkc2());
    var steps = Stops.at(1000, new StopEvent.StepsTaken(5));
    assertThat(calibrate(QUARTIC, rkc2, tolerance(1e-3), 2, steps).unknown())
        .contains("after a number of steps");
    var fewer = Stops.at(10, new StopEvent.TimeReached(QUARTIC.end()));
    assertThat(calibrate(QUARTIC, rkc2, tolerance(1e-3), 2, fewer).unknown())
        .contains("The first of two solves failed")
        .contains("within 10 steps");
    var few = Stops.at(40, new StopEvent.TimeReached(QUARTIC.end()));
    assertThat(calibrate(QUARTIC, rkc2, tolerance(1e-3), 1000, few).unknown())
        .contains("The second of two solves failed")
        .contains("within 40 steps");
    var race =
        Stops.at(1000, new StopEvent.TimeReached(QUARTIC.end()), new StopEvent.StepsTaken(45));
    assertThat(calibrate(QUARTIC, rkc2, tolerance(1e-3), 100, race).unknown())
        .contains("different stop conditions");
  }

  @Test
  void aRefinementThatRefinesNothingIsRefused() {
    for (double refinement : new double[] {1, 0.5, Double.NaN, 1e9}) {
      assertThatThrownBy(
              () -> calibrate(QUARTIC, StabilizedRungeKutta.rkc2(), tolerance(1e-2), refinement))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("refined");
    }
  }
}
