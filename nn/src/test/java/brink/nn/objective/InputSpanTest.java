package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.operator.Dense;
import brink.core.operator.LinearOperator;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Mlp;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InputSpanTest {
  private static final Loss LOSS = new Loss.CrossEntropy();
  private final Engine engine = Problems.engine(Problems.ROOMY);
  private final Mlp whole = Problems.mlp(Activation.ELU, 9, 5, 4, 3);
  private final DataSet few = Problems.data(4, 9, 3, LOSS, 7);

  @AfterEach
  void close() {
    engine.close();
  }

  /** What both sides have of one loss at the same weights. */
  private interface Check {
    void of(InputSpan span, Objective all, Vec theta, Objective inside, Vec coordinates);
  }

  private void on(DataSet data, Check check) {
    try (var span = InputSpan.of(engine, whole, data);
        var all = new MlpObjective(engine, whole, LOSS, data);
        var inside = Objective.of(engine, span.network(), LOSS, span.data());
        var work = all.space().workspace();
        var inner = inside.space().workspace()) {
      var theta = Problems.theta(whole, work, 3);
      var coordinates = inner.vec();
      span.enter(theta, coordinates);
      check.of(span, all, theta, inside, coordinates);
    }
  }

  @Test
  void fewExamplesAreSeenInAsManyCoordinates() {
    on(
        few,
        (span, _, _, _, _) -> {
          assertThat(span.network()).isEqualTo(new Mlp(List.of(4, 5, 4, 3), whole.activation()));
          assertThat(span.data().shape()).containsExactly(4);
          assertThat(span.data().targets()).isEqualTo(few.targets());
        });
  }

  @Test
  void innerProductsOfInputsAreThoseOfTheirCoordinates() {
    on(
        few,
        (span, _, _, _, _) -> {
          double[] x = few.inputs();
          double[] c = span.data().inputs();
          for (int i = 0; i < 4; i++) {
            for (int j = 0; j < 4; j++) {
              assertThat(dot(c, i, j, 4)).isCloseTo(dot(x, i, j, 9), within(1e-13));
            }
          }
        });
  }

  private static double dot(double[] rows, int i, int j, int width) {
    double sum = 0;
    for (int k = 0; k < width; k++) {
      sum += rows[i * width + k] * rows[j * width + k];
    }
    return sum;
  }

  @Test
  void lossAndGradientAreThoseOfTheWholeNetwork() {
    on(few, InputSpanTest::assertSameLossAndGradient);
  }

  @Test
  void examplesThatRepeatOrVanishDoNoHarm() {
    double[] x = few.inputs().clone();
    System.arraycopy(x, 0, x, 9, 9);
    Arrays.fill(x, 18, 27, 0);
    on(
        DataSet.of("repeated", few.shape(), x, few.targets()),
        InputSpanTest::assertSameLossAndGradient);
  }

  private static void assertSameLossAndGradient(
      InputSpan span, Objective all, Vec theta, Objective inside, Vec coordinates) {
    try (var work = all.space().workspace();
        var inner = inside.space().workspace()) {
      var gradient = work.vec();
      var innerGradient = inner.vec();
      double loss = all.gradient(theta, gradient);
      assertThat(inside.gradient(coordinates, innerGradient)).isCloseTo(loss, within(1e-13));
      var zero = work.vec();
      var lifted = work.vec();
      span.leave(zero, innerGradient, lifted); // from zero: M Q
      assertThat(all.space().read(lifted))
          .containsExactly(all.space().read(gradient), within(1e-13));
    }
  }

  @Test
  void stepsTakenInsideAreThoseOfTheWholeNetwork() {
    on(
        few,
        (span, all, theta, inside, coordinates) -> {
          try (var work = all.space().workspace();
              var inner = inside.space().workspace()) {
            var first = work.vec();
            all.space().copy(theta, first);
            var gradient = work.vec();
            var innerGradient = inner.vec();
            for (int step = 0; step < 5; step++) {
              all.gradient(theta, gradient);
              all.space().axpy(-0.3, gradient, theta);
              inside.gradient(coordinates, innerGradient);
              inside.space().axpy(-0.3, innerGradient, coordinates);
            }
            var lifted = work.vec();
            span.leave(first, coordinates, lifted);
            assertThat(all.space().read(lifted))
                .containsExactly(all.space().read(theta), within(1e-12));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void spectraDifferInZerosOnly(Term term) {
    on(
        few,
        (_, all, theta, inside, coordinates) -> {
          try (var here = all.at(theta);
              var there = inside.at(coordinates)) {
            double[] values = eigenvalues(here.operator(term));
            double[] inner = eigenvalues(there.operator(term));
            int unseen = 5 * (9 - 4);
            double[] padded = Arrays.copyOf(inner, inner.length + unseen);
            Arrays.sort(padded);
            assertThat(values).containsExactly(padded, within(1e-12));
          }
        });
  }

  private static double[] eigenvalues(LinearOperator operator) {
    int n = Math.toIntExact(operator.space().dim());
    var eigen = DecompositionFactory_DDRM.eig(n, false, true);
    eigen.decompose(new DMatrixRMaj(n, n, true, Dense.of(operator).entries()));
    return IntStream.range(0, n).mapToDouble(i -> eigen.getEigenvalue(i).real).sorted().toArray();
  }

  @ParameterizedTest
  @ValueSource(ints = {9, 20})
  void asManyExamplesAsAnInputHasNumbersAreKeptAsTheyAre(int examples) {
    var data = Problems.data(examples, 9, 3, LOSS, 2);
    on(
        data,
        (span, all, theta, inside, coordinates) -> {
          assertThat(span.network()).isEqualTo(whole);
          assertThat(span.data()).isSameAs(data);
          assertThat(inside.space().read(coordinates)).isEqualTo(all.space().read(theta));
          span.enter(theta, coordinates);
          try (var work = all.space().workspace()) {
            var back = work.vec();
            span.leave(work.vec(), coordinates, back);
            assertThat(all.space().read(back)).isEqualTo(all.space().read(theta));
          }
        });
  }
}
