package brink.nn.objective;

import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.network.Activation;
import brink.nn.network.Mlp;
import java.util.stream.IntStream;

/**
 * The objective of a small network, transcribed number by number: derivatives of the outputs by
 * propagating every parameter's first and second derivative forward through the layers.
 */
final class DenseOracle {
  final double loss;
  final double[] gradient; // [P]
  final double[][] gaussNewton; // [P][P]
  final double[][] classical; // [P][P]
  final double[][] residual; // [P][P]

  DenseOracle(Mlp mlp, Loss criterion, DataSet data, double[] theta) {
    this(
        criterion,
        data,
        theta.length,
        IntStream.range(0, data.size())
            .mapToObj(i -> outputs(mlp, theta, data, i))
            .toArray(Jet[][]::new));
  }

  /** Of any network, given its outputs [n x C] with their derivatives in p parameters. */
  DenseOracle(Loss criterion, DataSet data, int p, Jet[][] network) {
    int n = data.size();
    int outputs = network[0].length;
    double total = 0;
    gradient = new double[p];
    gaussNewton = new double[p][p];
    classical = new double[p][p];
    residual = new double[p][p];
    for (int i = 0; i < n; i++) {
      var y = target(data, i, outputs);
      var z = network[i];
      var values = new double[outputs];
      for (int c = 0; c < outputs; c++) {
        values[c] = z[c].value();
      }
      total += loss(criterion, values, y) / n;
      var slope = slope(criterion, values, y);
      var curvature = curvature(criterion, values);
      for (int j = 0; j < p; j++) {
        for (int c = 0; c < outputs; c++) {
          gradient[j] += slope[c] * z[c].first()[j] / n;
        }
        for (int k = 0; k < p; k++) {
          for (int c = 0; c < outputs; c++) {
            residual[j][k] += slope[c] * z[c].second()[j][k] / n;
            classical[j][k] += z[c].first()[j] * z[c].first()[k] / n;
            for (int e = 0; e < outputs; e++) {
              gaussNewton[j][k] += z[c].first()[j] * curvature[c][e] * z[e].first()[k] / n;
            }
          }
        }
      }
    }
    loss = total;
  }

  double[][] hessian() {
    int p = gradient.length;
    var sum = new double[p][p];
    for (int j = 0; j < p; j++) {
      for (int k = 0; k < p; k++) {
        sum[j][k] = gaussNewton[j][k] + residual[j][k];
      }
    }
    return sum;
  }

  private static Jet[] outputs(Mlp mlp, double[] theta, DataSet data, int example) {
    int d = data.features();
    var a = new Jet[d];
    for (int f = 0; f < d; f++) {
      a[f] = Jet.constant(data.inputs()[example * d + f], theta.length);
    }
    int next = 0;
    for (int l = 0; l < mlp.layers(); l++) {
      int in = mlp.width(l);
      int out = mlp.width(l + 1);
      var above = new Jet[out];
      for (int o = 0; o < out; o++) {
        var h = Jet.parameter(theta, next + out * in + o);
        for (int f = 0; f < in; f++) {
          h = h.plus(Jet.parameter(theta, next + o * in + f).times(a[f]));
        }
        above[o] = l + 1 < mlp.layers() ? activate(mlp.activation(), h) : h;
      }
      next += out * in + out;
      a = above;
    }
    return a;
  }

  static Jet activate(Activation s, Jet jet) {
    double h = jet.value();
    return switch (s) {
      case TANH -> {
        double t = Math.tanh(h);
        yield jet.through(t, 1 - t * t, -2 * t * (1 - t * t));
      }
      case RELU -> jet.through(Math.max(h, 0), h > 0 ? 1 : 0, 0);
      case ELU ->
          h > 0 ? jet.through(h, 1, 0) : jet.through(Math.expm1(h), Math.exp(h), Math.exp(h));
      case SOFTPLUS -> {
        double sigmoid = 1 / (1 + Math.exp(-h));
        yield jet.through(Math.log1p(Math.exp(h)), sigmoid, sigmoid * (1 - sigmoid));
      }
      case HARDTANH -> Math.abs(h) < 1 ? jet.through(h, 1, 0) : jet.through(Math.signum(h), 0, 0);
      case GELU -> {
        double density = Math.exp(-h * h / 2) / Math.sqrt(2 * Math.PI);
        double phi = 0.5 + normalIntegral(h);
        yield jet.through(h * phi, phi + h * density, density * (2 - h * h));
      }
      case IDENTITY -> jet.through(h, 1, 0);
    };
  }

  /** The integral of the normal density from 0 to h, by its power series. */
  static double normalIntegral(double h) {
    double term = h;
    double sum = h;
    for (int k = 1; k < 200 && Math.abs(term) > 1e-20; k++) {
      term *= h * h / (2 * k + 1);
      sum += term;
    }
    return sum * Math.exp(-h * h / 2) / Math.sqrt(2 * Math.PI);
  }

  private static double[] target(DataSet data, int example, int outputs) {
    var y = new double[outputs];
    switch (data.targets()) {
      case Targets.Labels labels -> y[labels.labels()[example]] = 1;
      case Targets.Values values ->
          System.arraycopy(values.values(), example * outputs, y, 0, outputs);
      case Targets.Tokens _ -> throw new IllegalArgumentException("an MLP reads no words");
    }
    return y;
  }

  static double factor(Loss.Convention convention, int outputs) {
    return switch (convention) {
      case SUM -> 1;
      case HALF_SUM -> 0.5;
      case MEAN -> 1.0 / outputs;
      case HALF_MEAN -> 0.5 / outputs;
    };
  }

  private static double[] softmax(double[] z) {
    double sum = 0;
    for (double v : z) {
      sum += Math.exp(v);
    }
    var p = new double[z.length];
    for (int c = 0; c < z.length; c++) {
      p[c] = Math.exp(z[c]) / sum;
    }
    return p;
  }

  private static double loss(Loss criterion, double[] z, double[] y) {
    double sum = 0;
    for (int c = 0; c < z.length; c++) {
      sum +=
          switch (criterion) {
            case Loss.CrossEntropy() -> -y[c] * Math.log(softmax(z)[c]);
            case Loss.SquaredError(var convention) ->
                factor(convention, z.length) * (z[c] - y[c]) * (z[c] - y[c]);
          };
    }
    return sum;
  }

  private static double[] slope(Loss criterion, double[] z, double[] y) {
    var slope = new double[z.length];
    for (int c = 0; c < z.length; c++) {
      slope[c] =
          switch (criterion) {
            case Loss.CrossEntropy() -> softmax(z)[c] - y[c];
            case Loss.SquaredError(var convention) ->
                2 * factor(convention, z.length) * (z[c] - y[c]);
          };
    }
    return slope;
  }

  static double[][] curvature(Loss criterion, double[] z) {
    var curvature = new double[z.length][z.length];
    var p = softmax(z);
    for (int c = 0; c < z.length; c++) {
      for (int e = 0; e < z.length; e++) {
        curvature[c][e] =
            switch (criterion) {
              case Loss.CrossEntropy() -> (c == e ? p[c] : 0) - p[c] * p[e];
              case Loss.SquaredError(var convention) ->
                  c == e ? 2 * factor(convention, z.length) : 0;
            };
      }
    }
    return curvature;
  }
}
