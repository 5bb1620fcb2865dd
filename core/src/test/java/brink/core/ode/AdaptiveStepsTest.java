package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.ode.Problems.Problem;
import java.util.stream.Stream;
import org.hipparchus.ode.ODEState;
import org.hipparchus.ode.OrdinaryDifferentialEquation;
import org.hipparchus.ode.nonstiff.DormandPrince853Integrator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AdaptiveStepsTest {
  private static final ExplicitRungeKutta DORMAND_PRINCE =
      new ExplicitRungeKutta(Tableau.DORMAND_PRINCE);

  @Test
  void dormandPrinceAgreesWithTheClosedForm() {
    var problem = Problems.quartic(2, 3, 0.5, 2, 20);
    double error =
        Runs.error(problem, DORMAND_PRINCE, StepControl.Adaptive.of(1e-10, StepFilter.PI));
    assertThat(error).isLessThan(1e-9);
  }

  @Test
  void dormandPrinceAgreesWithAnotherLibraryOnVanDerPol() {
    var vanDerPol =
        TestField.of(
            2,
            (_, y) -> new double[] {y[1], 5 * (1 - y[0] * y[0]) * y[1] - y[0]},
            (_, y) -> new double[] {0, 1, -10 * y[0] * y[1] - 1, 5 * (1 - y[0] * y[0])});
    var start = new double[] {2, 0};
    var equations =
        new OrdinaryDifferentialEquation() {
          @Override
          public int getDimension() {
            return 2;
          }

          @Override
          public double[] computeDerivatives(double t, double[] y) {
            return vanDerPol.f().at(t, y);
          }
        };
    var oracle =
        new DormandPrince853Integrator(1e-12, 1, 1e-13, 1e-13)
            .integrate(equations, new ODEState(0, start), 12)
            .getPrimaryState();
    var run =
        Runs.until(
            vanDerPol, start, DORMAND_PRINCE, StepControl.Adaptive.of(1e-11, StepFilter.PI), 12);
    assertThat(Problems.distance(run.y(), oracle)).isLessThan(1e-7);
  }

  static Stream<Arguments> controlled() {
    var quartic = Problems.quartic(2, 1, 0.5, 2, 40);
    var stiff = Problems.quartic(2, 1, 0.5, 2, 4000);
    return Stream.of(
        Arguments.of("Euler", new ExplicitRungeKutta(Tableau.EULER), quartic, 30),
        Arguments.of("RK4", new ExplicitRungeKutta(Tableau.RK4), quartic, 300),
        Arguments.of("Dormand-Prince", DORMAND_PRINCE, quartic, 300),
        Arguments.of("RKC1", StabilizedRungeKutta.rkc1(), stiff, 30),
        Arguments.of("RKC2", StabilizedRungeKutta.rkc2(), stiff, 30),
        Arguments.of("ROCK2", StabilizedRungeKutta.rock2(), stiff, 30),
        Arguments.of("ROCK4", StabilizedRungeKutta.rock4(), stiff, 30_000),
        Arguments.of("exponential Euler", ExponentialEuler.asPublished(1), stiff, 30),
        Arguments.of("Rosenbrock-Euler", ExponentialRosenbrock.euler(1e-5), stiff, 30),
        Arguments.of("exprb32", ExponentialRosenbrock.exprb32(1e-5), stiff, 300));
  }

  /**
   * The problems contract, so the estimate is an upper bound up to what the local estimates miss (a
   * factor 2), and generous by what the flow forgets and the weaker embedded method loses.
   */
  @ParameterizedTest(name = "{0}, generous by at most {3}")
  @MethodSource("controlled")
  <S extends Memory> void theAccumulatedErrorEstimateBoundsTheTrueError(
      String name, Stepper<? super TestField, S> stepper, Problem problem, double generous) {
    for (double tolerance : new double[] {1e-2, 1e-3, 1e-4}) {
      var run = Runs.until(problem, stepper, StepControl.Adaptive.of(tolerance, StepFilter.PI));
      double truth = Problems.distance(run.y(), problem.solution().apply(problem.end()));
      assertThat(run.solution().stopped()).isTrue();
      assertThat(run.solution().error().absolute()).isBetween(truth / 2, truth * generous);
      assertThat(run.solution().error().relative().orElseThrow())
          .isEqualTo(run.solution().error().absolute() / run.solution().error().distance());
    }
  }

  static Stream<StepFilter> filters() {
    return Stream.of(StepFilter.I, StepFilter.PI, StepFilter.PID, StepFilter.PREDICTIVE);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void everyControllerMeetsTheTolerance(StepFilter filter) {
    var problem = Problems.quartic(2, 1, 0.5, 2, 400);
    var run =
        Runs.until(problem, StabilizedRungeKutta.rkc2(), StepControl.Adaptive.of(1e-4, filter));
    double truth = Problems.distance(run.y(), problem.solution().apply(problem.end()));
    assertThat(truth / run.solution().error().distance()).isLessThan(1e-3);
    assertThat(run.solution().rejections()).isLessThan(run.solution().steps() / 3);
  }

  @Test
  void stabilisedMethodsFollowTheHeatEquationInFarFewerEvaluations() {
    var problem = Problems.heat(60);
    var control = StepControl.Adaptive.of(1e-4, StepFilter.PREDICTIVE);
    var stabilised = Runs.until(problem, StabilizedRungeKutta.rkc2(), control);
    var explicit = Runs.until(problem, DORMAND_PRINCE, control);
    double scale = Problems.distance(problem.start(), new double[60]);
    assertThat(Problems.distance(stabilised.y(), problem.solution().apply(problem.end())) / scale)
        .isLessThan(1e-3);
    assertThat(stabilised.solution().counts().evaluations() * 10)
        .isLessThan(explicit.solution().counts().evaluations());
  }

  @Test
  void rock4IsMoreAccurateThanRkc2ForFewerThanHalfTheEvaluationsAtTightTolerance() {
    var problem = Problems.heat(60);
    var second = StepControl.Adaptive.of(1e-8, StepFilter.PREDICTIVE);
    var fourth = StepControl.Adaptive.of(1e-6, StepFilter.PREDICTIVE);
    var rkc2 = Runs.until(problem, StabilizedRungeKutta.rkc2(), second);
    var rock4 = Runs.until(problem, StabilizedRungeKutta.rock4(), fourth);
    var exact = problem.solution().apply(problem.end());
    assertThat(Problems.distance(rock4.y(), exact)).isLessThan(Problems.distance(rkc2.y(), exact));
    assertThat(2 * rock4.solution().counts().evaluations())
        .isLessThan(rkc2.solution().counts().evaluations());
  }

  @Test
  void errorsAreRelativeToTheDistanceTravelledNotToTheSize() {
    var near = Problems.quartic(2, 1, 0.5, 2);
    var shifted = new double[] {near.start()[0] + 1e3, near.start()[1] + 1e3};
    var far =
        TestField.of(
            2,
            (t, y) -> near.field().f().at(t, new double[] {y[0] - 1e3, y[1] - 1e3}),
            (t, y) -> near.field().j().at(t, new double[] {y[0] - 1e3, y[1] - 1e3}));
    var control = StepControl.Adaptive.of(1e-5, StepFilter.PI).startingWith(1e-3);
    var here = Runs.until(near.field(), near.start(), DORMAND_PRINCE, control, 2);
    var there = Runs.until(far, shifted, DORMAND_PRINCE, control, 2);
    assertThat(there.solution().steps()).isEqualTo(here.solution().steps());
    assertThat(there.y()[0] - 1e3).isEqualTo(here.y()[0], within(1e-7));
  }

  @Test
  void anExpectedDistanceLoosensTheFirstSteps() {
    var problem = Problems.quartic(2, 1, 0.5, 2, 40);
    var strict = StepControl.Adaptive.of(1e-3, StepFilter.PI).startingWith(1e-5);
    var loose = strict.measuredBy(DistanceNorm.expecting(1));
    long strictSteps = Runs.until(problem, DORMAND_PRINCE, strict).solution().steps();
    var run = Runs.until(problem, DORMAND_PRINCE, loose);
    assertThat(run.solution().steps()).isLessThan(strictSteps);
    assertThat(Problems.distance(run.y(), problem.solution().apply(problem.end())))
        .isLessThan(1e-2);
  }

  @Test
  void aFieldThatRestsIsFollowedToTheEnd() {
    var still = TestField.of(2, (_, _) -> new double[2], (_, _) -> new double[4]);
    var run =
        Runs.until(
            still,
            new double[] {1, 2},
            StabilizedRungeKutta.rkc2(),
            StepControl.Adaptive.of(1e-3, StepFilter.PI),
            5);
    assertThat(run.solution().t()).isEqualTo(5);
    assertThat(run.y()).containsExactly(1, 2);
    assertThat(run.solution().error().relative()).isEmpty();
  }
}
