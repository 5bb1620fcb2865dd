package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.eigen.BlockPowerIteration;
import brink.core.error.InputError;
import brink.core.ode.StopEvent.Direction;
import brink.core.vector.FlatSpace;
import brink.core.vector.Lanes;
import brink.core.vector.Precision;
import brink.core.vector.Space;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResumedSolveTest {
  private static final Problems.Problem QUARTIC = Problems.quartic(1, 1, 0.5, 2, 40);
  private static final Problems.Problem HEAT = Problems.cubicHeat(12);
  private static final Problems.Problem DRIVEN = Problems.protheroRobinson(50); // by time

  /** What a solve is made of; everything that remembers is made anew for each. */
  private record Task(
      Problems.Problem problem,
      Supplier<Stepper<? super TestField, ?>> stepper,
      StepControl control,
      SaveAt save,
      Supplier<Stops> stops) {
    Seen follow(Optional<Bytes> from) {
      return follow(Runs.narrow(stepper.get()), from);
    }

    private <S extends Memory> Seen follow(Stepper<TestField, S> method, Optional<Bytes> from) {
      var field = problem.field();
      var watcher = new Watcher(field);
      try (var work = field.space().workspace()) {
        var y = work.vec();
        field.space().write(problem.start(), y);
        var start = new Start(0, y, from.map(bytes -> bytes.standing(work)));
        var solution = Ode.solve(field, start, method, control, save, stops.get(), watcher);
        return watcher.seen(solution, field.space().read(y));
      }
    }

    Calibrated calibrate(Watcher watcher, Optional<Bytes> from) {
      return calibrate(Runs.narrow(stepper.get()), watcher, from);
    }

    private <S extends Memory> Calibrated calibrate(
        Stepper<TestField, S> method, Watcher watcher, Optional<Bytes> from) {
      var field = problem.field();
      try (var work = field.space().workspace()) {
        var y = work.vec();
        field.space().write(problem.start(), y);
        var start = new Start(0, y, from.map(bytes -> bytes.standing(work)));
        return Ode.calibrate(field, start, method, control, 3, save, stops.get(), watcher);
      }
    }
  }

  /** A solve, seen from outside. */
  private record Seen(
      Solution solution,
      List<Double> end,
      List<StepReport> steps,
      List<Saved> saved,
      List<Kept> kept) {
    /** A stop by a gauge is of that gauge alone. */
    String how() {
      return switch (solution.outcome()) {
        case Outcome.Stopped(var event) -> event.describe();
        case Outcome.Failed failed -> failed.sentence();
      };
    }
  }

  /** A moment in numbers. */
  private record Saved(
      long index,
      long step,
      Moment.Why why,
      double t,
      double potential,
      double norm,
      List<Double> y) {}

  /** Where a solve stood after so many steps and moments. */
  private record Kept(int steps, int moments, Bytes bytes) {}

  private static final class Watcher implements Observer {
    private final TestField field;
    private final List<StepReport> steps = new ArrayList<>();
    private final List<Saved> saved = new ArrayList<>();
    private final List<Kept> kept = new ArrayList<>();

    Watcher(TestField field) {
      this.field = field;
    }

    @Override
    public void step(StepReport report) {
      steps.add(report);
    }

    @Override
    public void save(Moment moment) {
      var state = moment.state();
      saved.add(
          new Saved(
              moment.index(),
              moment.step(),
              moment.why(),
              state.t(),
              state.potential(),
              state.fieldNorm(),
              numbers(field.space().read(state.y()))));
    }

    @Override
    public void between(Supplier<Standing> standing) {
      kept.add(new Kept(steps.size(), saved.size(), Bytes.of(standing.get(), field.space())));
    }

    Seen seen(Solution solution, double[] end) {
      return new Seen(solution, numbers(end), steps, saved, kept);
    }
  }

  private static List<Double> numbers(double[] x) {
    return Arrays.stream(x).boxed().toList();
  }

  private static Task until(
      Problems.Problem problem,
      Stepper<? super TestField, ?> stepper,
      StepControl control,
      StopEvent... more) {
    var end = new StopEvent.TimeReached(problem.end());
    var events = Stream.concat(Stream.of(end), Stream.of(more)).toList();
    var save =
        new SaveAt(
            List.of(problem.end() / 7, problem.end() / 3, problem.end()),
            OptionalLong.of(6),
            List.of(0.9, 0.7, 0.5, 0.2, 0.1));
    return new Task(problem, () -> stepper, control, save, () -> new Stops(100_000, events));
  }

  /** Every break, or some fifteen of them. */
  private static List<Kept> breaks(List<Kept> all) {
    int every = Math.max(1, all.size() / 15);
    return IntStream.range(0, all.size())
        .filter(i -> i % every == 0 || i == all.size() - 1)
        .mapToObj(all::get)
        .toList();
  }

  private static List<Bytes> bytes(List<Kept> all) {
    return all.stream().map(Kept::bytes).toList();
  }

  private static List<Bytes> after(Kept from, List<Kept> all) {
    return bytes(all.subList(all.indexOf(from) + 1, all.size()));
  }

  private static Seen assertEveryBreakHeals(Task task) {
    var whole = task.follow(Optional.empty());
    assertThat(whole.kept()).hasSizeGreaterThan(2);
    for (var from : breaks(whole.kept())) {
      var rest = task.follow(Optional.of(from.bytes()));
      var about = "after step " + from.steps();
      assertThat(rest.end()).as(about).isEqualTo(whole.end());
      assertThat(rest.how()).as(about).isEqualTo(whole.how());
      assertThat(rest.steps())
          .as(about)
          .isEqualTo(whole.steps().subList(from.steps(), whole.steps().size()));
      assertThat(rest.saved())
          .as(about)
          .isEqualTo(whole.saved().subList(from.moments(), whole.saved().size()));
      assertThat(rest.solution())
          .as(about)
          .usingRecursiveComparison()
          .ignoringFields("outcome")
          .isEqualTo(whole.solution());
      assertThat(bytes(rest.kept())).as(about).isEqualTo(after(from, whole.kept()));
    }
    return whole;
  }

  static Stream<Arguments> methods() {
    return Methods.all().stream()
        .flatMap(method ->
            Stream.of(QUARTIC, HEAT, DRIVEN)
                .filter(problem -> fits(method, problem))
                .map(problem -> Arguments.of(method, problem)));
  }

  /** Exponential Euler leaves one direction explicit. */
  private static boolean fits(Methods method, Problems.Problem problem) {
    return problem.start().length > 1 || !(method.stepper() instanceof ExponentialEuler);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("methods")
  void aSolveTakenUpAfterAnyStepTakesTheSameStepsBitForBit(
      Methods method, Problems.Problem problem) {
    var control = StepControl.Adaptive.of(1e-3, StepFilter.PI);
    assertEveryBreakHeals(until(problem, method.stepper(), control));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("methods")
  void soDoesOneWithFixedSteps(Methods method, Problems.Problem problem) {
    var control = new StepControl.Fixed(problem.end() / 150);
    assertEveryBreakHeals(until(problem, method.stepper(), control));
  }

  static Stream<StepFilter> filters() {
    return Stream.of(StepFilter.I, StepFilter.PI, StepFilter.PID, StepFilter.PREDICTIVE);
  }

  @ParameterizedTest
  @MethodSource("filters")
  void everyControllerRemembersItsPastThroughRejections(StepFilter filter) {
    for (var norm : List.of(DistanceNorm.travelled(), PartwiseNorm.of(1, 2))) {
      var control =
          new StepControl.Adaptive(1e-4, norm, filter, 0.98, 0.2, 10, 30, OptionalDouble.of(0.1));
      var whole = assertEveryBreakHeals(until(QUARTIC, StabilizedRungeKutta.rkc2(), control));
      assertThat(whole.solution().rejections()).isPositive();
    }
  }

  /** Two eigenvalues far apart that come close to each other and turn by 45 degrees. */
  private static Problems.Problem turning() {
    TestField.Jacobian j =
        (t, _) -> t < 0.01 ? new double[] {-100, 0, 0, -1} : new double[] {-98.5, 1.5, 1.5, -98.5};
    var field = TestField.of(2, (t, y) -> Problems.times(j.at(t, y), y), j);
    return new Problems.Problem("turning", field, new double[] {1, 1}, 1, _ -> new double[2]);
  }

  @Test
  void whatIsNotedOfStepsBeforeABreakIsStillNotedAfterIt() {
    var hurried = new PowerIteration(1e-8, 12, 1.1, 20, 5, 1);
    var sweeps = new BlockPowerIteration(1e-9, 2, BlockPowerIteration.Projection.QR_BASIS);
    var control = StepControl.Adaptive.of(1e-3, StepFilter.PI);
    var stabilised = new StabilizedRungeKutta<>(Chebyshev.RKC2, 100, hurried);
    var turned = assertEveryBreakHeals(until(turning(), stabilised, control));
    assertThat(turned.solution().notes())
        .anyMatch(note -> note.what().startsWith("power iteration") && note.times() > 1);
    var fixed = new StepControl.Fixed(HEAT.end() / 100);
    var swept = assertEveryBreakHeals(until(HEAT, new ExponentialEuler(2, 1, sweeps, 1), fixed));
    assertThat(swept.solution().notes())
        .anyMatch(note -> note.what().startsWith("block power iteration") && note.times() > 1);
  }

  @Test
  void aGaugeGoesOnFromItsLastReading() {
    var well = Problems.quarticFrom(new double[] {0.1, 0.1, 0.1}, 1, 20, -20, 1, 2);
    var task =
        new Task(
            well,
            StabilizedRungeKutta::rkc2,
            StepControl.Adaptive.of(1e-4, StepFilter.PI),
            SaveAt.ends().every(3),
            () ->
                Stops.at(
                    1000,
                    new StopEvent.TimeReached(1),
                    new StopEvent.Crossing(
                        new SpectralRadiusGauge(well.field(), 1e-3, 500, 1),
                        25,
                        Direction.FROM_BELOW,
                        1e-6)));
    var whole = assertEveryBreakHeals(task);
    assertThat(whole.how()).contains("spectral radius crossed");
  }

  @Test
  void aSolveInFloat32GoesOnThroughItsRounding() {
    var space = new FlatSpace(3, Precision.FLOAT32, Lanes.of(1));
    var field = QUARTIC.field().on(space);
    var problem = new Problems.Problem("float32", field, QUARTIC.start(), 1, QUARTIC.solution());
    var control = StepControl.Adaptive.of(1e-5, StepFilter.PI);
    assertEveryBreakHeals(until(problem, StabilizedRungeKutta.rkc2(), control));
  }

  @Test
  void aSolveThatIsGivenUpIsGivenUpAgain() {
    var task = until(QUARTIC, StabilizedRungeKutta.rkc2(), new StepControl.Fixed(1e-2));
    var short20 =
        new Task(
            QUARTIC,
            task.stepper(),
            task.control(),
            task.save(),
            () -> Stops.at(20, new StopEvent.TimeReached(1)));
    assertThat(assertEveryBreakHeals(short20).how()).contains("within 20 steps");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rkc2", "fixed", "exponential Euler"})
  void twoSolvesForTheGlobalErrorAreTakenUpInEither(String which) {
    var task =
        switch (which) {
          case "fixed" ->
              until(QUARTIC, AtSharpness.rk4(1), new StepControl.Fixed(10), belowATenth());
          case "rkc2" ->
              until(
                  QUARTIC,
                  StabilizedRungeKutta.rkc2(),
                  StepControl.Adaptive.of(1e-3, StepFilter.PI),
                  belowATenth());
          default ->
              until(HEAT, ExponentialEuler.asPublished(2), new StepControl.Fixed(HEAT.end() / 20));
        };
    var watcher = new Watcher(task.problem().field());
    var whole = task.calibrate(watcher, Optional.empty());
    assertThat(whole.error()).isInstanceOf(GlobalError.Estimated.class);
    assertThat(watcher.kept.getFirst().steps()).isZero();
    assertThat(watcher.kept.getLast().steps()).isPositive();
    for (var from : breaks(watcher.kept)) {
      var rest = new Watcher(task.problem().field());
      assertThat(task.calibrate(rest, Optional.of(from.bytes()))).isEqualTo(whole);
      assertThat(rest.steps).isEqualTo(watcher.steps.subList(from.steps(), watcher.steps.size()));
      assertThat(rest.saved).isEqualTo(watcher.saved.subList(from.moments(), watcher.saved.size()));
      assertThat(bytes(rest.kept)).isEqualTo(after(from, watcher.kept));
    }
  }

  private static StopEvent belowATenth() {
    return new StopEvent.PotentialBelow(0.1);
  }

  @Test
  void aStandingThatLacksSomethingIsRefusedInASentence() {
    var task =
        until(QUARTIC, StabilizedRungeKutta.rkc2(), StepControl.Adaptive.of(1e-3, StepFilter.PI));
    var bytes = task.follow(Optional.empty()).kept().get(3).bytes();
    var space = QUARTIC.field().space();
    try (var work = space.workspace()) {
      var whole = bytes.standing(work);
      for (var name : whole.numbers().keySet()) {
        var numbers = new LinkedHashMap<>(whole.numbers());
        numbers.remove(name);
        assertRefused(task, new Standing(numbers, Map.of(), whole.vectors()), space);
        numbers.put(name, Double.NaN);
        assertRefused(task, new Standing(numbers, Map.of(), whole.vectors()), space);
      }
      for (var name : whole.vectors().keySet()) {
        var vectors = new LinkedHashMap<>(whole.vectors());
        vectors.remove(name);
        assertRefused(task, new Standing(whole.numbers(), Map.of(), vectors), space);
      }
      var half = new LinkedHashMap<>(whole.numbers());
      half.put("steps", 2.5);
      assertRefused(task, new Standing(half, Map.of(), whole.vectors()), space);
    }
  }

  private static void assertRefused(Task task, Standing changed, Space space) {
    assertThatThrownBy(() -> task.follow(Optional.of(Bytes.of(changed, space))))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("was changed or is of another version");
  }
}
