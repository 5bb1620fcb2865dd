package brink.nn.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.nn.network.Activation;
import brink.nn.objective.Loss;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.NormOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AmplificationTest {
  private static final Loss LOSS = new Loss.CrossEntropy();

  @ParameterizedTest(name = "memory budget {0}")
  @ValueSource(longs = {1, Nets.ROOMY})
  void theProfileIsThatOfTheTopLeftSingularVector(long memoryBudget) {
    var mlp = Nets.mlp(Activation.GELU, 4, 7, 6, 8, 3);
    var data = Nets.data(mlp, 5, 2);
    try (var engine = Nets.engine(memoryBudget)) {
      var space = engine.space(mlp.layout().size());
      try (var work = space.workspace()) {
        var theta = Nets.theta(mlp, work, 3);
        var naive = new Naive(mlp, LOSS, data, space.read(theta));
        var profiles =
            new LayerwiseJacobians(engine, mlp, LOSS, data, Nets.ACCURATE, 1)
                .amplification(theta, 4);
        assertThat(profiles).hasSize(4);
        for (int i = 0; i < 4; i++) {
          var z = naive.examples.get(i).z();
          var svd = DecompositionFactory_DDRM.svd(3, 7, true, false, true);
          svd.decompose(z[1].copy());
          var values = svd.getSingularValues();
          int top = 0;
          for (int c = 1; c < values.length; c++) {
            top = values[c] > values[top] ? c : top;
          }
          var u = CommonOps_DDRM.extractColumn(svd.getU(null, false), top, null);
          for (int l = 1; l <= 4; l++) {
            var pulled = new DMatrixRMaj(1, z[l].numCols);
            CommonOps_DDRM.multTransA(u, z[l], pulled);
            double expected = NormOps_DDRM.normP2(pulled);
            assertThat(profiles.get(i).most().get(l - 1))
                .as("example " + i + ", layer " + l)
                .isCloseTo(expected, within(1e-10 * expected));
          }
        }
      }
    }
  }

  @Test
  void aRandomGradientStartsAtLengthOneAndIsAmplifiedLess() {
    var mlp = Nets.mlp(Activation.TANH, 4, 9, 9, 5);
    var data = Nets.data(mlp, 200, 2);
    try (var engine = Nets.engine(Nets.ROOMY)) {
      var space = engine.space(mlp.layout().size());
      try (var work = space.workspace()) {
        var theta = Nets.theta(mlp, work, 3);
        var profiles =
            new LayerwiseJacobians(engine, mlp, LOSS, data, Nets.ACCURATE, 1)
                .amplification(theta, 200);
        for (var profile : profiles) {
          assertThat(profile.most().getLast()).isCloseTo(1, within(1e-12));
          assertThat(profile.random().getLast()).isCloseTo(1, within(1e-12));
          assertThat(profile.random().getFirst()).isLessThan(profile.most().getFirst());
        }
        assertThat(profiles.stream().map(p -> p.random().getFirst()).distinct()).hasSize(200);
      }
    }
  }

  @Test
  void withOneOutputEveryGradientIsTheMostAmplified() {
    var mlp = Nets.mlp(Activation.TANH, 1, 30, 20, 1);
    var data = Nets.data(mlp, 3, 2);
    try (var engine = Nets.engine(Nets.ROOMY)) {
      var space = engine.space(mlp.layout().size());
      try (var work = space.workspace()) {
        var theta = Nets.theta(mlp, work, 3);
        var profiles =
            new LayerwiseJacobians(
                    engine,
                    mlp,
                    new Loss.SquaredError(Loss.Convention.MEAN),
                    data,
                    Nets.ACCURATE,
                    1)
                .amplification(theta, 3);
        for (var profile : profiles) {
          for (int l = 0; l < 3; l++) {
            assertThat(profile.random().get(l))
                .isCloseTo(profile.most().get(l), within(1e-12 * profile.most().get(l)));
          }
        }
      }
    }
  }

  @Test
  void moreProfilesThanExamplesAreRefused() {
    var mlp = Nets.mlp(Activation.TANH, 4, 5);
    try (var engine = Nets.engine(Nets.ROOMY)) {
      var space = engine.space(mlp.layout().size());
      try (var work = space.workspace()) {
        var data = Nets.data(mlp, 3, 2);
        var jacobians = new LayerwiseJacobians(engine, mlp, LOSS, data, Nets.ACCURATE, 1);
        assertThatThrownBy(() -> jacobians.amplification(work.vec(), 4))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("4 of 3");
      }
    }
  }
}
