package brink.nn.objective;

import brink.nn.data.DataSet;
import brink.nn.network.Activation;

/**
 * Networks for images, transcribed number by number with their derivatives. Each method is one kind
 * of layer; those with parameters take them from theta one after the other.
 */
public final class NaiveImages {
  private final double[] theta;
  private int next;

  public NaiveImages(double[] theta) {
    this.theta = theta;
  }

  private Jet zero() {
    return Jet.constant(0, theta.length);
  }

  private Jet[] take(int count) {
    var taken = new Jet[count];
    for (int i = 0; i < count; i++) {
      taken[i] = Jet.parameter(theta, next++);
    }
    return taken;
  }

  /** The examples of a data set as images, [n][c][h][w]. */
  public Jet[][][][] images(DataSet data) {
    int n = data.size();
    var images = new Jet[n][data.shape().get(0)][data.shape().get(1)][data.shape().get(2)];
    int at = 0;
    for (var image : images) {
      for (var channel : image) {
        for (var row : channel) {
          for (int x = 0; x < row.length; x++) {
            row[x] = Jet.constant(data.inputs()[at++], theta.length);
          }
        }
      }
    }
    return images;
  }

  /** A 3 x 3 convolution with zeros around. */
  public Jet[][][][] convolution(Jet[][][][] a, int out, int stride, boolean biased) {
    int in = a[0].length;
    int height = a[0][0].length;
    int width = a[0][0][0].length;
    var kernel = take(out * in * 9);
    var bias = take(biased ? out : 0);
    var result =
        new Jet[a.length][out][(height + stride - 1) / stride][(width + stride - 1) / stride];
    for (int i = 0; i < a.length; i++) {
      for (int o = 0; o < out; o++) {
        for (int y = 0; y < result[i][o].length; y++) {
          for (int x = 0; x < result[i][o][y].length; x++) {
            var sum = biased ? bias[o] : zero();
            for (int c = 0; c < in; c++) {
              for (int ky = 0; ky < 3; ky++) {
                for (int kx = 0; kx < 3; kx++) {
                  int fromY = y * stride + ky - 1;
                  int fromX = x * stride + kx - 1;
                  if (fromY >= 0 && fromY < height && fromX >= 0 && fromX < width) {
                    var weight = kernel[((o * in + c) * 3 + ky) * 3 + kx];
                    sum = sum.plus(weight.times(a[i][c][fromY][fromX]));
                  }
                }
              }
            }
            result[i][o][y][x] = sum;
          }
        }
      }
    }
    return result;
  }

  /** What is normalised together. */
  public enum Together {
    /** A channel of consecutive examples. */
    CHANNEL_OF_GHOST_BATCH,
    /** All of one example. */
    EXAMPLE
  }

  /** Batch norm over ghost batches, or layer norm for {@code EXAMPLE}. */
  public Jet[][][][] norm(Jet[][][][] a, Together together, int ghost) {
    int channels = a[0].length;
    int height = a[0][0].length;
    int width = a[0][0][0].length;
    var scale = take(channels);
    var shift = take(channels);
    var result = new Jet[a.length][channels][height][width];
    for (int i = 0; i < a.length; i++) {
      for (int c = 0; c < channels; c++) {
        int firstExample = together == Together.EXAMPLE ? i : i / ghost * ghost;
        int examples = together == Together.EXAMPLE ? 1 : ghost;
        int firstChannel = together == Together.EXAMPLE ? 0 : c;
        int endChannel = together == Together.EXAMPLE ? channels : c + 1;
        double weight = 1.0 / (examples * (endChannel - firstChannel) * height * width);
        var mean = zero();
        var square = zero();
        for (int j = firstExample; j < firstExample + examples; j++) {
          for (int d = firstChannel; d < endChannel; d++) {
            for (var row : a[j][d]) {
              for (var number : row) {
                mean = mean.plus(times(weight, number));
                square = square.plus(times(weight, number.times(number)));
              }
            }
          }
        }
        var variance = square.plus(times(-1, mean.times(mean)));
        double v = variance.value() + 1e-5;
        var inverse =
            variance.through(1 / Math.sqrt(v), -0.5 * Math.pow(v, -1.5), 0.75 * Math.pow(v, -2.5));
        for (int y = 0; y < height; y++) {
          for (int x = 0; x < width; x++) {
            var standard = a[i][c][y][x].plus(times(-1, mean)).times(inverse);
            result[i][c][y][x] = standard.times(scale[c]).plus(shift[c]);
          }
        }
      }
    }
    return result;
  }

