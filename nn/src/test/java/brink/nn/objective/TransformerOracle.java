package brink.nn.objective;

import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.network.Layout;
import brink.nn.network.Transformer;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The objective of a small transformer on a text, transcribed number by number in {@link
 * HyperDual}s.
 */
final class TransformerOracle {
  private final Transformer network;
  private final Loss criterion;
  private final DataSet data;
  private final Map<String, Layout.Entry> entries;
  private final double[] at;

  TransformerOracle(Transformer network, Loss criterion, DataSet data, double[] theta) {
    this.network = network;
    this.criterion = criterion;
    this.data = data;
    this.at = theta;
    this.entries =
        network.layout().entries().stream()
            .collect(Collectors.toMap(Layout.Entry::name, Function.identity()));
  }

  /** The loss with its derivatives at theta along two directions. */
  HyperDual loss(double[] first, double[] second) {
    var total = HyperDual.of(0);
    for (int i = 0; i < data.size(); i++) {
      var z = outputs(first, second, i);
      for (int t = 0; t < network.length(); t++) {
        total = total.plus(loss(z[t], target(i, t)));
      }
    }
    return total.times(1.0 / (data.size() * network.length()));
  }

  double[] gradient() {
    int p = at.length;
    var gradient = new double[p];
    for (int j = 0; j < p; j++) {
      gradient[j] = loss(unit(j), new double[p]).a();
    }
    return gradient;
  }

  double[][] hessian() {
    int p = at.length;
    var hessian = new double[p][p];
    for (int j = 0; j < p; j++) {
      for (int k = 0; k <= j; k++) {
        hessian[j][k] = loss(unit(j), unit(k)).ab();
        hessian[k][j] = hessian[j][k];
      }
    }
    return hessian;
  }

  /** E[J^T H_z J], or E[J^T J]. */
  double[][] gaussNewton(boolean classical) {
    int p = at.length;
    int rows = data.size() * network.length();
    int v = network.vocabulary();
    var values = new double[rows][v];
    var jacobian = new double[rows][v][p];
    for (int j = 0; j < p; j++) {
      for (int i = 0; i < data.size(); i++) {
        var z = outputs(unit(j), new double[p], i);
        for (int t = 0; t < network.length(); t++) {
          for (int c = 0; c < v; c++) {
            values[i * network.length() + t][c] = z[t][c].value();
            jacobian[i * network.length() + t][c][j] = z[t][c].a();
          }
        }
      }
    }
    var matrix = new double[p][p];
    for (int r = 0; r < rows; r++) {
      var curvature = classical ? identity(v) : curvature(values[r]);
      for (int c = 0; c < v; c++) {
        for (int e = 0; e < v; e++) {
          double weight = curvature[c][e] / rows;
          for (int j = 0; j < p; j++) {
            for (int k = 0; k < p; k++) {
              matrix[j][k] += weight * jacobian[r][c][j] * jacobian[r][e][k];
            }
          }
        }
      }
    }
    return matrix;
  }

  /** The scores of one example [T][V]. */
  private HyperDual[][] outputs(double[] first, double[] second, int example) {
    int d = network.block().width();
    var theta = new HyperDual[at.length];
    for (int j = 0; j < at.length; j++) {
      theta[j] = new HyperDual(at[j], first[j], second[j], 0);
    }
    var a = new HyperDual[network.length()][d];
    for (int t = 0; t < network.length(); t++) {
      int token = (int) data.inputs()[example * network.length() + t];
      for (int f = 0; f < d; f++) {
        a[t][f] =
            theta[offset("tokens.weight") + token * d + f].plus(
                theta[offset("positions.weight") + t * d + f]);
      }
    }
    for (int l = 0; l < network.layers(); l++) {
      block(theta, "layers." + l + ".", a);
    }
    var z = new HyperDual[network.length()][];
    for (int t = 0; t < network.length(); t++) {
      z[t] = linear(theta, "output.weight", "output.bias", norm(theta, "norm", a[t]));
    }
    return z;
  }

