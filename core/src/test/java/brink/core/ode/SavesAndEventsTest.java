package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.ode.Moment.Why;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SavesAndEventsTest {
  private static final ExplicitRungeKutta DORMAND_PRINCE =
      new ExplicitRungeKutta(Tableau.DORMAND_PRINCE);
  private static final StepControl TIGHT = StepControl.Adaptive.of(1e-12, StepFilter.PI);

  /** L = |y|^2 / 2 with y' = -y: L(t) = exp(-2t). */
  private static final Problems.Problem DECAY = Problems.diagonal(3, 1, 1);

  @ParameterizedTest
  @ValueSource(doubles = {0.9, 0.5, 0.1, 0.013})
  void aPotentialLevelIsLocatedInTime(double level) {
    var run =
        Runs.solve(
            DECAY.field(),
            DECAY.start(),
            DORMAND_PRINCE,
            TIGHT,
            SaveAt.ends(),
            Stops.at(10_000, new StopEvent.PotentialBelow(level)));
    assertThat(run.solution().t()).isEqualTo(-Math.log(level) / 2, within(1e-10));
    assertThat(run.solution().potential()).isEqualTo(level, within(1e-11));
    assertThat(run.y()[0]).isEqualTo(Math.sqrt(level), within(1e-10));
    assertThat(run.saved()).hasSize(2);
    assertThat(run.saved().getLast().y()).containsExactly(run.y());
  }

  @Test
  void theTimeIsReachedExactlyWithAnySteps() {
    for (double h : new double[] {0.1, 0.3, 1.0 / 7, 5}) {
      var run = Runs.until(DECAY, DORMAND_PRINCE, new StepControl.Fixed(h));
      assertThat(run.solution().t()).isEqualTo(3);
      assertThat(run.solution().steps()).isEqualTo((long) Math.ceil(3 / h - 1e-6));
    }
  }

  @Test
  void theFirstOfSeveralEventsEndsTheSolve() {
    var run =
        Runs.solve(
            DECAY.field(),
            DECAY.start(),
            DORMAND_PRINCE,
            new StepControl.Fixed(1),
            SaveAt.ends(),
            Stops.at(
                100,
                new StopEvent.TimeReached(1),
                new StopEvent.PotentialBelow(0.3),
                new StopEvent.PotentialBelow(0.5)));
    assertThat(run.solution().outcome())
        .isEqualTo(new Outcome.Stopped(new StopEvent.PotentialBelow(0.5)));
    assertThat(run.solution().t()).isEqualTo(Math.log(2) / 2, within(1e-3));
  }

  @Test
  void eachKindOfEventEndsTheSolveAtTheFirstStepThatMeetsIt() {
    var control = new StepControl.Fixed(0.01);
    var norm = stop(control, new StopEvent.FieldNormBelow(0.5));
    assertThat(norm.solution().fieldNorm()).isLessThan(0.5).isGreaterThan(0.495);
    var steps = stop(control, new StopEvent.StepsTaken(17));
    assertThat(steps.solution().steps()).isEqualTo(17);
    var any = stop(control, new StopEvent.When("t above 1.005", (_, state) -> state.t() > 1.005));
    assertThat(any.solution().t()).isEqualTo(1.01, within(1e-12));
  }

  @Test
  void anEventThatIsMetAtTheStartEndsTheSolveThere() {
    var run = stop(new StepControl.Fixed(0.01), new StopEvent.PotentialBelow(2));
    assertThat(run.solution().steps()).isZero();
    assertThat(run.saved()).hasSize(1);
    assertThat(run.y()).containsExactly(DECAY.start());
  }

  @Test
  void savesAtGivenTimesHoldTheSolutionThereAndShortenNoStep() {
    var times = new double[] {0.1, 0.25, 1, 1.5, 2.999};
    var save = SaveAt.ends().times(times);
    var stops = Stops.at(10_000, new StopEvent.TimeReached(3));
    var with = Runs.solve(DECAY.field(), DECAY.start(), DORMAND_PRINCE, TIGHT, save, stops);
    var without =
        Runs.solve(DECAY.field(), DECAY.start(), DORMAND_PRINCE, TIGHT, SaveAt.ends(), stops);
    assertThat(with.steps().stream().map(StepReport::h))
        .containsExactlyElementsOf(without.steps().stream().map(StepReport::h).toList());
    assertThat(with.solution().counts().evaluations())
        .isEqualTo(without.solution().counts().evaluations() + times.length);
    assertThat(with.saved().stream().map(s -> s.moment().why()))
        .containsExactly(Why.START, Why.TIME, Why.TIME, Why.TIME, Why.TIME, Why.TIME, Why.END);
    for (int i = 0; i < times.length; i++) {
      var saved = with.saved().get(i + 1);
      double truth = Math.exp(-times[i]);
      assertThat(saved.t()).isEqualTo(times[i], within(1e-15));
      assertThat(saved.y()[1]).isEqualTo(truth, within(1e-10));
      assertThat(saved.f()[1]).isEqualTo(-saved.y()[1]);
      assertThat(saved.potential()).isEqualTo(saved.y()[1] * saved.y()[1], within(1e-15));
      assertThat(saved.moment().index()).isEqualTo(i + 1);
    }
  }

  static Stream<Methods> methods() {
    return Methods.all().stream();
  }

  @ParameterizedTest
  @MethodSource("methods")
  void noMethodShortensStepsForSavesAndEachInterpolatesToItsOwnAccuracy(Methods method) {
    var problem = Problems.quartic(1, 1, 0.5, 2, 12);
    for (var control :
        List.of(
            new StepControl.Fixed(1.0 / 64),
            StepControl.Adaptive.of(1e-4, StepFilter.PREDICTIVE))) {
      var save = SaveAt.ends().times(0.013, 0.11, 0.37, 0.371, 0.9).levels(1, 0.5);
      var with = Runs.until(problem, Runs.narrow(method.stepper()), control, save);
      var without = Runs.until(problem, Runs.narrow(method.stepper()), control);
      assertThat(with.steps().stream().map(StepReport::h))
          .containsExactlyElementsOf(without.steps().stream().map(StepReport::h).toList());
      assertThat(with.y()).containsExactly(without.y());
      assertThat(with.saved()).hasSizeGreaterThanOrEqualTo(7);
      double worst = 0;
      for (var saved : with.saved()) {
        worst = Math.max(worst, Problems.distance(saved.y(), problem.solution().apply(saved.t())));
      }
      assertThat(worst).isLessThan(method.stepper().order() == 1 ? 0.1 : 1e-2);
      if (control instanceof StepControl.Adaptive) {
        // Where steps of order 4 are long, the cubic between their ends errs as much as they tell.
        int wide = method.stepper().order() == 4 ? 2 : 1;
        assertThat(worst).isLessThan(wide * with.solution().error().absolute());
      }
    }
  }

  /**
   * Gradient flow of L = lambda (x - z^2)^2 / 2 + z^2 / 2. On the floor of its curved valley the
   * field is small; off it, by however little, it is not.
   */
  private static TestField valley(double lambda) {
    return TestField.explicit(
            2,
            (_, y) -> {
              double off = y[0] - y[1] * y[1];
              return new double[] {-lambda * off, 2 * lambda * off * y[1] - y[1]};
            })
        .with(y -> lambda * Math.pow(y[0] - y[1] * y[1], 2) / 2 + y[1] * y[1] / 2);
  }

  static Stream<StabilizedRungeKutta<Linearizable>> stabilised() {
    return Stream.of(StabilizedRungeKutta.rkc1(), StabilizedRungeKutta.rkc2());
  }

  @ParameterizedTest
  @MethodSource("stabilised")
  void insideStiffStepsTheFieldIsThatOfTheFlow(StabilizedRungeKutta<Linearizable> method) {
    var times = DoubleStream.iterate(0.25, t -> t + 0.0625).limit(60).toArray();
    var stops = Stops.at(1_000_000, new StopEvent.TimeReached(4.5));
    var field = valley(3000);
    var start = new double[] {4, 2};
    var control = StepControl.Adaptive.of(1e-2, StepFilter.PI);
    var run =
        Runs.solve(field, start, Runs.narrow(method), control, SaveAt.ends().times(times), stops);
    var truth = Runs.solve(field, start, DORMAND_PRINCE, TIGHT, SaveAt.ends().times(times), stops);
    for (int i = 1; i <= times.length; i++) {
      var saved = run.saved().get(i).moment().state();
      var exact = truth.saved().get(i).moment().state();
      assertThat(saved.fieldNorm())
          .as("at t = %s", saved.t())
          .isEqualTo(exact.fieldNorm(), within(0.02 * exact.fieldNorm()));
    }
  }

  @Test
  void levelsAreMetInsideStiffStepsWhereTheFlowMeetsThem() {
    var levels = new double[] {1.6, 1.4, 1.2, 1.1};
    var stops = Stops.at(1_000_000, new StopEvent.PotentialBelow(1));
    var save = SaveAt.ends().levels(levels);
    var start = new double[] {4, 2};
    var control = StepControl.Adaptive.of(1e-2, StepFilter.PI);
    var run =
        Runs.solve(
            valley(3000), start, Runs.narrow(StabilizedRungeKutta.rkc2()), control, save, stops);
    var truth = Runs.solve(valley(3000), start, DORMAND_PRINCE, TIGHT, save, stops);
    assertThat(run.saved()).hasSize(levels.length + 2);
    for (int i = 1; i <= levels.length; i++) {
      var saved = run.saved().get(i);
      var exact = truth.saved().get(i);
      assertThat(saved.potential()).isEqualTo(levels[i - 1], within(1e-3 * levels[i - 1]));
      assertThat(saved.moment().state().fieldNorm())
          .isEqualTo(exact.moment().state().fieldNorm(), within(0.02));
      assertThat(saved.t()).isEqualTo(exact.t(), within(0.02));
    }
    assertThat(run.solution().potential()).isEqualTo(1, within(1e-12));
    assertThat(run.solution().t()).isEqualTo(truth.solution().t(), within(0.02));
  }

  @Test
  void savesEveryFewStepsAreTheStepsThemselves() {
    var run =
        Runs.solve(
            DECAY.field(),
            DECAY.start(),
            DORMAND_PRINCE,
            new StepControl.Fixed(0.5),
            SaveAt.ends().every(2),
            Stops.at(100, new StopEvent.StepsTaken(6)));
    assertThat(run.saved().stream().map(Runs.Saved::t)).containsExactly(0.0, 1.0, 2.0, 3.0);
    assertThat(run.saved().getLast().moment().step()).isEqualTo(6);
    assertThat(run.saved().getLast().y()).containsExactly(run.y());
  }

  @Test
  void savesAtPotentialLevelsLieOnThem() {
    var levels = new double[] {2, 0.9, 0.7, 0.65, 0.3, 0.1, 0.01};
    var run =
        Runs.solve(
            DECAY.field(),
            DECAY.start(),
            StabilizedRungeKutta.rkc2(),
            StepControl.Adaptive.of(1e-5, StepFilter.PI),
            SaveAt.ends().levels(levels),
            Stops.at(1000, new StopEvent.PotentialBelow(0.01)));
    // The level above the start is never crossed; the last is that of the end.
    assertThat(run.saved().stream().map(s -> s.moment().why()))
        .containsExactly(Why.START, Why.LEVEL, Why.LEVEL, Why.LEVEL, Why.LEVEL, Why.LEVEL, Why.END);
    for (int i = 1; i <= 5; i++) {
      assertThat(run.saved().get(i).potential()).isEqualTo(levels[i], within(2e-3));
    }
    assertThat(run.solution().potential()).isEqualTo(0.01, within(1e-11));
  }

  @Test
  void savesOfAllKindsComeInTheOrderOfTimeAndEachOnce() {
    var run =
        Runs.solve(
            DECAY.field(),
            DECAY.start(),
            DORMAND_PRINCE,
            new StepControl.Fixed(0.5),
            SaveAt.ends().every(1).times(0.5, 0.7, 3).levels(0.7, 0.3, 0.2),
            Stops.at(100, new StopEvent.TimeReached(3)));
    var times = run.saved().stream().map(Runs.Saved::t).toList();
    assertThat(times).isSorted().doesNotHaveDuplicates();
    assertThat(times).hasSize(1 + 6 + 1 + 3);
    assertThat(run.saved().stream().map(s -> s.moment().index()).toList())
        .isEqualTo(java.util.stream.LongStream.range(0, times.size()).boxed().toList());
  }

  @Test
  void exponentialEulerInterpolatesByItsOwnFormula() {
    var problem = Problems.diagonal(0.4, 1, 50, 500);
    var run =
        Runs.solve(
            problem.field(),
            problem.start(),
            ExponentialEulerTest.settled(2, 1),
            new StepControl.Fixed(0.2),
            SaveAt.ends().times(0.003, 0.1),
            Stops.at(100, new StopEvent.TimeReached(0.4)));
    for (int i = 1; i <= 2; i++) {
      var saved = run.saved().get(i);
      var truth = problem.solution().apply(saved.t());
      assertThat(saved.y()[2]).isEqualTo(truth[2], within(1e-6));
      assertThat(saved.y()[1]).isEqualTo(truth[1], within(1e-6));
      assertThat(saved.y()[0]).isEqualTo(1 - saved.t(), within(1e-6));
    }
  }

  private static Runs.Run stop(StepControl control, StopEvent event) {
    return Runs.solve(
        DECAY.field(),
        DECAY.start(),
        DORMAND_PRINCE,
        control,
        SaveAt.ends(),
        new Stops(1000, List.of(event)));
  }
}
