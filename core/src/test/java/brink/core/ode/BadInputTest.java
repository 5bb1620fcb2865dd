package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.core.ode.Fault.Reason;
import brink.core.vector.FlatSpace;
import brink.core.vector.Lanes;
import brink.core.vector.Precision;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a solve can go wrong, and what it then says. */
class BadInputTest {
  private static final ExplicitRungeKutta DORMAND_PRINCE =
      new ExplicitRungeKutta(Tableau.DORMAND_PRINCE);
  private static final Problems.Problem DECAY = Problems.diagonal(1, 1, 2);

  private static final DeepLinear NET = DeepLinear.random(4, 5, 3, 1);

  /**
   * A solve that fails.
   *
   * @param steps whether some steps come before
   * @param words of the sentence
   */
  private record Failure(
      String what, Reason reason, boolean steps, List<String> words, Supplier<Runs.Run> run) {
    @Override
    public String toString() {
      return what;
    }
  }

  private static StepControl tolerance(double tolerance) {
    return StepControl.Adaptive.of(tolerance, StepFilter.PI);
  }

  static Stream<Failure> failures() {
    return Stream.of(
        new Failure(
            "loss is not finite",
            Reason.NOT_FINITE,
            true,
            List.of("potential is not a finite number", "smaller steps"),
            () ->
                until(DECAY.field().with(y -> y[0] < 0.5 ? Double.NaN : y[0]), DORMAND_PRINCE, 3)),
        new Failure(
            "gradient is not finite",
            Reason.NOT_FINITE,
            true,
            List.of("field or its potential is not a finite number", "Check the data"),
            () ->
                until(
                    field((t, y) -> t < 1 ? -y[0] : Double.POSITIVE_INFINITY),
                    StabilizedRungeKutta.rkc2(),
                    3)),
        new Failure(
            "start is not finite",
            Reason.NOT_FINITE,
            false,
            List.of("not a finite number at the start"),
            () ->
                Runs.until(
                    DECAY.field(),
                    new double[] {Double.NaN, 1},
                    DORMAND_PRINCE,
                    tolerance(1e-3),
                    3)),
        new Failure(
            "Jacobian is not finite",
            Reason.NOT_FINITE,
            false,
            List.of("product with the Jacobian is not finite", "overflow"),
            () ->
                until(
                    TestField.of(
                        2, DECAY.field().f(), (_, _) -> new double[] {Double.NaN, 0, 0, 1}),
                    StabilizedRungeKutta.rkc2(),
                    3)),
        new Failure(
            "Jacobian is not finite for exponential Euler",
            Reason.NOT_FINITE,
            false,
            List.of("product with the Jacobian is not finite"),
            () ->
                until(
                    TestField.of(
                        2, DECAY.field().f(), (_, _) -> new double[] {Double.NaN, 0, 0, 1}),
                    ExponentialEuler.asPublished(1),
                    3)),
        new Failure(
            "spectral radius does not settle",
            Reason.SPECTRAL_RADIUS_NOT_FOUND,
            false,
            List.of("did not settle", "Allow more products"),
            () ->
                Runs.until(
                    Problems.heat(30),
                    new StabilizedRungeKutta<>(
                        Chebyshev.RKC2, 100, new PowerIteration(1e-6, 3, 1.1, 1, 1, 1)),
                    tolerance(1e-3))),
        new Failure(
            "sharpness does not settle",
            Reason.SPECTRAL_RADIUS_NOT_FOUND,
            false,
            List.of("did not settle"),
            () ->
                Runs.until(
                    Problems.heat(30),
                    new AtSharpness<>(DORMAND_PRINCE, 1, new PowerIteration(1e-6, 3, 1.1, 1, 1, 1)),
                    new StepControl.Fixed(1))),
        new Failure(
            "level is never reached",
            Reason.TOO_MANY_STEPS,
            true,
            List.of("within 100 steps", "the potential is still", "can be met"),
            () ->
                Runs.solve(
                    DECAY.field(),
                    DECAY.start(),
                    DORMAND_PRINCE,
                    tolerance(1e-3),
                    SaveAt.ends(),
                    Stops.at(100, new StopEvent.PotentialBelow(-1)))),
        new Failure(
            "norm is never reached",
            Reason.TOO_MANY_STEPS,
            true,
            List.of("within 100 steps", "|f| is still 1"),
            () ->
                Runs.solve(
                    field((_, _) -> 1),
                    new double[] {0},
                    DORMAND_PRINCE,
                    tolerance(1e-3),
                    SaveAt.ends(),
                    Stops.at(100, new StopEvent.FieldNormBelow(1e-3)))),
        new Failure(
            "step underflows",
            Reason.STEP_UNDERFLOW,
            true,
            List.of("too small to change the time", "stabilised"),
            () ->
                Runs.until(
                    field((t, _) -> t < 0.5 ? 1 : 1e30 * (t - 0.5)),
                    new double[] {0},
                    DORMAND_PRINCE,
                    new StepControl.Adaptive(
                        1e-3,
                        trial -> trial.step().to().t() > 0.5 ? 1 : 0,
                        StepFilter.I,
                        0.9,
                        0.2,
                        10,
                        1000,
                        OptionalDouble.of(0.1)),
                    1)),
        new Failure(
            "no step is accepted",
            Reason.TOO_MANY_REJECTIONS,
            false,
            List.of("rejected 30 times", "jump"),
            () -> Runs.until(noise(), new double[] {0}, DORMAND_PRINCE, tolerance(1e-6), 3)),
        new Failure(
            "the norm accepts rounding alone",
            Reason.TOLERANCE_BELOW_ROUNDING,
            true,
            List.of("asks for more than", "Raise the tolerance"),
            () ->
                Runs.until(
                    DECAY,
                    StabilizedRungeKutta.rkc2(),
                    StepControl.Adaptive.of(1e-3, StepFilter.I)
                        .measuredBy(_ -> Double.POSITIVE_INFINITY))),
        new Failure(
            "errors exceed the distance",
            Reason.ACCURACY_LOST,
            true,
            List.of("more than the distance travelled", "Lower the tolerance"),
            () ->
                Runs.until(
                    NET.field(),
                    NET.start(2, 1),
                    Runs.narrow(StabilizedRungeKutta.rkc2()),
                    StepControl.Adaptive.of(1e-2, StepFilter.PREDICTIVE)
                        .measuredBy(DistanceNorm.expecting(300)),
                    3)),
        new Failure(
            "tolerance is beyond float32",
            Reason.TOLERANCE_BELOW_ROUNDING,
            false,
            List.of("stored to 6e-08", "compute in float64"),
            () ->
                until(
                    DECAY.field().on(new FlatSpace(2, Precision.FLOAT32, Lanes.of(1))),
                    StabilizedRungeKutta.rkc2(),
                    tolerance(1e-8),
                    1)));
  }

