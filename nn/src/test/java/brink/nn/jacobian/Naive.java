package brink.nn.jacobian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.nn.data.DataSet;
import brink.nn.network.Activation;
import brink.nn.network.Mlp;
import brink.nn.objective.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;
import org.ejml.dense.row.factory.DecompositionFactory_DDRM;

/**
 * The decomposition word for word, example by example, every Jacobian a matrix and every norm from
 * its singular values: dh^l/dtheta is carried forward through the layers, and nothing is known of
 * how the norms of K_l and D_l hang together.
 */
final class Naive {
  /** One example; index l at l. */
  record Example(
      DMatrixRMaj k, // [C x P]
      DMatrixRMaj[] kOfLayer, // [C x P_l]
      DMatrixRMaj[] z, // dz/dh^l [C x d_l]
      DMatrixRMaj[] d, // D_l [C x d_l]
      DMatrixRMaj[] j, // J_l [d_{l+1} x d_l]
      double[] x) {} // activation ratio

  final List<Example> examples;
  final int layers;

  Naive(int layers, List<Example> examples) {
    this.layers = layers;
    this.examples = List.copyOf(examples);
  }

  Naive(Mlp mlp, Loss loss, DataSet data, double[] theta) {
    var transcribed = new ArrayList<Example>();
    int features = data.features();
    for (int i = 0; i < data.size(); i++) {
      var input = new double[features];
      System.arraycopy(data.inputs(), i * features, input, 0, features);
      transcribed.add(example(mlp, loss, theta, input));
    }
    this(mlp.layers(), transcribed);
  }

  double mean(ToDoubleFunction<Example> quantity) {
    return examples.stream().mapToDouble(quantity).average().orElseThrow();
  }

  double squaredK() {
    return mean(e -> squaredNorm(e.k));
  }

  double squaredK(int l) {
    return mean(e -> squaredNorm(e.kOfLayer[l]));
  }

  double squaredD(int l) {
    return mean(e -> squaredNorm(e.d[l]));
  }

  double squaredJ(int l) {
    return mean(e -> squaredNorm(e.j[l]));
  }

  double squaredX(int l) {
    return mean(e -> e.x[l] * e.x[l]);
  }

  /** {@code Al(x_l, D_l/x_l)}. */
  double alignmentX(int l) {
    double whole = squaredX(l) * mean(e -> squaredNorm(scaled(1 / e.x[l], e.d[l])));
    return squaredD(l) / whole;
  }

  /** {@code Al(D_{l+1}, J_l)}. */
  double alignmentJ(int l) {
    return mean(e -> squaredNorm(product(e.d[l + 1], e.j[l]))) / (squaredD(l + 1) * squaredJ(l));
  }

  /** {@code E[K^T K]}, [P x P]. */
  DMatrixRMaj gaussNewton() {
    var sum = new DMatrixRMaj(examples.getFirst().k.numCols, examples.getFirst().k.numCols);
    for (var e : examples) {
      CommonOps_DDRM.multAddTransA(1.0 / examples.size(), e.k, e.k, sum);
    }
    return sum;
  }