  private static Jet times(double c, Jet jet) {
    return jet.through(c * jet.value(), c, 0);
  }

  /** An activation at every place. */
  public Jet[][][][] activation(Jet[][][][] a, Activation s) {
    var result = new Jet[a.length][a[0].length][a[0][0].length][a[0][0][0].length];
    for (int i = 0; i < a.length; i++) {
      for (int c = 0; c < a[i].length; c++) {
        for (int y = 0; y < a[i][c].length; y++) {
          for (int x = 0; x < a[i][c][y].length; x++) {
            result[i][c][y][x] = DenseOracle.activate(s, a[i][c][y][x]);
          }
        }
      }
    }
    return result;
  }

  /** The largest of 2 x 2 places, or their mean. */
  public Jet[][][][] pool(Jet[][][][] a, boolean largest) {
    var result = new Jet[a.length][a[0].length][a[0][0].length / 2][a[0][0][0].length / 2];
    for (int i = 0; i < a.length; i++) {
      for (int c = 0; c < a[i].length; c++) {
        for (int y = 0; y < result[i][c].length; y++) {
          for (int x = 0; x < result[i][c][y].length; x++) {
            var best = a[i][c][2 * y][2 * x];
            var sum = zero();
            for (int k = 0; k < 4; k++) {
              var one = a[i][c][2 * y + k / 2][2 * x + k % 2];
              best = one.value() > best.value() ? one : best;
              sum = sum.plus(times(0.25, one));
            }
            result[i][c][y][x] = largest ? best : sum;
          }
        }
      }
    }
    return result;
  }

  /**
   * Two images added place by place, the second with zero channels around and every second place.
   */
  public Jet[][][][] addShortcut(Jet[][][][] a, Jet[][][][] shortcut) {
    int stride = shortcut[0][0].length == a[0][0].length ? 1 : 2;
    int before = (a[0].length - shortcut[0].length) / 2;
    var result = new Jet[a.length][a[0].length][a[0][0].length][a[0][0][0].length];
    for (int i = 0; i < a.length; i++) {
      for (int c = 0; c < a[i].length; c++) {
        for (int y = 0; y < a[i][c].length; y++) {
          for (int x = 0; x < a[i][c][y].length; x++) {
            boolean there = c >= before && c - before < shortcut[i].length;
            result[i][c][y][x] =
                there
                    ? a[i][c][y][x].plus(shortcut[i][c - before][y * stride][x * stride])
                    : a[i][c][y][x];
          }
        }
      }
    }
    return result;
  }

  /** All numbers of every image, [n][c h w]. */
  public Jet[][] flat(Jet[][][][] a) {
    var result = new Jet[a.length][a[0].length * a[0][0].length * a[0][0][0].length];
    for (int i = 0; i < a.length; i++) {
      int at = 0;
      for (var channel : a[i]) {
        for (var row : channel) {
          for (var number : row) {
            result[i][at++] = number;
          }
        }
      }
    }
    return result;
  }

  /** The mean of every channel, [n][c]. */
  public Jet[][] means(Jet[][][][] a) {
    var result = new Jet[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int c = 0; c < a[i].length; c++) {
        var sum = zero();
        for (var row : a[i][c]) {
          for (var number : row) {
            sum = sum.plus(times(1.0 / (a[i][c].length * row.length), number));
          }
        }
        result[i][c] = sum;
      }
    }
    return result;
  }

  /** A fully connected layer. */
  public Jet[][] linear(Jet[][] a, int out) {
    int in = a[0].length;
    var weight = take(out * in);
    var bias = take(out);
    var result = new Jet[a.length][out];
    for (int i = 0; i < a.length; i++) {
      for (int o = 0; o < out; o++) {
        result[i][o] = bias[o];
        for (int f = 0; f < in; f++) {
          result[i][o] = result[i][o].plus(weight[o * in + f].times(a[i][f]));
        }
      }
    }
    return result;
  }

  /** An activation of every number. */
  public Jet[][] hidden(Jet[][] a, Activation s) {
    var result = new Jet[a.length][a[0].length];
    for (int i = 0; i < a.length; i++) {
      for (int f = 0; f < a[i].length; f++) {
        result[i][f] = DenseOracle.activate(s, a[i][f]);
      }
    }
    return result;
  }

  /** How many parameters were taken. */
  public int taken() {
    return next;
  }
}
