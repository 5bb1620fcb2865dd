package brink.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class NumpyTest {
  private static final String C_2X3 =
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }\n";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void everyElementTypeComesBackFromNpyAsWritten(ElementType type) {
    var array = new NamedArray("a", List.of(2L, 2L), type, new double[] {0, 1, 7, 255});
    Npy.write(folder.resolve("a.npy"), array);
    assertSame(Npy.read(folder.resolve("a.npy")), array);
  }

  @Test
  void specialAndExtremeNumbersSurviveInTheirTypes() {
    var reals =
        NamedArray.float64(
            "r",
            List.of(6L),
            new double[] {
              Double.NaN, -0.0, Double.MIN_VALUE, 1e308, 0.1, Double.NEGATIVE_INFINITY
            });
    var longs = new NamedArray("l", List.of(2L), ElementType.INT64, new double[] {-0x1p53, 0x1p53});
    var path = folder.resolve("x.npz");
    Npz.write(path, List.of(reals, longs), Npz.Compression.DEFLATED);
    assertSame(Npz.read(path).get("r"), reals);
    assertSame(Npz.read(path).get("l"), longs);
  }

  @ParameterizedTest
  @EnumSource(Npz.Compression.class)
  void archivesKeepArraysInOrderUnderTheirNames(Npz.Compression compression) {
    var scalar = NamedArray.float64("scalar", List.of(), new double[] {4});
    var weight =
        new NamedArray(
            "layers.0.weight", List.of(3L), ElementType.FLOAT32, new double[] {1, .5, -2});
    var empty = NamedArray.float64("empty", List.of(0L, 5L), new double[0]);
    var path = folder.resolve("x.npz");
    Npz.write(path, List.of(scalar, weight, empty), compression);
    var read = Npz.read(path);
    assertThat(read.keySet()).containsExactly("scalar", "layers.0.weight", "empty");
    assertSame(read.get("scalar"), scalar);
    assertSame(read.get("layers.0.weight"), weight);
    assertSame(read.get("empty"), empty);
  }

  @Test
  void theSameArraysGiveTheSameArchive() throws IOException {
    var array = NamedArray.float64("a", List.of(1L), new double[] {1});
    Npz.write(folder.resolve("1.npz"), List.of(array), Npz.Compression.STORED);
    Npz.write(folder.resolve("2.npz"), List.of(array), Npz.Compression.STORED);
    assertThat(folder.resolve("1.npz")).hasSameBinaryContentAs(folder.resolve("2.npz"));
  }

  @Test
  void elementsStartAtAMultipleOf64Bytes() throws IOException {
    var path = folder.resolve("a.npy");
    Npy.write(path, NamedArray.float64("a", List.of(1L, 1L), new double[] {1}));
    assertThat((Files.size(path) - 8) % 64).isZero();
  }

  @Test
  void fortranOrderIsReadAsTheSameMatrix() {
    var header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }\n";
    var bytes =
        ArrayFileBytes.npy(
            header, ArrayFileBytes.doubles(ByteOrder.LITTLE_ENDIAN, 1, 4, 2, 5, 3, 6));
    assertThat(Npy.parse("m", "m", bytes).values()).containsExactly(1, 2, 3, 4, 5, 6);
  }

  @Test
  void fortranOrderOfThreeAxesAgreesWithTheIndexFormula() {
    var header = "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3, 4), }\n";
    var columnMajor = new double[24];
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 3; j++) {
        for (int k = 0; k < 4; k++) {
          columnMajor[i + 2 * (j + 3 * k)] = 100 * i + 10 * j + k;
        }
      }
    }
    var bytes =
        ArrayFileBytes.npy(header, ArrayFileBytes.doubles(ByteOrder.LITTLE_ENDIAN, columnMajor));
    var read = Npy.parse("m", "m", bytes).values();
    assertThat(read[(1 * 3 + 2) * 4 + 3]).isEqualTo(123);
    assertThat(read).isSorted();
  }

  @Test
  void bigEndianElementsAreRead() {
    var header = "{'descr': '>f8', 'fortran_order': False, 'shape': (2,), }\n";
    var bytes = ArrayFileBytes.npy(header, ArrayFileBytes.doubles(ByteOrder.BIG_ENDIAN, 1.5, -2));
    assertThat(Npy.parse("m", "m", bytes).values()).containsExactly(1.5, -2);
  }

  @Test
  void brokenFilesAreNamedWithWhatToDo() {
    var elements = ArrayFileBytes.doubles(ByteOrder.LITTLE_ENDIAN, 1, 2, 3, 4, 5, 6);
    var whole = ArrayFileBytes.npy(C_2X3, elements);
    assertThat(Npy.parse("m", "m", whole).values()).hasSize(6);
    assertRefused(Arrays.copyOf(whole, 8), "wrong magic");
    assertRefused(Arrays.copyOf(whole, 30), "ends inside its header");
    assertRefused(Arrays.copyOf(whole, whole.length - 1), "truncated or damaged");
    assertRefused("PK-something-else".getBytes(), "wrong magic");
    assertRefused(
        ArrayFileBytes.npy(C_2X3.replace("<f8", "<c16"), elements), "elements of type c16");
    assertRefused(
        ArrayFileBytes.npy(C_2X3.replace("(2, 3)", "(4611686018427387904, 4)"), elements),
        "truncated or damaged");
    assertRefused(
        ArrayFileBytes.npy(C_2X3.replace("'<f8'", "[('a', '<f8')]"), elements), "plain array");
  }

  @Test
  void integersADoubleCannotHoldAreRefused() {
    var header = "{'descr': '<i8', 'fortran_order': False, 'shape': (1,), }\n";
    assertRefused(
        ArrayFileBytes.npy(header, new byte[] {1, 0, 0, 0, 0, 0, 0, 0x70}), "a double cannot hold");
  }

  @Test
  void aMissingOrForeignArchiveIsNamed() {
    assertThatThrownBy(() -> Npz.read(folder.resolve("none.npz")))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll("none.npz", "numpy.savez");
    var text = ArrayFileBytes.file(folder.resolve("text.npz"), "x,y\n".getBytes());
    assertThatThrownBy(() -> Npz.read(text)).isInstanceOf(InputError.class);
  }

  @Test
  void aFailedWriteLeavesNothingBehind() throws IOException {
    var path = folder.resolve("a.npy");
    var fraction = new NamedArray("a", List.of(1L), ElementType.INT32, new double[] {0.5});
    assertThatThrownBy(() -> Npz.write(path, List.of(fraction), Npz.Compression.STORED))
        .isInstanceOf(IllegalArgumentException.class);
    try (var files = Files.list(folder)) {
      assertThat(files).isEmpty();
    }
  }

  private static void assertSame(NamedArray actual, NamedArray expected) {
    assertThat(actual.name()).isEqualTo(expected.name());
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.type()).isEqualTo(expected.type());
    assertThat(actual.values()).containsExactly(expected.values());
  }

  private void assertRefused(byte[] bytes, String because) {
    var path = ArrayFileBytes.file(folder.resolve("bad.npy"), bytes);
    assertThatThrownBy(() -> Npy.read(path))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll("bad.npy", because);
  }
}
