package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class AtSharpnessTest {
  @Test
  void descentIsEulersMethodAtAlphaOverSharpness() {
    double alpha = 0.5;
    var problem = Problems.quartic(0.5, 1, 0.5, 2, 30);
    var run = Runs.until(problem, AtSharpness.descent(alpha), new StepControl.Fixed(1));
    var y = problem.start().clone();
    for (var step : run.steps()) {
      var f = problem.field().f().at(0, y);
      double sharpness = step.spectralRadius().orElseThrow();
      if (step.step() < run.steps().size()) {
        assertThat(step.h()).isEqualTo(alpha / sharpness, within(1e-12));
      }
      for (int i = 0; i < y.length; i++) {
        y[i] += step.h() * f[i];
      }
    }
    assertThat(Problems.distance(run.y(), y)).isLessThan(1e-12);
    assertThat(run.solution().counts().evaluations()).isEqualTo(1 + run.steps().size());
  }

  @Test
  void theStepIsAtMostTheGivenOne() {
    var problem = Problems.diagonal(1, 1, 2, 4);
    var run = Runs.until(problem, AtSharpness.descent(1), new StepControl.Fixed(0.125));
    assertThat(run.steps()).hasSize(8).allSatisfy(step -> assertThat(step.h()).isEqualTo(0.125));
  }

  @Test
  void atAlphaOneTheStiffestDirectionArrivesAtOnceAndOthersLagByHalfTheirShare() {
    var problem = Problems.diagonal(1, 100, 10, 1);
    var run = Runs.until(problem, AtSharpness.descent(1), new StepControl.Fixed(1));
    assertThat(run.y()[0]).isEqualTo(0, within(1e-3));
    double rate = -Math.log(run.y()[1]);
    assertThat(rate / 10 - 1).isEqualTo(0.05, within(0.01)); // c/2 for c = 1/10
    assertThat(-Math.log(run.y()[2]) - 1).isEqualTo(0.005, within(0.001));
  }

  @Test
  void itsErrorFallsAsAlpha() {
    var problem = Problems.quartic(1, 1, 0.5, 2, 30);
    double coarse = Runs.error(problem, AtSharpness.descent(0.2), new StepControl.Fixed(1));
    double fine = Runs.error(problem, AtSharpness.descent(0.05), new StepControl.Fixed(1));
    assertThat(Math.log(coarse / fine) / Math.log(4)).isBetween(0.8, 1.2);
  }

  @Test
  void stepsAreHeldToAToleranceAsWellUnderErrorControl() {
    var problem = Problems.quartic(1, 1, 0.5, 2, 30);
    var control = StepControl.Adaptive.of(1e-5, StepFilter.PI);
    var run = Runs.until(problem, AtSharpness.descent(1), control);
    double error = Problems.distance(run.y(), problem.solution().apply(1));
    assertThat(error).isLessThan(1e-2).isLessThan(run.solution().error().absolute());
    for (var step : run.steps()) {
      assertThat(step.h()).isLessThanOrEqualTo(1 / step.spectralRadius().orElseThrow());
    }
  }

  /** Beyond alpha = 2 descent is unstable, and the flow's own estimate says so. */
  @Test
  void belowStabilityTheEstimateIsSmallAndBeyondItTheSolveIsNoSilentSuccess() {
    var problem = Problems.diagonal(5, 100, 1);
    var stable = Runs.until(problem, AtSharpness.descent(1.5), new StepControl.Fixed(1));
    assertThat(Problems.distance(stable.y(), problem.solution().apply(5))).isLessThan(1e-2);
    var unstable = Runs.until(problem, AtSharpness.descent(2.1), new StepControl.Fixed(1));
    double error = Problems.distance(unstable.y(), problem.solution().apply(5));
    assertThat(unstable.solution().error().absolute()).isGreaterThan(error);
  }
}
