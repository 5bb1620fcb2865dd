package brink.lab.dynamics;

import static brink.lab.dynamics.Seen.ENDS;
import static brink.lab.dynamics.Seen.follow;
import static brink.lab.dynamics.Seen.steps;
import static brink.lab.dynamics.Seen.stop;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.vector.Vec;
import brink.nn.objective.BatchGradient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DescentSolveTest {

  private static Descent plain(double eta) {
    return with(eta, new Momentum.None());
  }

  private static Descent with(double eta, Momentum momentum) {
    return descent(eta, momentum, Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Descent dropping(double eta, Drop... drops) {
    return descent(
        eta, new Momentum.None(), Optional.empty(), Optional.empty(), Optional.of(List.of(drops)));
  }

  private static Descent descent(
      double eta,
      Momentum momentum,
      Optional<Batches> batch,
      Optional<Double> clip,
      Optional<List<Drop>> drops) {
    return new Descent(
        eta, momentum, Optional.empty(), 0, Optional.empty(), batch, clip, Optional.empty(), drops);
  }

  private static Drop afterStep(int step, double factor) {
    return new Drop(Optional.of(step), Optional.empty(), factor);
  }

  static Stream<Momentum> momenta() {
    return Stream.of(new Momentum.None(), new Momentum.Polyak(0.9), new Momentum.Nesterov(0.7));
  }

  /** The formulas of Momentum, number by number. */
  private static double[] naive(
      Polynomial bowl, double[] start, double eta, Momentum momentum, int n) {
    var x = start.clone();
    var v = new double[x.length];
    for (int step = 0; step < n; step++) {
      var g = bowl.gradient(x);
      for (int i = 0; i < x.length; i++) {
        switch (momentum) {
          case Momentum.None _ -> x[i] = x[i] - eta * g[i];
          case Momentum.Polyak(double beta) -> {
            v[i] = beta * v[i] - eta * g[i];
            x[i] = x[i] + v[i];
          }
          case Momentum.Nesterov(double beta) -> {
            v[i] = beta * v[i] - eta * g[i];
            x[i] = x[i] + beta * v[i] - eta * g[i];
          }
        }
      }
    }
    return x;
  }

  @ParameterizedTest
  @MethodSource("momenta")
  void eachStepIsTheOneOfTheFormula(Momentum momentum) {
    var bowl = Polynomial.quadratic(1, 7, 0.3);
    double[] start = {2, -1, 3};
    var seen = follow(bowl, start, with(0.1, momentum), steps(25), ENDS);
    assertThat(seen.end()).containsExactly(naive(bowl, start, 0.1, momentum, 25), within(1e-13));
    assertThat(seen.steps()).hasSize(25);
    var last = seen.steps().getLast();
    assertThat(last.t()).isCloseTo(2.5, within(1e-12));
    assertThat(last.loss()).isCloseTo(bowl.loss(seen.end()), within(1e-13));
    assertThat(last.gradients()).isEqualTo(26);
  }

  @ParameterizedTest
  @MethodSource("momenta")
  void stepsConvergeJustBelowTheEdgeOfStabilityAndDivergeJustAboveIt(Momentum momentum) {
    double eta = 0.01;
    double edge = momentum.edge(eta);
    double[] start = {1};
    int many = 20_000;
    var below =
        follow(Polynomial.quadratic(0.999 * edge), start, with(eta, momentum), steps(many), ENDS);
    var above =
        follow(Polynomial.quadratic(1.001 * edge), start, with(eta, momentum), steps(many), ENDS);
    assertThat(Math.abs(below.end()[0])).isLessThan(1e-2);
    assertThat(Math.abs(above.end()[0])).isGreaterThan(1e2);
    assertThat(below.steps().getFirst().edge()).isEqualTo(edge);
  }

  @Test
  void theEdgesAreThoseOfThePaper() {
    assertThat(new Momentum.None().edge(0.02)).isEqualTo(100);
    assertThat(new Momentum.Polyak(0.9).edge(0.02)).isCloseTo(190, within(1e-9));
    assertThat(new Momentum.Nesterov(0.9).edge(0.02)).isCloseTo(380 / 5.6, within(1e-9));
  }

  @Test
  void divergenceIsReportedWithTheStepWhereItBegan() {
    var bowl = Polynomial.quadratic(1);
    double[] start = {1};
    // Halved in each of 5 steps, then times -9: above its start when 9^m > 2^5, in step 7.
    var seen = follow(bowl, start, dropping(0.5, afterStep(5, 20)), steps(100_000), ENDS);
    assertThat(seen.ending().reached()).isFalse();
    assertThat(seen.ending().how())
        .matches("The descent diverged: after step 11 the loss is .* since step 7\\. Lower .*\\.");
    assertThat(seen.steps()).hasSize(10).allMatch(step -> step.loss() < 1e8);
  }

  @Test
  void aDescentThatMeetsNoStopIsGivenUpAndSaysSo() {
    var stop = stop(Optional.of(1e-9), Optional.empty(), Optional.empty(), Optional.empty(), 20);
    var seen = follow(Polynomial.quadratic(1), new double[] {1}, plain(1e-3), stop, ENDS);
    assertThat(seen.ending().reached()).isFalse();
    assertThat(seen.ending().how()).contains("within 20 steps").contains("max-steps");
    assertThat(seen.steps()).hasSize(20);
  }

  @Test
  void theLearningRateDropsAfterAStepAndFromALossOn() {
    var drops = new Drop[] {afterStep(3, 0.1), new Drop(Optional.empty(), Optional.of(0.01), 0.5)};
    var seen =
        follow(Polynomial.quadratic(1), new double[] {1}, dropping(0.4, drops), steps(60), ENDS);
    var rates = seen.steps().stream().map(DescentStep::eta).toList();
    assertThat(rates.subList(0, 3)).containsOnly(0.4);
    int low =
        IntStream.range(0, 60)
            .filter(i -> seen.steps().get(i).loss() <= 0.01)
            .findFirst()
            .orElseThrow();
    assertThat(low).isGreaterThan(2);
    assertThat(rates.subList(3, low + 1)).allMatch(rate -> Math.abs(rate - 0.04) < 1e-15);
    assertThat(rates.subList(low + 1, 60)).allMatch(rate -> Math.abs(rate - 0.02) < 1e-15);
    assertThat(seen.steps().get(low + 1).edge()).isCloseTo(100, within(1e-9));
  }

  @Test
  void clippedGradientsMakeStepsOfAtMostTheirLength() {
    var descent =
        descent(0.1, new Momentum.None(), Optional.empty(), Optional.of(0.5), Optional.empty());
    var seen = follow(Polynomial.quadratic(1), new double[] {10}, descent, steps(3), ENDS);
    assertThat(seen.end()[0]).isCloseTo(10 - 3 * 0.1 * 0.5, within(1e-14));
    var gentle = follow(Polynomial.quadratic(1), new double[] {0.4}, descent, steps(1), ENDS);
    assertThat(gentle.end()[0]).isCloseTo(0.36, within(1e-15));
  }

  @Test
  void itStopsAtWhicheverConditionComesFirst() {
    double[] start = {1};
    var bowl = Polynomial.quadratic(1);
    Optional<Double> none = Optional.empty();
    var byLoss = stop(Optional.of(0.1), none, Optional.of(50.0), Optional.of(400), 1000);
    var byNorm = stop(none, Optional.of(0.3), none, Optional.of(400), 1000);
    var byTime = stop(none, none, Optional.of(0.7), Optional.of(400), 1000);
    var loss = follow(bowl, start, plain(0.1), byLoss, ENDS);
    assertThat(loss.ending().how()).startsWith("loss 0.1 reached at t = 0.8000, after 8 steps");
    assertThat(loss.steps().get(6).loss()).isGreaterThan(0.1);
    var norm = follow(bowl, start, plain(0.1), byNorm, ENDS);
    assertThat(norm.ending().how()).startsWith("gradient norm below 0.3 at");
    assertThat(norm.steps()).hasSize(12); // 0.9^12 = 0.28
    var time = follow(bowl, start, plain(0.1), byTime, ENDS);
    assertThat(time.ending().how()).startsWith("time 0.7 reached");
    assertThat(time.steps()).hasSize(7); // whatever seven times 0.1 is in floating point
  }

  @Test
  void momentsAreKeptAtStepsTimesAndLossesEachOnceAndTheLastIsMarked() {
    var save =
        new Save(
            Optional.empty(),
            Optional.of(List.of(0.4, 1e-9, 7.0)),
            Optional.of(List.of(0.3, 0.55)),
            Optional.of(4));
    var seen = follow(Polynomial.quadratic(1), new double[] {1}, plain(0.1), steps(12), save);
    // Loss 0.4 is passed at step 2, time 0.3 is step 3's, 0.55 lies before step 6.
    assertThat(seen.savedAt()).containsExactly(0L, 2L, 3L, 4L, 6L, 8L, 12L);
    assertThat(seen.saved().stream().filter(DescentSolve.Saved::last)).hasSize(1);
    assertThat(seen.saved().getLast().last()).isTrue();
    assertThat(seen.saved().stream().map(DescentSolve.Saved::number))
        .containsExactly(0, 1, 2, 3, 4, 5, 6);
  }

  @Test
  void lossLevelsDivideTheWayToTheStop() {
    var save = new Save(Optional.of(4), Optional.empty(), Optional.empty(), Optional.empty());
    var stop =
        stop(Optional.of(1e-5), Optional.empty(), Optional.empty(), Optional.empty(), 10_000);
    var seen = follow(Polynomial.quadratic(1), new double[] {1}, plain(0.01), stop, save);
    assertThat(seen.saved()).hasSize(6);
  }

  /**
   * The gradient of the mean of {@code (x - row)^2 / 2} over the rows: their mean is the target.
   */
  private static BatchGradient towardsTheMeanOfRows(
      Polynomial bowl, int examples, List<int[]> batches) {
    return new BatchGradient() {
      @Override
      public int examples() {
        return examples;
      }

      @Override
      public double gradient(Vec theta, int[] rows, Vec into) {
        batches.add(rows);
        double x = bowl.space().read(theta)[0];
        double mean = IntStream.of(rows).average().orElseThrow();
        bowl.space().write(new double[] {x - mean}, into);
        return IntStream.of(rows).mapToDouble(r -> (x - r) * (x - r) / 2).average().orElseThrow();
      }

      @Override
      public void close() {}
    };
  }

  private static Seen inBatches(Batches batches, int examples, List<int[]> seen, int steps) {
    var bowl = Polynomial.quadratic(1);
    var descent =
        descent(0.1, new Momentum.None(), Optional.of(batches), Optional.empty(), Optional.empty());
    return follow(
        bowl,
        Optional.of(towardsTheMeanOfRows(bowl, examples, seen)),
        new double[] {0},
        descent,
        steps(steps),
        ENDS);
  }

  @Test
  void anEpochGoesThroughTheExamplesOnceAndTheNextOneInAnotherOrder() {
    var batches = new ArrayList<int[]>();
    inBatches(new Batches(5, false, 3), 22, batches, 11);
    for (int epoch = 0; epoch < 3; epoch++) {
      var rows = batches.subList(4 * epoch, 4 * epoch + 4).stream().flatMapToInt(IntStream::of);
      assertThat(rows.boxed().toList()).hasSize(20).doesNotHaveDuplicates();
    }
    assertThat(batches.get(0)).isNotEqualTo(batches.get(4));
    assertThat(batches).allMatch(rows -> IntStream.of(rows).allMatch(r -> r >= 0 && r < 22));
  }

  @Test
  void aSeedGivesTheSameBatchesAndAnotherSeedOthers() {
    var first = new ArrayList<int[]>();
    var again = new ArrayList<int[]>();
    var other = new ArrayList<int[]>();
    var end = inBatches(new Batches(5, true, 3), 50, first, 6).end();
    assertThat(inBatches(new Batches(5, true, 3), 50, again, 6).end()).containsExactly(end);
    inBatches(new Batches(5, true, 4), 50, other, 6);
    assertThat(first).usingRecursiveComparison().isEqualTo(again);
    assertThat(first.getFirst()).isNotEqualTo(other.getFirst());
    assertThat(first.stream().flatMapToInt(IntStream::of).distinct().count()).isGreaterThan(15);
  }

  @Test
  void withReplacementExamplesComeAgainWithinAnEpoch() {
    var batches = new ArrayList<int[]>();
    inBatches(new Batches(20, true, 1), 20, batches, 3);
    assertThat(batches).anyMatch(rows -> IntStream.of(rows).distinct().count() < 20);
  }

  @Test
  void whatADescentCannotSeeIsRefused() {
    var inBatches =
        descent(
            0.1,
            new Momentum.None(),
            Optional.of(new Batches(2, false, 1)),
            Optional.empty(),
            Optional.empty());
    var byNorm = stop(Optional.empty(), Optional.of(0.1), Optional.empty(), Optional.empty(), 100);
    var bySharpness =
        new Stop(
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(3.0),
            Optional.empty(),
            100);
    var byLoss =
        new Save(Optional.empty(), Optional.of(List.of(0.1)), Optional.empty(), Optional.empty());
    refused("a descent jumps", () -> plain(0.1).requireFit(bySharpness, ENDS));
    refused("whole gradient", () -> inBatches.requireFit(byNorm, ENDS));
    refused("ends of epochs only: save", () -> inBatches.requireFit(steps(3), byLoss));
  }

  private static void refused(
      String words, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    assertThatThrownBy(call).isInstanceOf(InputError.class).hasMessageContaining(words);
  }
}
