package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.ode.Problems.Problem;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The field's standard problems, each by the methods that are made for it. */
class TestProblemsTest {
  private static final double[] DECADES =
      IntStream.rangeClosed(-6, 6).mapToDouble(k -> Math.pow(10, k)).toArray();

  static Stream<Methods> all() {
    return Methods.all().stream();
  }

  static Stream<Methods> stiff() {
    return Methods.all().stream().filter(Methods::stiff);
  }

  static Stream<Methods> stabilised() {
    return Methods.all().stream().filter(m -> m.stepper() instanceof StabilizedRungeKutta<?>);
  }

  static Stream<Arguments> detest() {
    return Detest.all().stream()
        .flatMap(problem ->
            Stream.of(
                Arguments.of(problem, new ExplicitRungeKutta(Tableau.EULER), 1e-3),
                Arguments.of(problem, new ExplicitRungeKutta(Tableau.RK4), 1e-6),
                Arguments.of(problem, new ExplicitRungeKutta(Tableau.DORMAND_PRINCE), 1e-8)));
  }

  @ParameterizedTest(name = "{0}, {2}")
  @MethodSource("detest")
  void explicitMethodsFollowDetest(Problem problem, ExplicitRungeKutta method, double tolerance) {
    var run = Runs.until(problem, method, StepControl.Adaptive.of(tolerance, StepFilter.PI));
    var truth = problem.solution().apply(problem.end());
    double farthest = run.steps().stream().mapToDouble(StepReport::distance).max().orElseThrow();
    double error = Problems.distance(run.y(), truth);
    assertThat(run.solution().stopped()).isTrue();
    assertThat(error).isLessThan(5 * run.solution().error().absolute()); // neighbours may part
    if (method.order() > 1) {
      assertThat(error / farthest).isLessThan(50 * tolerance);
    }
  }

  @Test
  void detestsClosedFormsAgreeWithAnotherLibrary() {
    for (var problem : Detest.all()) {
      for (double t : new double[] {1, 7, 20}) {
        var numeric = Detest.reference(problem.field().f(), problem.start(), t);
        assertThat(problem.solution().apply(t))
            .as("%s at %s", problem, t)
            .containsExactly(numeric, within(1e-9));
      }
    }
  }

  @ParameterizedTest
  @MethodSource("all")
  void aSpectrumOfTwelveDecadesIsFollowedThroughItsFirstTransient(Methods method) {
    var problem = Problems.diagonal(1e-4, DECADES);
    close(method, problem, 1e-3, 2e-2);
  }

  @ParameterizedTest
  @MethodSource("stabilised")
  void aSpectrumOfTwelveDecadesIsFollowedFarBeyondItsStiffestTimes(Methods method) {
    var problem = Problems.diagonal(1, DECADES);
    var run = close(method, problem, 1e-3, 2e-2);
    // Euler: 500,000. ROCK4 covers 560 with its 40 stages, RKC2 40,000 with 250.
    int most = method.stepper().order() == 4 ? 90_000 : 30_000;
    assertThat(run.solution().counts().evaluations()).isLessThan(most);
  }

  @ParameterizedTest
  @MethodSource("stabilised")
  void protheroAndRobinsonsSolutionIsFollowedHoweverStiff(Methods method) {
    for (double lambda : new double[] {1e2, 1e4, 1e6}) {
      close(method, Problems.protheroRobinson(lambda), 1e-3, 2e-2);
    }
  }

  @ParameterizedTest
  @MethodSource("stabilised")
  void theHeatEquationIsFollowedOnFineGrids(Methods method) {
    for (int n : new int[] {20, 100}) {
      close(method, Problems.heat(n), 1e-3, 2e-2);
    }
  }

  static Stream<Arguments> robertson() {
    var methods =
        List.of(
            new Methods("Dormand-Prince", new ExplicitRungeKutta(Tableau.DORMAND_PRINCE), false),
            new Methods(
                "RKC2 by the field's bound",
                new StabilizedRungeKutta<>(Chebyshev.RKC2, 250, new FieldBound()),
                true),
            new Methods("RKC2", StabilizedRungeKutta.rkc2(), true));
    return methods.stream()
        .flatMap(method ->
            Stream.of(
                Arguments.of(method, 0.4, Robertson.AT_0_4),
                Arguments.of(method, 40, Robertson.AT_40)));
  }

  @ParameterizedTest(name = "{0} to {1}")
  @MethodSource("robertson")
  void robertsonsReactionIsFollowedToThePublishedValues(
      Methods method, double end, double[] published) {
    var run =
        Runs.until(
            Robertson.field(),
            Robertson.start(),
            Runs.narrow(method.stepper()),
            StepControl.Adaptive.of(1e-7, StepFilter.PREDICTIVE),
            end);
    assertThat(run.solution().stopped()).isTrue();
    for (int i = 0; i < 3; i++) {
      assertThat(run.y()[i] / published[i]).as("y%d", i + 1).isEqualTo(1, within(5e-4));
    }
    assertThat(DoubleStream.of(run.y()).sum()).isEqualTo(1, within(1e-9));
  }

  /** For t = 4e10 a method must be implicit: here even 250 stages cover a time of about 10. */
  @Test
  void robertsonsReactionAtLateTimesIsOutOfReachAndSaysSo() {
    var run =
        Runs.solve(
            Robertson.field(),
            Robertson.start(),
            Runs.narrow(StabilizedRungeKutta.rkc2()),
            StepControl.Adaptive.of(1e-3, StepFilter.PREDICTIVE),
            SaveAt.ends(),
            Stops.at(200, new StopEvent.TimeReached(4e10)));
    assertThat(run.solution().outcome())
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.fault().reason()).isEqualTo(Fault.Reason.TOO_MANY_STEPS);
              assertThat(failed.sentence()).contains("Allow more steps");
            });
    assertThat(run.solution().t()).isLessThan(1e5);
  }

  private static Runs.Run close(Methods method, Problem problem, double tolerance, double within) {
    var control = StepControl.Adaptive.of(tolerance, StepFilter.PREDICTIVE);
    var run = Runs.until(problem, Runs.narrow(method.stepper()), control);
    var truth = problem.solution().apply(problem.end());
    double error = Problems.distance(run.y(), truth);
    assertThat(run.solution().stopped()).as(run.solution().outcome().toString()).isTrue();
    assertThat(error / Problems.distance(truth, problem.start())).isLessThan(within);
    return run;
  }
}