  /** Checks that every quantity of a decomposition is what its definition says. */
  void assertAgrees(Decomposition fast, double tolerance) {
    assertThat(fast.layers()).isEqualTo(layers);
    close(fast.squaredK(), squaredK(), tolerance, "E|K|^2");
    double sum = 0;
    double px = 1;
    double ax = 1;
    double pj = 1;
    double aj = 1;
    for (int l = layers; l >= 1; l--) {
      close(fast.squaredD(l), squaredD(l), tolerance, "E|D_" + l + "|^2");
      close(fast.squaredK(l), squaredK(l), tolerance, "E|K_" + l + "|^2");
      close(fast.alignmentM(l), squaredK(l) / squaredD(l), tolerance, "AL_M^" + l);
      sum += squaredK(l);
      if (l < layers) {
        close(fast.link(l).squaredJ(), squaredJ(l), tolerance, "E|J_" + l + "|^2");
        close(fast.link(l).squaredX(), squaredX(l), tolerance, "E[x_" + l + "^2]");
        close(fast.alignmentX(l), alignmentX(l), tolerance, "Al(x_l, D_l/x_l), l = " + l);
        close(fast.alignmentJ(l), alignmentJ(l), tolerance, "Al(D_{l+1}, J_l), l = " + l);
        px *= squaredX(l);
        ax *= alignmentX(l);
        pj *= squaredJ(l);
        aj *= alignmentJ(l);
      }
      close(fast.products(l).x(), px, tolerance, "PI_x^" + l);
      close(fast.products(l).alignmentX(), ax, tolerance, "AL_x^" + l);
      close(fast.products(l).j(), pj, tolerance, "PI_J^" + l);
      close(fast.products(l).alignmentJ(), aj, tolerance, "AL_J^" + l);
    }
    close(fast.sumOfSquaredK(), sum, tolerance, "sum_l E|K_l|^2");
    assertThat(fast.squaredK()).isLessThanOrEqualTo(fast.sumOfSquaredK() * (1 + tolerance));
  }

  private static void close(double actual, double expected, double tolerance, String what) {
    assertThat(actual).as(what).isCloseTo(expected, within(tolerance * Math.abs(expected)));
  }

  private static Example example(Mlp mlp, Loss loss, double[] theta, double[] input) {
    int last = mlp.layers();
    var w = new DMatrixRMaj[last + 1];
    var j = new DMatrixRMaj[last];
    var scale = new double[last + 1]; // sqrt(1 + |a^{l-1}|^2)
    var first = new int[last + 2]; // where layer l begins in theta
    var a = input;
    var da = new DMatrixRMaj(mlp.width(0), theta.length); // da^{l-1}/dtheta
    var slope = new double[0];
    for (int l = 1; l <= last; l++) {
      int in = mlp.width(l - 1);
      int out = mlp.width(l);
      first[l + 1] = first[l] + out * in + out;
      w[l] = new DMatrixRMaj(out, in);
      System.arraycopy(theta, first[l], w[l].data, 0, out * in);
      double square = 1;
      for (double number : a) {
        square += number * number;
      }
      scale[l] = Math.sqrt(square);
      if (l > 1) {
        j[l - 1] = w[l].copy();
        CommonOps_DDRM.multCols(j[l - 1], slope);
      }
      var dh = product(w[l], da);
      var h = new double[out];
      for (int o = 0; o < out; o++) {
        h[o] = theta[first[l] + out * in + o];
        dh.add(o, first[l] + out * in + o, 1);
        for (int i = 0; i < in; i++) {
          h[o] += w[l].get(o, i) * a[i];
          dh.add(o, first[l] + o * in + i, a[i]);
        }
      }
      slope = new double[out];
      a = new double[out];
      for (int o = 0; o < out; o++) {
        a[o] = l < last ? value(mlp.activation(), h[o]) : h[o];
        slope[o] = l < last ? slope(mlp.activation(), h[o]) : 1;
      }
      da = dh;
      CommonOps_DDRM.multRows(slope, da);
    }
    var root = symmetricRoot(curvature(loss, a));
    var k = product(root, da);
    var z = new DMatrixRMaj[last + 1];
    var d = new DMatrixRMaj[last + 1];
    var kOfLayer = new DMatrixRMaj[last + 1];
    var x = new double[last];
    for (int l = last; l >= 1; l--) {
      z[l] = l == last ? CommonOps_DDRM.identity(mlp.outputs()) : product(z[l + 1], j[l]);
      d[l] = scaled(scale[l], product(root, z[l]));
      kOfLayer[l] = CommonOps_DDRM.extract(k, 0, k.numRows, first[l], first[l + 1]);
      if (l < last) {
        x[l] = scale[l] / scale[l + 1];
      }
    }
    return new Example(k, kOfLayer, z, d, j, x);
  }

  private static double value(Activation s, double h) {
    return switch (s) {
      case TANH -> Math.tanh(h);
      case RELU -> Math.max(h, 0);
      case ELU -> h > 0 ? h : Math.expm1(h);
      case SOFTPLUS -> Math.log1p(Math.exp(h));
      case HARDTANH -> Math.clamp(h, -1, 1);
      case GELU -> h * normal(h);
      case IDENTITY -> h;
    };
  }

