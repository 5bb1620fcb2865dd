package brink.nn.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class SafetensorsTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(ElementType.class)
  void everyElementTypeComesBackAsWritten(ElementType type) {
    var array = new NamedArray("a", List.of(2L, 1L, 2L), type, new double[] {0, 1, 7, 255});
    var path = folder.resolve("a.safetensors");
    Safetensors.write(path, List.of(ArraySegment.of(array)), Map.of());
    var read = Safetensors.read(path).getFirst();
    assertThat(read.shape()).isEqualTo(array.shape());
    assertThat(read.type()).isEqualTo(type);
    assertThat(read.values()).containsExactly(array.values());
  }

  @Test
  void theFileIsLaidOutAsTheFormatSays() throws IOException {
    var path = folder.resolve("a.safetensors");
    var array = NamedArray.float64("w", List.of(2L), new double[] {1, -2});
    Safetensors.write(path, List.of(ArraySegment.of(array)), Map.of("time", "0.5", "a", "b"));
    var bytes = ByteBuffer.wrap(Files.readAllBytes(path)).order(ByteOrder.LITTLE_ENDIAN);
    int length = (int) bytes.getLong();
    var json = new byte[length];
    bytes.get(json);
    assertThat(new String(json, StandardCharsets.UTF_8).strip())
        .isEqualTo(
            "{\"__metadata__\":{\"a\":\"b\",\"time\":\"0.5\"},"
                + "\"w\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}");
    assertThat((8 + length) % 8).isZero();
    assertThat(bytes.getDouble()).isEqualTo(1);
    assertThat(bytes.getDouble()).isEqualTo(-2);
    assertThat(bytes.hasRemaining()).isFalse();
  }

  @Test
  void slicesOfOneNativeSegmentAreWrittenAndMappedBack() {
    long seed = 7;
    var random = new SplittableRandom(seed);
    var path = folder.resolve("snapshot.safetensors");
    int count = 2_600_000;
    try (var arena = Arena.ofConfined()) {
      var flat = arena.allocate(8L * count, 64);
      for (int i = 0; i < count; i++) {
        flat.setAtIndex(ValueLayout.JAVA_DOUBLE, i, random.nextDouble());
      }
      var weight =
          new ArraySegment(
              "layers.0.weight",
              List.of(2000L, 1000L),
              ElementType.FLOAT64,
              flat.asSlice(0, 16_000_000));
      var bias =
          new ArraySegment(
              "layers.0.bias", List.of(600_000L), ElementType.FLOAT64, flat.asSlice(16_000_000));
      Safetensors.write(path, List.of(weight, bias), Map.of("seed", "7"));
      var file = Safetensors.open(path, arena);
      assertThat(file.metadata()).containsExactly(Map.entry("seed", "7"));
      assertThat(file.arrays().stream().map(ArraySegment::name))
          .containsExactly("layers.0.weight", "layers.0.bias");
      assertThat(
              file.require("layers.0.weight", List.of(2000L, 1000L)).data().mismatch(weight.data()))
          .isEqualTo(-1);
      assertThat(file.find("layers.0.bias").orElseThrow().data().mismatch(bias.data()))
          .isEqualTo(-1);
    }
  }

  @Test
  void heapSegmentsOfDoublesAreWrittenToo() {
    var path = folder.resolve("heap.safetensors");
    var data = MemorySegment.ofArray(new double[] {3, 4});
    Safetensors.write(
        path, List.of(new ArraySegment("h", List.of(2L), ElementType.FLOAT64, data)), Map.of());
    assertThat(Safetensors.read(path).getFirst().values()).containsExactly(3, 4);
  }

  @Test
  void widerElementsComeFirstSoThatAllAreAligned() {
    var path = folder.resolve("mixed.safetensors");
    var bytes = new NamedArray("u", List.of(3L), ElementType.UINT8, new double[] {1, 2, 3});
    var reals = NamedArray.float64("d", List.of(1L), new double[] {4});
    Safetensors.write(path, List.of(ArraySegment.of(bytes), ArraySegment.of(reals)), Map.of());
    assertThat(Safetensors.read(path).stream().map(NamedArray::name)).containsExactly("d", "u");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]}}|holds 24 bytes",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[0,16]},\"b\":{\"dtype\":\"F64\",\"shape\":[2],\"data_offsets\":[8,24]}}|overlaps",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[0,8]},\"b\":{\"dtype\":\"F64\",\"shape\":[1],\"data_offsets\":[16,24]}}|gap",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[4],\"data_offsets\":[0,24]}}|shape [4]",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[4],\"data_offsets\":[0,32]}}|offsets [0, 32]",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[-24,0]}}|offsets",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[-3],\"data_offsets\":[0,24]}}|shape [-3]",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[4611686018427387904,8],\"data_offsets\":[0,24]}}|shape",
        "{\"a\":{\"dtype\":\"F64\",\"shape\":[3.5],\"data_offsets\":[0,24]}}|malformed",
        "{\"a\":{\"dtype\":\"F64\",\"data_offsets\":[0,24]}}|without a shape",
        "{\"a\":{\"dtype\":\"BF16\",\"shape\":[12],\"data_offsets\":[0,24]}}|type BF16",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[0],\"data_offsets\":[0,0]},\"a\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[0,24]}}|no JSON",
        "{\"__metadata__\":{\"k\":1},\"a\":{\"dtype\":\"F64\",\"shape\":[3],\"data_offsets\":[0,24]}}|not strings",
        "[1, 2]|no JSON object",
        "{\"a\":|no JSON",
      })
  void headersThatDoNotFitTheFileAreRefused(String header, String because) {
    var path =
        ArrayFileBytes.file(
            folder.resolve("bad.safetensors"), ArrayFileBytes.safetensors(header, new byte[24]));
    assertRefused(path, because);
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    var path = folder.resolve("a.safetensors");
    var array = NamedArray.float64("w", List.of(2L), new double[] {1, -2});
    Safetensors.write(path, List.of(ArraySegment.of(array)), Map.of());
    var whole = Files.readAllBytes(path);
    for (int length = 0; length < whole.length; length++) {
      var part =
          ArrayFileBytes.file(
              folder.resolve("cut" + length + ".safetensors"), Arrays.copyOf(whole, length));
      assertRefused(part, "truncated");
    }
  }

  @Test
  void aHeaderLengthBeyondTheFileIsRefused() {
    var bytes = new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, '{', '}'};
    assertRefused(
        ArrayFileBytes.file(folder.resolve("long.safetensors"), bytes), "18446744073709551615");
  }

  @Test
  void aMissingArrayOrAnotherShapeNamesFileAndArray() {
    var path = folder.resolve("a.safetensors");
    var array = NamedArray.float64("w", List.of(2L), new double[] {1, -2});
    Safetensors.write(path, List.of(ArraySegment.of(array)), Map.of());
    try (var arena = Arena.ofConfined()) {
      var file = Safetensors.open(path, arena);
      assertThatThrownBy(() -> file.require("v", List.of(2L)))
          .isInstanceOf(InputError.class)
          .hasMessageContainingAll("a.safetensors", "no array v");
      assertThatThrownBy(() -> file.require("w", List.of(3L)))
          .isInstanceOf(InputError.class)
          .hasMessageContainingAll("array w", "[2]", "[3]");
    }
  }

  @Test
  void writingReplacesTheOldFileWholeAndLeavesNoOtherFile() throws IOException {
    var path = folder.resolve("a.safetensors");
    for (double value : new double[] {1, 2}) {
      var array = NamedArray.float64("w", List.of(1L), new double[] {value});
      Safetensors.write(path, List.of(ArraySegment.of(array)), Map.of());
    }
    assertThat(Safetensors.read(path).getFirst().values()).containsExactly(2);
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void anUnwritableTargetIsNamed() {
    var path = folder.resolve("no/such/folder.safetensors");
    assertThatThrownBy(() -> Safetensors.write(path, List.of(), Map.of()))
        .isInstanceOf(InputError.class)
        .hasMessageContainingAll("folder.safetensors", "cannot be written");
  }

  private static void assertRefused(Path path, String because) {
    try (var arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> Safetensors.open(path, arena))
          .isInstanceOf(InputError.class)
          .hasMessageContainingAll(path.getFileName().toString(), because);
    }
  }
}