  @ParameterizedTest
  @MethodSource("failures")
  void aSolveThatCannotGoOnSaysWhenWhyAndWhatToChange(Failure failure) {
    var run = failure.run().get();
    assertThat(run.solution().outcome()).isInstanceOf(Outcome.Failed.class);
    var failed = (Outcome.Failed) run.solution().outcome();
    assertThat(failed.fault().reason()).as(failed.sentence()).isEqualTo(failure.reason());
    assertThat(failed.sentence())
        .matches("At t = \\S+, after \\d+ steps: .+\\. .+\\.")
        .contains(failure.words());
    assertThat(failed.step()).isEqualTo(run.solution().steps());
    assertThat(failed.t()).isEqualTo(run.solution().t());
    assertThat(failed.step() > 0).isEqualTo(failure.steps());
    if (failure.steps()) {
      assertThat(run.y()).doesNotContain(Double.NaN).containsExactly(run.saved().getLast().y());
    }
  }

  @Test
  void everyReasonIsAmongThese() {
    assertThat(failures().map(Failure::reason).distinct())
        .containsExactlyInAnyOrderElementsOf(Arrays.asList(Reason.values()));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN, Double.POSITIVE_INFINITY})
  void tolerancesAndStepsThatAreNoneAreRefusedWithASentence(double value) {
    refused("the tolerance must be", () -> tolerance(value));
    refused("the step must be", () -> new StepControl.Fixed(value));
    refused(
        "the first step must be",
        () -> StepControl.Adaptive.of(1e-3, StepFilter.I).startingWith(value));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1, Double.NaN, Double.POSITIVE_INFINITY})
  void aBoundOfTheFieldThatIsNoneFailsWithAdvice(double bound) {
    var field =
        new SpectrallyBounded() {
          @Override
          public brink.core.vector.Space space() {
            return DECAY.field().space();
          }

          @Override
          public double eval(double t, brink.core.vector.Vec y, brink.core.vector.Vec into) {
            return DECAY.field().eval(t, y, into);
          }

          @Override
          public double spectralRadiusBound(double t, brink.core.vector.Vec y) {
            return bound;
          }
        };
    var run =
        Runs.until(
            field,
            DECAY.start(),
            new StabilizedRungeKutta<>(Chebyshev.RKC2, 100, new FieldBound()),
            tolerance(1e-3),
            1);
    assertThat(run.solution().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed ->
                assertThat(failed.sentence())
                    .contains("bounds its spectral radius by " + bound)
                    .contains("Give a finite bound"));
  }

  private static void refused(String about, ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(InputError.class).hasMessageContaining(about);
  }

  /** A field that is no function of its arguments. */
  private static TestField noise() {
    var last = new double[] {1};
    return field((_, _) -> {
      last[0] = -1.1 * last[0];
      return last[0];
    });
  }

  private interface Scalar {
    double at(double t, double[] y);
  }

  private static TestField field(Scalar f) {
    return TestField.of(1, (t, y) -> new double[] {f.at(t, y)}, (_, _) -> new double[] {-1});
  }

  private static Runs.Run until(TestField field, Stepper<?, ?> stepper, double end) {
    return until(field, stepper, tolerance(1e-3), end);
  }

  private static Runs.Run until(
      TestField field, Stepper<?, ?> stepper, StepControl control, double end) {
    var start = new double[Math.toIntExact(field.space().dim())];
    Arrays.fill(start, 1);
    return Runs.until(field, start, Runs.narrow(stepper), control, end);
  }
}
