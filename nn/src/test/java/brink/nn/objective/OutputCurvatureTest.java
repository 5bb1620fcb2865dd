package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Mlp;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutputCurvatureTest {
  private static OutputCurvature measured(Engine engine, Mlp mlp, Loss loss, DataSet data) {
    try (var work = engine.space(mlp.layout().size()).workspace();
        var meter = new OutputCurvatureMeter(engine, mlp, loss, data)) {
      return meter.at(Problems.theta(mlp, work, 4));
    }
  }

  /** softmax(W x + b) of one example, number by number. */
  private static double[] softmax(double[] theta, double[] x, int outputs) {
    var p = new double[outputs];
    double sum = 0;
    for (int c = 0; c < outputs; c++) {
      double z = theta[outputs * x.length + c];
      for (int j = 0; j < x.length; j++) {
        z += theta[c * x.length + j] * x[j];
      }
      p[c] = Math.exp(z);
      sum += p[c];
    }
    for (int c = 0; c < outputs; c++) {
      p[c] /= sum;
    }
    return p;
  }

  /** The largest eigenvalue of diag(p) - p p^T: the root of its secular equation above p_2. */
  private static double top(double[] p) {
    var sorted = p.clone();
    Arrays.sort(sorted);
    double low = sorted[p.length - 2];
    double high = sorted[p.length - 1];
    for (int i = 0; i < 200; i++) {
      double middle = (low + high) / 2;
      double secular = 1;
      for (double value : p) {
        secular -= value * value / (value - middle);
      }
      // Falls from plus to minus infinity between the two largest p.
      if (secular > 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 5})
  void underCrossEntropyItIsThatOfTheSoftmax(int outputs) {
    var mlp = Problems.mlp(Activation.TANH, 4, outputs);
    var loss = new Loss.CrossEntropy();
    var data = Problems.data(7, 4, outputs, loss, 2);
    try (var engine = Problems.engine(Problems.ROOMY);
        var work = engine.space(mlp.layout().size()).workspace()) {
      var theta = work.space().read(Problems.theta(mlp, work, 4));
      double trace = 0;
      double top = 0;
      for (int i = 0; i < 7; i++) {
        var p = softmax(theta, Arrays.copyOfRange(data.inputs(), 4 * i, 4 * i + 4), outputs);
        trace += (1 - Arrays.stream(p).map(v -> v * v).sum()) / 7;
        top += top(p) / 7;
      }
      var found = measured(engine, mlp, loss, data);
      assertThat(found.trace()).isCloseTo(trace, within(1e-13));
      assertThat(found.top()).isCloseTo(top, within(1e-13));
    }
  }

  @ParameterizedTest
  @EnumSource(Loss.Convention.class)
  void ofTheSquaredErrorItIsTheSameEverywhere(Loss.Convention convention) {
    double factor =
        switch (convention) {
          case SUM -> 1;
          case HALF_SUM -> 0.5;
          case MEAN -> 1.0 / 3;
          case HALF_MEAN -> 0.5 / 3;
        };
    var loss = new Loss.SquaredError(convention);
    try (var engine = Problems.engine(Problems.ROOMY)) {
      var found =
          measured(
              engine, Problems.mlp(Activation.ELU, 4, 6, 3), loss, Problems.data(7, 4, 3, loss, 2));
      assertThat(found.trace()).isCloseTo(2 * factor * 3, within(1e-13));
      assertThat(found.top()).isCloseTo(2 * factor, within(1e-13));
    }
  }

  @Test
  void manyExamplesGoInPiecesWhoseMeanIsTheSame() {
    int n = 2501;
    int outputs = 40; // 3 matrices of 40 x 40 an example, 96 MB in all: several pieces, not alike
    var loss = new Loss.CrossEntropy();
    var mlp = Problems.mlp(Activation.TANH, 4, outputs);
    var all = Problems.data(n, 4, outputs, loss, 2);
    try (var engine = Problems.engine(Problems.ROOMY)) {
      double trace = 0;
      double top = 0;
      for (int from = 0; from < n; from += 500) {
        var part = part(all, from, Math.min(n, from + 500));
        var found = measured(engine, mlp, loss, part);
        trace += found.trace() * part.size() / n;
        top += found.top() * part.size() / n;
      }
      var whole = measured(engine, mlp, loss, all);
      assertThat(whole.trace()).isCloseTo(trace, within(1e-12));
      assertThat(whole.top()).isCloseTo(top, within(1e-12));
    }
  }

  @Test
  void moreOutputsThanAreAffordableAreRefused() {
    var loss = new Loss.CrossEntropy();
    try (var engine = Problems.engine(Problems.ROOMY)) {
      var data = Problems.data(3, 2, 300, loss, 2);
      assertThatThrownBy(() -> measured(engine, Problems.mlp(Activation.TANH, 2, 300), loss, data))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("300");
    }
  }

  private static DataSet part(DataSet all, int from, int to) {
    var labels = (Targets.Labels) all.targets();
    int d = all.features();
    return DataSet.of(
        "part",
        all.shape(),
        Arrays.copyOfRange(all.inputs(), from * d, to * d),
        new Targets.Labels(Arrays.copyOfRange(labels.labels(), from, to), labels.classNames()));
  }
}
