package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.eigen.SpectralRadius;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first steps of a network's flow, where the sharpness swings. */
class TransientTest {
  private static final double END = 3;
  private static final StepControl ROUGH = StepControl.Adaptive.of(1e-2, StepFilter.PREDICTIVE);

  /**
   * The true radius with no margin, but asked for every so many steps only and not after
   * rejections: worse than any schedule of the library.
   */
  private record Stale(int every) implements SpectralRadiusSource<TestField> {
    @Override
    public Tracker<TestField> open(Workspace work) {
      var vector = work.vec();
      return new Tracker<>() {
        private int accepted;
        private double radius;

        @Override
        public double arrive(Metered<? extends TestField> field, double t, Vec y, Vec f) {
          return field.eval(t, y, f);
        }

        @Override
        public Reading update(Metered<? extends TestField> field, State at, Prior prior) {
          if (!(prior instanceof Prior.Rejected) && accepted++ % every == 0) {
            try (var linearization = Metered.linearize(field, at.t(), at.y())) {
              radius =
                  SpectralRadius.estimate(linearization.jacobian(), vector, 1e-3, 1000, 1).value();
            }
          }
          return new Known(radius, radius, Optional.empty());
        }
      };
    }
  }

  private record Net(DeepLinear net, double[] start, double[] truth) {
    static Net of(int depth, double gain, double size, long seed) {
      var net = DeepLinear.random(depth, 5, size, seed);
      var start = net.start(gain, seed);
      return new Net(net, start, net.reference(start, END));
    }

    double moved() {
      return Problems.distance(start, truth);
    }

    <F extends VectorField> Runs.Run run(SpectralRadiusSource<F> source, StepControl control) {
      return Runs.until(
          net.field(),
          start,
          Runs.narrow(new StabilizedRungeKutta<>(Chebyshev.RKC2, 250, source)),
          control,
          END);
    }
  }

  static Stream<Arguments> nets() {
    return Stream.of(3, 4)
        .flatMap(depth ->
            Stream.of(0.5, 1.0, 2.0)
                .flatMap(
                    gain -> Stream.of(3.0, 30.0).map(size -> Arguments.of(depth, gain, size))));
  }

  static List<SpectralRadiusSource<? extends VectorField>> sources() {
    return List.of(
        new PowerIteration(0.05, 200, 1.1, 0, 3, 1),
        new PowerIteration(0.05, 200, 1.0, 0, 3, 1),
        new Stale(3),
        new Stale(10));
  }

  @Test
  void theSharpnessOfTheProblemSwingsByHalfWithinTenSteps() {
    var falling = radii(Net.of(3, 2, 3, 2).run(PowerIteration.standard(), ROUGH));
    assertThat(falling[9]).isLessThan(falling[0] / 2);
    var rising = radii(Net.of(4, 0.5, 30, 1).run(PowerIteration.standard(), ROUGH));
    assertThat(rising[9]).isGreaterThan(rising[0] * 2);
  }

  /** Measured: errors of at most 0.09 of the estimate and 0.012 of the distance. */
  @ParameterizedTest(name = "depth {0}, gain {1}, target {2}")
  @MethodSource("nets")
  void aTransientWithAnEstimateEveryThirdStepEndsWithinItsOwnEstimateOfTheError(
      int depth, double gain, double size) {
    for (long seed = 1; seed <= 3; seed++) {
      var net = Net.of(depth, gain, size, seed);
      for (var source : sources()) {
        var run = net.run(source, ROUGH);
        double error = Problems.distance(run.y(), net.truth());
        var about = "seed %d, %s".formatted(seed, source);
        if (run.solution().stopped()) {
          assertThat(error).as(about).isLessThan(run.solution().error().absolute() / 3);
          assertThat(error).as(about).isLessThan(0.03 * net.moved());
        }
        if (source instanceof PowerIteration) {
          assertThat(run.solution().stopped()).as(about).isTrue();
          assertThat(error).as(about).isLessThan(0.03 * net.moved());
        }
      }
    }
  }

  /** A tolerance that counts on ten or a hundred times the true distance lets all errors pass. */
  @ParameterizedTest(name = "depth {0}, gain {1}, target {2}")
  @MethodSource("nets")
  void errorsAsLargeAsTheDistanceTravelledNeverPassAsSuccess(int depth, double gain, double size) {
    for (long seed = 1; seed <= 3; seed++) {
      var net = Net.of(depth, gain, size, seed);
      for (var source : sources()) {
        for (double factor : new double[] {10, 100}) {
          var norm = DistanceNorm.expecting(factor * net.moved());
          var run =
              net.run(
                  source, StepControl.Adaptive.of(1e-2, StepFilter.PREDICTIVE).measuredBy(norm));
          double error = Problems.distance(run.y(), net.truth());
          var about = "seed %d, %s, %s".formatted(seed, source, norm);
          switch (run.solution().outcome()) {
            case Outcome.Stopped _ -> {
              assertThat(error).as(about).isLessThan(run.solution().error().absolute());
              assertThat(error).as(about).isLessThan(0.2 * net.moved());
            }
            case Outcome.Failed failed ->
                assertThat(failed.fault().reason())
                    .as(about + failed.sentence())
                    .isEqualTo(Fault.Reason.ACCURACY_LOST);
          }
        }
      }
    }
  }

  @Test
  void aSolveWhoseErrorsAddUpToMoreThanTheDistanceFailsWithAdvice() {
    var net = Net.of(4, 2, 3, 1);
    var run =
        net.run(
            PowerIteration.standard(),
            StepControl.Adaptive.of(1e-2, StepFilter.PREDICTIVE)
                .measuredBy(DistanceNorm.expecting(100 * net.moved())));
    assertThat(run.solution().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.sentence())
                    .startsWith("At t = 3.00000, after ")
                    .contains("more than the distance travelled")
                    .contains("Lower the tolerance"));
    assertThat(run.saved().getLast().y()).containsExactly(run.y());
  }

  /**
   * Eigenvalues that thin out towards the largest, so that power iteration creeps up on it: after
   * the first estimate's products the vector is a mixture of many.
   */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void clusteredTopEigenvaluesNeedNoRejections(long seed) {
    var lambda = new double[200];
    for (int i = 0; i < lambda.length; i++) {
      lambda[i] = 1000 * (1 - Math.cbrt(i / 200.0));
    }
    var problem = Problems.diagonal(1, lambda);
    var radius = new PowerIteration(0.05, 200, 1.1, 0, 3, seed);
    for (double tolerance : new double[] {1e-2, 1e-4}) {
      var run =
          Runs.until(
              problem,
              new StabilizedRungeKutta<>(Chebyshev.RKC2, 250, radius),
              StepControl.Adaptive.of(tolerance, StepFilter.PREDICTIVE));
      double error = Problems.distance(run.y(), problem.solution().apply(1));
      assertThat(run.solution().stopped()).isTrue();
      assertThat(error).isLessThan(run.solution().error().absolute());
      assertThat(run.solution().rejections()).isLessThanOrEqualTo(run.solution().steps() / 5);
    }
  }

  private static double[] radii(Runs.Run run) {
    return run.steps().stream().mapToDouble(step -> step.spectralRadius().orElseThrow()).toArray();
  }
}
