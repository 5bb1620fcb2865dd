package brink.nn.jacobian;

import brink.nn.data.DataSet;
import brink.nn.objective.Jet;
import brink.nn.objective.Loss;
import brink.nn.objective.NaiveImages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The decomposition of a network for images word for word: every layer a transcription of its own
 * whose parameters and inputs are the variables, so that {@code M_l = dh^l/dtheta_l} and {@code
 * J_{l-1} = dh^l/dh^{l-1}} are matrices, and every norm from singular values.
 */
final class NaiveChain {
  /** A layer of the chain, of one image [1][c][h][w]; what is flat is [1][d][1][1]. */
  @FunctionalInterface
  interface Link {
    Jet[][][][] of(NaiveImages layers, Jet[][][][] signals);
  }

  private final List<Link> links;

  NaiveChain(List<Link> links) {
    this.links = links;
  }

  /** Flat numbers as an image of one place. */
  static Jet[][][][] image(Jet[][] flat) {
    var image = new Jet[flat.length][flat[0].length][1][1];
    for (int i = 0; i < flat.length; i++) {
      for (int c = 0; c < flat[i].length; c++) {
        image[i][c][0][0] = flat[i][c];
      }
    }
    return image;
  }

  Naive at(DataSet data, Loss loss, double[] theta) {
    var examples = new ArrayList<Naive.Example>();
    int size = data.features();
    for (int i = 0; i < data.size(); i++) {
      var pixels = Arrays.copyOfRange(data.inputs(), i * size, (i + 1) * size);
      examples.add(example(values(pixels, data.shape()), loss, theta));
    }
    return new Naive(links.size(), examples);
  }

  private static double[][][] values(double[] numbers, List<Integer> shape) {
    var image = new double[shape.get(0)][shape.get(1)][shape.get(2)];
    int at = 0;
    for (var channel : image) {
      for (var row : channel) {
        for (int x = 0; x < row.length; x++) {
          row[x] = numbers[at++];
        }
      }
    }
    return image;
  }

  private Naive.Example example(double[][][] pixels, Loss loss, double[] theta) {
    int last = links.size();
    var m = new DMatrixRMaj[last + 1];
    var j = new DMatrixRMaj[last];
    var h = pixels;
    int taken = 0;
    for (int l = 1; l <= last; l++) {
      var rest = Arrays.copyOfRange(theta, taken, theta.length);
      int own = parameters(links.get(l - 1), rest, h);
      var variables = joined(Arrays.copyOf(rest, own), h);
      var out = links.get(l - 1).of(new NaiveImages(variables), signals(h, variables, own));
      var jacobian = jacobian(out[0], variables.length);
      m[l] = CommonOps_DDRM.extract(jacobian, 0, jacobian.numRows, 0, own);
      if (l > 1) {
        j[l - 1] = CommonOps_DDRM.extract(jacobian, 0, jacobian.numRows, own, jacobian.numCols);
      }
      h = values(out[0]);
      taken += own;
    }
    var z = new DMatrixRMaj[last + 1];
    var d = new DMatrixRMaj[last + 1];
    var k = new DMatrixRMaj[last + 1];
    var x = new double[last];
    var root = Naive.symmetricRoot(Naive.curvature(loss, flat(h)));
    for (int l = last; l >= 1; l--) {
      z[l] = l == last ? CommonOps_DDRM.identity(m[l].numRows) : Naive.product(z[l + 1], j[l]);
      var sz = Naive.product(root, z[l]);
      d[l] = Naive.scaled(Math.sqrt(Naive.squaredNorm(m[l])), sz);
      k[l] = Naive.product(sz, m[l]);
      if (l < last) {
        x[l] = Math.sqrt(Naive.squaredNorm(m[l]) / Naive.squaredNorm(m[l + 1]));
      }
    }
    var whole = k[1];
    for (int l = 2; l <= last; l++) {
      whole = CommonOps_DDRM.concatColumns(whole, k[l], null);
    }
    return new Naive.Example(whole, k, z, d, j, x);
  }

  /** How many of the first numbers a layer takes. */
  private static int parameters(Link link, double[] numbers, double[][][] h) {
    var layers = new NaiveImages(joined(numbers, h));
    link.of(layers, signals(h, joined(numbers, h), numbers.length));
    return layers.taken();
  }

  private static double[] joined(double[] parameters, double[][][] h) {
    var signals = flat(h);
    var all = Arrays.copyOf(parameters, parameters.length + signals.length);
    System.arraycopy(signals, 0, all, parameters.length, signals.length);
    return all;
  }

  private static Jet[][][][] signals(double[][][] h, double[] variables, int from) {
    var signals = new Jet[1][h.length][h[0].length][h[0][0].length];
    int at = from;
    for (var channel : signals[0]) {
      for (var row : channel) {
        for (int x = 0; x < row.length; x++) {
          row[x] = Jet.parameter(variables, at++);
        }
      }
    }
    return signals;
  }

  private static DMatrixRMaj jacobian(Jet[][][] out, int variables) {
    var rows = new ArrayList<double[]>();
    for (var channel : out) {
      for (var row : channel) {
        for (var jet : row) {
          rows.add(jet.first());
        }
      }
    }
    var jacobian = new DMatrixRMaj(rows.size(), variables);
    for (int i = 0; i < rows.size(); i++) {
      System.arraycopy(rows.get(i), 0, jacobian.data, i * variables, variables);
    }
    return jacobian;
  }

  private static double[][][] values(Jet[][][] out) {
    var values = new double[out.length][out[0].length][out[0][0].length];
    for (int c = 0; c < out.length; c++) {
      for (int y = 0; y < out[c].length; y++) {
        for (int x = 0; x < out[c][y].length; x++) {
          values[c][y][x] = out[c][y][x].value();
        }
      }
    }
    return values;
  }

  private static double[] flat(double[][][] h) {
    return Arrays.stream(h).flatMap(Arrays::stream).flatMapToDouble(Arrays::stream).toArray();
  }
}
