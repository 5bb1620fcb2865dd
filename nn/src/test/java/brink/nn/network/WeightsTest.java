package brink.nn.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.core.vector.FlatSpace;
import brink.core.vector.FlatVec;
import brink.nn.format.NamedArray;
import brink.nn.format.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsTest {
  private static final Layout LAYOUT = new Mlp(List.of(3, 4, 2), Activation.TANH).layout();

  @TempDir Path folder;

  @Test
  void writtenWeightsAreReadBackBitForBit() {
    var space = FlatSpace.of(LAYOUT.size());
    try (var work = space.workspace()) {
      var theta = work.vec();
      space.randomize(theta, RandomStream.of(1, "test"));
      var file = folder.resolve("weights.safetensors");
      Weights.write(file, LAYOUT, (FlatVec) theta, Map.of());
      var back = work.vec();
      Weights.read(file, LAYOUT, space, back);
      assertThat(space.read(back)).isEqualTo(space.read(theta));
    }
  }

  @Test
  void weightsAreReadFromNpzByTheNamesThatPyTorchGives() {
    var space = FlatSpace.of(LAYOUT.size());
    try (var work = space.workspace()) {
      var file = folder.resolve("weights.npz");
      Npz.write(
          file,
          List.of(
              array("layers.1.bias", List.of(2L), 25),
              array("layers.0.weight", List.of(4L, 3L), 0),
              array("layers.0.bias", List.of(4L), 12),
              array("layers.1.weight", List.of(2L, 4L), 16 + 1)),
          Npz.Compression.STORED);
      var theta = work.vec();
      Weights.read(file, LAYOUT, space, theta);
      var values = space.read(theta);
      assertThat(values).startsWith(0, 1, 2).endsWith(25, 26);
      assertThat(values[12]).isEqualTo(12);
    }
  }

  @Test
  void missingAndMisshapenArraysAreNamedWithWhatIsNeeded() {
    var space = FlatSpace.of(LAYOUT.size());
    try (var work = space.workspace()) {
      var file = folder.resolve("weights.npz");
      Npz.write(
          file, List.of(array("layers.0.weight", List.of(4L, 3L), 0)), Npz.Compression.STORED);
      assertThatThrownBy(() -> Weights.read(file, LAYOUT, space, work.vec()))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("no array layers.0.bias");
      Npz.write(
          file, List.of(array("layers.0.weight", List.of(3L, 4L), 0)), Npz.Compression.STORED);
      assertThatThrownBy(() -> Weights.read(file, LAYOUT, space, work.vec()))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("needs [4, 3]");
    }
  }

  private static NamedArray array(String name, List<Long> shape, double first) {
    int count = shape.stream().reduce(1L, Math::multiplyExact).intValue();
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = first + i;
    }
    return NamedArray.float64(name, shape, values);
  }
}