  private static double slope(Activation s, double h) {
    return switch (s) {
      case TANH -> 1 - Math.tanh(h) * Math.tanh(h);
      case RELU -> h > 0 ? 1 : 0;
      case ELU -> h > 0 ? 1 : Math.exp(h);
      case SOFTPLUS -> 1 / (1 + Math.exp(-h));
      case HARDTANH -> Math.abs(h) < 1 ? 1 : 0;
      case GELU -> normal(h) + h * Math.exp(-h * h / 2) / Math.sqrt(2 * Math.PI);
      case IDENTITY -> 1;
    };
  }

  /** The normal distribution function: Simpson's rule on 2,000 intervals. */
  private static double normal(double h) {
    int intervals = 2000;
    double sum = 0;
    for (int i = 0; i <= intervals; i++) {
      double t = h * i / intervals;
      double weight = i == 0 || i == intervals ? 1 : i % 2 == 1 ? 4 : 2;
      sum += weight * Math.exp(-t * t / 2);
    }
    return 0.5 + sum * h / (3 * intervals) / Math.sqrt(2 * Math.PI);
  }

  static DMatrixRMaj curvature(Loss loss, double[] z) {
    int c = z.length;
    var curvature = new DMatrixRMaj(c, c);
    double total = 0;
    for (double number : z) {
      total += Math.exp(number);
    }
    for (int i = 0; i < c; i++) {
      for (int e = 0; e < c; e++) {
        double here = Math.exp(z[i]) / total;
        double there = Math.exp(z[e]) / total;
        curvature.set(
            i,
            e,
            switch (loss) {
              case Loss.CrossEntropy() -> (i == e ? here : 0) - here * there;
              case Loss.SquaredError(var convention) ->
                  i != e
                      ? 0
                      : switch (convention) {
                        case SUM -> 2;
                        case HALF_SUM -> 1;
                        case MEAN -> 2.0 / c;
                        case HALF_MEAN -> 1.0 / c;
                      };
            });
      }
    }
    return curvature;
  }

  static DMatrixRMaj symmetricRoot(DMatrixRMaj h) {
    var eigen = DecompositionFactory_DDRM.eig(h.numRows, true, true);
    eigen.decompose(h.copy());
    var root = new DMatrixRMaj(h.numRows, h.numCols);
    for (int i = 0; i < h.numRows; i++) {
      var v = eigen.getEigenVector(i);
      double value = Math.sqrt(Math.max(0, eigen.getEigenvalue(i).getReal()));
      CommonOps_DDRM.multAddTransB(value, v, v, root);
    }
    return root;
  }

  static DMatrixRMaj product(DMatrixRMaj a, DMatrixRMaj b) {
    var product = new DMatrixRMaj(a.numRows, b.numCols);
    CommonOps_DDRM.mult(a, b, product);
    return product;
  }

  static DMatrixRMaj scaled(double c, DMatrixRMaj a) {
    var scaled = a.copy();
    CommonOps_DDRM.scale(c, scaled);
    return scaled;
  }

  /** The largest singular value, squared. */
  static double squaredNorm(DMatrixRMaj a) {
    var svd = DecompositionFactory_DDRM.svd(a.numRows, a.numCols, false, false, true);
    svd.decompose(a.copy());
    double largest = 0;
    for (double value : svd.getSingularValues()) {
      largest = Math.max(largest, value);
    }
    return largest * largest;
  }

  /** The largest eigenvalue of a symmetric matrix. */
  static double top(DMatrixRMaj symmetric) {
    var eigen = DecompositionFactory_DDRM.eig(symmetric.numRows, false, true);
    eigen.decompose(symmetric.copy());
    double top = eigen.getEigenvalue(0).getReal();
    for (int i = 1; i < symmetric.numRows; i++) {
      top = Math.max(top, eigen.getEigenvalue(i).getReal());
    }
    return top;
  }
}
