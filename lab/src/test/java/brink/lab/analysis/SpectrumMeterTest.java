package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.operator.Dense;
import brink.core.random.RandomStream;
import brink.core.vector.Precision;
import brink.lab.record.Ritz;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Initialization;
import brink.nn.network.Mlp;
import brink.nn.objective.Linearization;
import brink.nn.objective.Loss;
import brink.nn.objective.MlpObjective;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpectrumMeterTest {
  private static final Mlp MLP = new Mlp(List.of(4, 6, 3), Activation.TANH);

  private static Measure measure(String measure) {
    var yaml =
        """
        name: usual
        data: {source: {kind: chebyshev, degree: 3, points: 10}}
        network: {hidden: [5], activation: tanh}
        loss: {kind: squared-error, convention: mean}
        stop: {time: 1}
        measure: %s
        """;
    return new SpecReader<>(Spec.class).read("usual", yaml.formatted(measure), List.of()).measure();
  }

  private static DataSet data() {
    var random = RandomStream.of(3, "test data");
    return DataSet.of(
        "random numbers",
        List.of(4),
        random.doubles(60, -1.5, 1.5).toArray(),
        new Targets.Values(random.doubles(45, -1, 1).toArray(), 3));
  }

  /** All eigenvalues, from the largest, of the matrix written out. */
  private static List<Double> oracle(Linearization at) {
    var dense = Dense.of(at.hessian());
    int n = Math.toIntExact(dense.space().dim());
    var decomposition = DecompositionFactory_DDRM.eig(n, false, true);
    assertThat(decomposition.decompose(DMatrixRMaj.wrap(n, n, dense.entries().clone()))).isTrue();
    return IntStream.range(0, n)
        .mapToObj(i -> decomposition.getEigenvalue(i).getReal())
        .sorted(Comparator.reverseOrder())
        .toList();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void theLargestEigenvaluesAreThoseOfTheMatrixMomentAfterMoment(int count) {
    var measure = measure("{tolerance: 1e-9, eigenvalues: %d}".formatted(count));
    try (var engine = Engine.open(Precision.FLOAT64, 2, 1L << 30);
        var objective =
            new MlpObjective(engine, MLP, new Loss.SquaredError(Loss.Convention.HALF_SUM), data());
        var meter = new SpectrumMeter(objective.space(), measure);
        var work = objective.space().workspace()) {
      var space = objective.space();
      var theta = work.vec();
      var gradient = work.vec();
      new Initialization(Initialization.Scheme.FRAMEWORK, Optional.empty(), 5)
          .draw(MLP.layout(), 1, space, theta);
      for (int moment = 0; moment < 4; moment++) {
        try (var at = objective.at(theta)) {
          var found = meter.measure(at, Optional.empty());
          var expected = oracle(at);
          assertThat(found.leading()).hasSize(count).allMatch(Ritz::converged);
          assertThat(found.spectrum().topHess()).contains(found.leading().getFirst());
          for (int i = 0; i < count; i++) {
            assertThat(found.leading().get(i).value())
                .isCloseTo(expected.get(i), within(1e-8 * expected.getFirst()));
            assertThat(found.leading().get(i).residual()).isLessThan(1e-7);
          }
        }
        objective.gradient(theta, gradient);
        space.axpy(-0.3, gradient, theta);
      }
    }
  }

  @Test
  void whereProductsRunOutEachEigenvalueHasItsOwnVerdict() {
    var measure = measure("{tolerance: 1e-12, max-products: 10, eigenvalues: 2}");
    try (var engine = Engine.open(Precision.FLOAT64, 1, 1L << 30);
        var objective =
            new MlpObjective(engine, MLP, new Loss.SquaredError(Loss.Convention.HALF_SUM), data());
        var meter = new SpectrumMeter(objective.space(), measure);
        var work = objective.space().workspace()) {
      var theta = work.vec();
      new Initialization(Initialization.Scheme.FRAMEWORK, Optional.empty(), 5)
          .draw(MLP.layout(), 1, objective.space(), theta);
      try (var at = objective.at(theta)) {
        var expected = oracle(at);
        var found = meter.measure(at, Optional.empty()).leading();
        assertThat(found).anyMatch(pair -> !pair.converged());
        for (var pair : found) {
          // Some eigenvalue lies within the residual, whatever the verdict.
          assertThat(expected)
              .anyMatch(value -> Math.abs(value - pair.value()) <= pair.residual() + 1e-12);
        }
      }
    }
  }
}
