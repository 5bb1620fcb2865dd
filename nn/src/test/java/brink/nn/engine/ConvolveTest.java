package brink.nn.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.random.RandomStream;
import brink.core.vector.Precision;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConvolveTest {
  private static double[] numbers(String name, int count) {
    return RandomStream.of(4, name).doubles(count, -1, 1).toArray();
  }

  @ParameterizedTest
  @CsvSource({
    "2, 6, 5, 3, 1", // more places than channels
    "2, 6, 5, 3, 2",
    "7, 2, 3, 4, 1", // fewer
    "7, 3, 2, 4, 2",
    "7, 1, 1, 4, 1",
    "7, 1, 1, 4, 2"
  })
  void isTheSumOverTheKernelWhicheverWayItIsComputed(
      int in, int height, int width, int out, int stride) {
    int n = 3;
    var x = numbers("x", n * in * height * width);
    var w = numbers("w", out * in * 9);
    var b = numbers("b", out);
    int high = (height + stride - 1) / stride;
    int wide = (width + stride - 1) / stride;
    var expected = new double[n * out * high * wide];
    int at = 0;
    for (int i = 0; i < n; i++) {
      for (int o = 0; o < out; o++) {
        for (int y = 0; y < high; y++) {
          for (int z = 0; z < wide; z++) {
            double sum = b[o];
            for (int k = 0; k < in * 9; k++) {
              int fromY = y * stride + k % 9 / 3 - 1;
              int fromX = z * stride + k % 3 - 1;
              if (fromY >= 0 && fromY < height && fromX >= 0 && fromX < width) {
                sum += w[o * in * 9 + k] * x[((i * in + k / 9) * height + fromY) * width + fromX];
              }
            }
            expected[at++] = sum;
          }
        }
      }
    }
    for (var precision : Precision.values()) {
      double error = precision == Precision.FLOAT64 ? 1e-14 : 1e-5;
      try (var engine = Engine.open(precision, 1, 1);
          var _ = Scope.open()) {
        var images = engine.tensor(x, n, in, height, width);
        var kernel = engine.tensor(w, out, in, 3, 3);
        var shift = Optional.of(engine.tensor(b, out));
        assertThat(Ops.read(Convolutions.convolve(images, kernel, shift, stride)))
            .containsExactly(expected, within(error));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "2, 6, 5, 3, 1", // more places than channels
    "2, 6, 5, 3, 2",
    "7, 2, 3, 4, 1", // fewer
    "7, 3, 2, 4, 2",
    "7, 1, 1, 4, 2"
  })
  void theAdjointsInImagesAndKernelGiveTheSameInnerProducts(
      int in, int height, int width, int out, int stride) {
    int n = 3;
    for (var precision : Precision.values()) {
      double error = precision == Precision.FLOAT64 ? 1e-12 : 1e-4;
      try (var engine = Engine.open(precision, 1, 1);
          var _ = Scope.open()) {
        var a = engine.tensor(numbers("a", n * in * height * width), n, in, height, width);
        var images = Images.arranged(a);
        var kernel = engine.tensor(numbers("w", out * in * 9), out, in, 3, 3);
        var z = Convolutions.convolve(images, kernel, Optional.empty(), stride);
        var g = engine.tensor(numbers("g", (int) z.numel()), z.size(0), out, z.size(2), z.size(3));
        double expected = inner(g, z);
        var toImages = Convolutions.toImages(Images.arranged(g), images, kernel, stride);
        assertThat(inner(toImages, a)).isCloseTo(expected, within(error));
        var toKernel = Convolutions.toKernel(Images.arranged(g), images, kernel, stride);
        assertThat(inner(toKernel, kernel)).isCloseTo(expected, within(error));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"FLOAT32, ChannelsLast", "FLOAT64, Contiguous"})
  void resultsLieAsTheirPrecisionAsksFor(Precision precision, torch.MemoryFormat format) {
    try (var engine = Engine.open(precision, 1, 1);
        var _ = Scope.open()) {
      for (int side : new int[] {5, 2}) { // more places than channels, and fewer
        var a = Images.arranged(engine.tensor(numbers("a", 30 * side * side), 3, 10, side, side));
        var kernel = engine.tensor(numbers("w", 900), 10, 10, 3, 3);
        var z = Convolutions.convolve(a, kernel, Optional.empty(), 1);
        assertThat(a.is_contiguous(format)).isTrue();
        assertThat(z.is_contiguous(format)).isTrue();
        assertThat(Convolutions.toImages(z, a, kernel, 1).is_contiguous(format)).isTrue();
      }
    }
  }

  private static double inner(Tensor a, Tensor b) {
    return Ops.read(a.mul(b).sum())[0];
  }
}
