package brink.lab.dynamics;

import static brink.lab.dynamics.Seen.every;
import static brink.lab.dynamics.Seen.follow;
import static brink.lab.dynamics.Seen.resume;
import static org.assertj.core.api.Assertions.assertThat;

import brink.core.vector.Vec;
import brink.nn.objective.BatchGradient;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ResumedDescentTest {
  private static final double[] START = {2, -1, 3};

  private static Descent descent(
      Momentum momentum,
      Optional<Adaptive> adaptive,
      double decay,
      Optional<Batches> batch,
      Optional<Schedule> schedule,
      Drop... drops) {
    return new Descent(
        0.03,
        momentum,
        adaptive,
        decay,
        Optional.empty(),
        batch,
        Optional.of(1.5),
        schedule,
        Optional.of(List.of(drops)));
  }

  static Stream<Descent> descents() {
    var none = new Momentum.None();
    var byStep = new Drop(Optional.of(13), Optional.empty(), 0.5);
    var byLoss = new Drop(Optional.empty(), Optional.of(3.0), 0.7);
    return Stream.of(
        descent(none, Optional.empty(), 0, Optional.empty(), Optional.empty(), byStep, byLoss),
        descent(
            new Momentum.Polyak(0.9), Optional.empty(), 0.1, Optional.empty(), Optional.empty()),
        descent(
            new Momentum.Nesterov(0.8),
            Optional.empty(),
            0,
            Optional.of(new Batches(5, false, 3)),
            Optional.of(new Schedule.Cosine(4, 0.1)),
            byStep),
        descent(
            none,
            Optional.of(new Adaptive.RmsProp(0.9, 1e-8)),
            0,
            Optional.of(new Batches(4, true, 3)),
            Optional.of(new Schedule.Linear(0, 0))),
        descent(
            none,
            Optional.of(new Adaptive.Adam(0.9, 0.99, 1e-8)),
            0.1,
            Optional.empty(),
            Optional.of(new Schedule.WarmUp(20)),
            byLoss),
        descent(
            none,
            Optional.of(new Adaptive.AdamW(0.9, 0.99, 1e-8)),
            0.1,
            Optional.of(new Batches(7, false, 1)),
            Optional.empty(),
            byStep));
  }

  /** The loss of a bowl whose bottom is moved by the rows of a batch. */
  private static BatchGradient batches(Polynomial bowl) {
    return new BatchGradient() {
      @Override
      public int examples() {
        return 22;
      }

      @Override
      public double gradient(Vec theta, int[] rows, Vec into) {
        var x = bowl.space().read(theta);
        double mean = IntStream.of(rows).average().orElseThrow() / 22;
        for (int i = 0; i < x.length; i++) {
          x[i] -= mean * i;
        }
        bowl.space().write(bowl.gradient(x), into);
        return bowl.loss(x);
      }

      @Override
      public void close() {}
    };
  }

  @ParameterizedTest
  @MethodSource("descents")
  void aDescentTakenUpAtAnyMomentTakesTheSameStepsBitForBit(Descent descent) {
    var bowl = Polynomial.quadratic(1, 7, 0.3);
    var parts = descent.batch().map(_ -> batches(bowl));
    var stop = Seen.steps(40);
    boolean levels = parts.isEmpty();
    var save =
        new Save(
            Optional.empty(),
            levels ? Optional.of(List.of(4.0, 1.0, 0.1, 0.01)) : Optional.empty(),
            Optional.of(List.of(0.1, 0.3, 0.5)),
            Optional.of(6));
    var whole = follow(bowl, parts, START, descent, stop, save);
    assertThat(whole.saved()).hasSizeGreaterThan(7);
    for (int i = 0; i < whole.saved().size(); i++) {
      long k = whole.saved().get(i).step();
      var rest = resume(bowl, parts, whole.kept().get(i), descent, stop, save);
      assertThat(rest.ending()).isEqualTo(whole.ending());
      assertThat(rest.end()).containsExactly(whole.end());
      assertThat(rest.steps()).isEqualTo(whole.steps().subList((int) k, whole.steps().size()));
      assertThat(rest.kept())
          .usingRecursiveComparison()
          .isEqualTo(whole.kept().subList(i + 1, whole.kept().size()));
      assertThat(rest.saved().stream().map(DescentSolve.Saved::number))
          .containsExactlyElementsOf(
              whole.saved().stream().skip(i + 1).map(DescentSolve.Saved::number).toList());
    }
  }

  @Test
  void aDivergenceIsToldOfInTheSameWords() {
    var bowl = Polynomial.quadratic(1, 3000, 0.3);
    var wild =
        new Descent(
            0.03,
            new Momentum.None(),
            Optional.empty(),
            0,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    double[] small = {2, 1e-6, 3};
    var whole = follow(bowl, small, wild, Seen.steps(4000), every(1));
    assertThat(whole.ending().how()).contains("The descent diverged");
    for (var from : whole.kept()) {
      var rest = resume(bowl, Optional.empty(), from, wild, Seen.steps(4000), every(1));
      assertThat(rest.ending()).isEqualTo(whole.ending());
    }
  }
}