  private void block(HyperDual[] theta, String name, HyperDual[][] a) {
    int d = network.block().width();
    int each = d / network.block().heads();
    var projected = new HyperDual[a.length][];
    for (int t = 0; t < a.length; t++) {
      projected[t] =
          linear(
              theta,
              name + "self_attn.in_proj_weight",
              name + "self_attn.in_proj_bias",
              norm(theta, name + "norm1", a[t]));
    }
    for (int t = 0; t < a.length; t++) {
      var seen = new HyperDual[d];
      for (int f = 0; f < d; f++) {
        int head = f / each;
        var sum = HyperDual.of(0);
        var weighted = HyperDual.of(0);
        for (int s = 0; s <= t; s++) {
          var score = HyperDual.of(0);
          for (int g = head * each; g < (head + 1) * each; g++) {
            score = score.plus(projected[t][g].times(projected[s][d + g]));
          }
          var weight = score.times(1 / Math.sqrt(each)).exp();
          sum = sum.plus(weight);
          weighted = weighted.plus(weight.times(projected[s][2 * d + f]));
        }
        seen[f] = weighted.over(sum);
      }
      var step =
          linear(theta, name + "self_attn.out_proj.weight", name + "self_attn.out_proj.bias", seen);
      add(step, a[t]);
      var inner =
          linear(
              theta,
              name + "linear1.weight",
              name + "linear1.bias",
              norm(theta, name + "norm2", a[t]));
      for (int f = 0; f < inner.length; f++) {
        inner[f] = activate(inner[f]);
      }
      add(linear(theta, name + "linear2.weight", name + "linear2.bias", inner), a[t]);
    }
  }

  private static void add(HyperDual[] step, HyperDual[] a) {
    for (int f = 0; f < a.length; f++) {
      a[f] = a[f].plus(step[f]);
    }
  }

  private HyperDual[] linear(HyperDual[] theta, String weight, String bias, HyperDual[] a) {
    var out = new HyperDual[Math.toIntExact(entries.get(bias).size())];
    int w = offset(weight);
    int b = offset(bias);
    for (int o = 0; o < out.length; o++) {
      out[o] = theta[b + o];
      for (int f = 0; f < a.length; f++) {
        out[o] = out[o].plus(theta[w + o * a.length + f].times(a[f]));
      }
    }
    return out;
  }

  private HyperDual[] norm(HyperDual[] theta, String name, HyperDual[] a) {
    var mean = HyperDual.of(0);
    for (var value : a) {
      mean = mean.plus(value.times(1.0 / a.length));
    }
    var variance = HyperDual.of(0);
    for (var value : a) {
      var apart = value.minus(mean);
      variance = variance.plus(apart.times(apart).times(1.0 / a.length));
    }
    var deviation = variance.plus(1e-5).sqrt();
    var normed = new HyperDual[a.length];
    int scale = offset(name + ".weight");
    int bias = offset(name + ".bias");
    for (int f = 0; f < a.length; f++) {
      normed[f] = a[f].minus(mean).over(deviation).times(theta[scale + f]).plus(theta[bias + f]);
    }
    return normed;
  }

  private HyperDual activate(HyperDual h) {
    double v = h.value();
    return switch (network.block().activation()) {
      case GELU -> {
        double density = Math.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
        double phi = 0.5 + DenseOracle.normalIntegral(v);
        yield h.through(v * phi, phi + v * density, density * (2 - v * v));
      }
      case TANH -> {
        double t = Math.tanh(v);
        yield h.through(t, 1 - t * t, -2 * t * (1 - t * t));
      }
      default -> throw new IllegalArgumentException("not transcribed");
    };
  }

  private int offset(String name) {
    return Math.toIntExact(entries.get(name).offset());
  }

  private int target(int example, int t) {
    return ((Targets.Tokens) data.targets()).tokens()[example * network.length() + t];
  }

  private HyperDual loss(HyperDual[] z, int target) {
    var sum = HyperDual.of(0);
    switch (criterion) {
      case Loss.CrossEntropy() -> {
        for (var score : z) {
          sum = sum.plus(score.exp());
        }
        return sum.log().minus(z[target]);
      }
      case Loss.SquaredError(var convention) -> {
        for (int c = 0; c < z.length; c++) {
          var apart = z[c].plus(c == target ? -1 : 0);
          sum = sum.plus(apart.times(apart));
        }
        return sum.times(DenseOracle.factor(convention, z.length));
      }
    }
  }

  private double[][] curvature(double[] z) {
    return DenseOracle.curvature(criterion, z);
  }

  private static double[][] identity(int v) {
    var identity = new double[v][v];
    for (int c = 0; c < v; c++) {
      identity[c][c] = 1;
    }
    return identity;
  }

  private double[] unit(int j) {
    var unit = new double[at.length];
    unit[j] = 1;
    return unit;
  }
}
