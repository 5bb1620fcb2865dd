package brink.nn.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DiceTest {
  private static final Dice SMALL = new Dice(11, Optional.of(32), Optional.of(100));

  @TempDir Path folder;

  @Test
  void fullSizeIs120000PicturesSplitEvenlyAndASubsetDrawsOnlyItsOwn() {
    var examples = Sources.open(Dice.ofSeed(3), Part.TRAINING, SharedData.none());
    assertThat(examples.size()).isEqualTo(120_000);
    var labels = ((Targets.Labels) examples.targets()).labels();
    for (int face = 0; face < 6; face++) {
      int wanted = face;
      assertThat(IntStream.of(labels).filter(label -> label == wanted).count()).isEqualTo(20_000);
    }
    var drawn = new HashSet<Integer>();
    var wanted = BitSet.valueOf(new long[] {0b1011});
    ((Examples.Pixels) examples).visit(wanted, (index, _) -> drawn.add(index));
    assertThat(drawn).containsExactlyInAnyOrder(0, 1, 3);
  }

  @Test
  void drawingTwiceAndInAnyCompanyGivesTheSameBits() {
    var spec = new DataSpec(SMALL, Subset.all(), Scaling.unit());
    var once = spec.load();
    assertThat(spec.load().hash()).isEqualTo(once.hash());
    var alone =
        IntStream.range(0, 600)
            .mapToObj(i -> DiceExamples.draw(SMALL, Part.TRAINING, DiceExamples.face(i), i / 6))
            .toList();
    for (int i = 0; i < 600; i++) {
      for (int j = 0; j < 1024; j++) {
        assertThat(once.inputs()[i * 1024 + j]).isEqualTo((alone.get(i)[j] & 0xff) / 255.0);
      }
    }
  }

  @Test
  void seedsPartsAndNumbersGiveDifferentPictures() {
    var pictures = new HashSet<String>();
    for (long seed = 0; seed < 2; seed++) {
      for (var part : Part.values()) {
        for (int number = 0; number < 20; number++) {
          var dice = Dice.ofSeed(seed);
          for (var face : DiceFace.values()) {
            pictures.add(HexFormat.of().formatHex(DiceExamples.draw(dice, part, face, number)));
          }
        }
      }
    }
    assertThat(pictures).hasSize(2 * 2 * 20 * 6);
  }

  @ParameterizedTest
  @EnumSource(DiceFace.class)
  void parametersStayInTheirRangesAndFillThem(DiceFace face) {
    var lines = new double[] {Double.MAX_VALUE, 0};
    var points = new double[] {Double.MAX_VALUE, 0};
    var caps = new HashSet<Integer>();
    for (int number = 0; number < 2000; number++) {
      for (var mark : face.draw(RandomStream.of(number, "ranges")).marks()) {
        switch (mark) {
          case DiceDrawing.Line line -> {
            lines[0] = Math.min(lines[0], line.width());
            lines[1] = Math.max(lines[1], line.width());
            caps.add(line.cap());
          }
          case DiceDrawing.Point point -> {
            points[0] = Math.min(points[0], point.size());
            points[1] = Math.max(points[1], point.size());
          }
        }
      }
    }
    switch (face) {
      case ONE, TWO -> assertRange(points, 0.1, 1);
      case THREE, SIX -> assertRange(lines, 0.1, 2.5);
      case FOUR -> assertRange(lines, 0.1, 1);
      case FIVE -> {
        assertRange(lines, 0.1, 1);
        assertRange(points, 0.1, 0.7);
      }
    }
    if (face != DiceFace.ONE && face != DiceFace.TWO) {
      assertThat(caps).containsExactlyInAnyOrder(0, 1, 2);
    }
  }

  @ParameterizedTest
  @CsvSource({"32, 1", "32, 0.1", "32, 0.5", "64, 1", "256, 0.1"})
  void aPointHasTheAreaOfRsDisc(int pixels, double size) {
    var drawing = DiceDrawing.of(new DiceDrawing.Point(0.2, -0.3, size));
    double radius = 0.375 * size * 12 * pixels / 32;
    double area = Math.PI * radius * radius;
    assertThat(ink(drawing, pixels)).isCloseTo(area, within(0.03 * area + 0.05));
  }

  @ParameterizedTest
  @CsvSource({"32, 1", "32, 0.1", "32, 2.5", "128, 0.1", "128, 2"})
  void aSlantedButtLineHasTheAreaOfLengthTimesWidth(int pixels, double width) {
    var line = new DiceDrawing.Line(new double[] {-0.7, -0.4, 0.7, 0.4}, width, 1);
    double length = Math.hypot(1.4, 0.8) * pixels / 2.16;
    double area = length * width * 0.75 * pixels / 32;
    assertThat(ink(DiceDrawing.of(line), pixels)).isCloseTo(area, within(0.05 * area));
  }

  @Test
  void capsAddTheirAreas() {
    double width = 2.5 * 0.75 * 8; // pixels at 256 x 256
    double butt = ink(capped(1), 256);
    assertThat(ink(capped(2), 256) - butt).isCloseTo(width * width, within(0.02 * width * width));
    double disc = Math.PI * width * width / 4;
    assertThat(ink(capped(0), 256) - butt).isCloseTo(disc, within(0.03 * disc));
  }

  @Test
  void coordinatesMapToTheExtendedSquareWithYUpwards() {
    var pixels = DicePlot.draw(DiceDrawing.of(new DiceDrawing.Point(1, 1, 1)), 216);
    // User (1, 1) is pixel (208, 8): 8 pixels from the right and from the top.
    assertThat(pixels[8 * 216 + 208]).isZero();
    assertThat(pixels[208 * 216 + 8] & 0xff).isEqualTo(255);
  }

  @ParameterizedTest
  @CsvSource({"0.1", "0.37", "1"})
  void aBoxHasTheAreaOfItsFourSidesWhereverItStands(double width) {
    double lineWidth = width * 0.75;
    for (int place = 0; place < 16; place++) {
      double x = 0.6 + place * 0.0043;
      double y = 0.5 + place * 0.0051;
      var box = new DiceDrawing.Line(new double[] {x, y, -x, y, -x, -y, x, -y, x, y}, width, 2);
      double area = 4 * (x + y) * 32 / 2.16 * lineWidth;
      assertThat(ink(DiceDrawing.of(box), 32))
          .as("place " + place)
          .isCloseTo(area, within(0.08 * area));
    }
  }

  @ParameterizedTest
  @EnumSource(DiceFace.class)
  void smallPicturesAreTheLargeOnesSeenFromAfar(DiceFace face) {
    for (int seed = 0; seed < 20; seed++) {
      var drawing = face.draw(RandomStream.of(seed, "scale"));
      double small = ink(drawing, 32) / (32 * 32);
      double large = ink(drawing, 512) / (512 * 512);
      assertThat(small).as("seed " + seed).isCloseTo(large, within(0.05 * large + 1e-3));
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = DiceFace.class,
      names = {"ONE"},
      mode = EnumSource.Mode.EXCLUDE)
  void facesFromTwoOnLookTheSameUpsideDown(DiceFace face) {
    var marks = face.draw(RandomStream.of(5, "symmetry")).marks();
    var corners = new HashSet<String>();
    var mirrored = new HashSet<String>();
    for (var mark : marks) {
      switch (mark) {
        case DiceDrawing.Point(double x, double y, _) -> add(corners, mirrored, x, y);
        case DiceDrawing.Line(var points, _, _) -> {
          for (int i = 0; i < points.length; i += 2) {
            add(corners, mirrored, points[i], points[i + 1]);
          }
        }
      }
    }
    assertThat(mirrored).isEqualTo(corners);
  }

  @Test
  void aFolderHoldsThePicturesAndTheirLabels() throws IOException {
    var target = folder.resolve("dice");
    int count = DiceFolder.write(SMALL, Part.TRAINING, Subset.first(13), target);
    assertThat(count).isEqualTo(13);
    var lines = Files.readAllLines(target.resolve("labels.csv"));
    assertThat(lines).hasSize(14).startsWith("file,label", "one/000000.png,0", "two/000000.png,1");
    var image = ImageIO.read(target.resolve("one/000002.png").toFile());
    var pixels = DiceExamples.draw(SMALL, Part.TRAINING, DiceFace.ONE, 2);
    for (int i = 0; i < 1024; i++) {
      assertThat(image.getRaster().getSample(i % 32, i / 32, 0)).isEqualTo(pixels[i] & 0xff);
    }
    assertThatThrownBy(() -> DiceFolder.write(SMALL, Part.TRAINING, Subset.first(1), target))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("not empty");
  }

  @Test
  void aContactSheetHasARowAClass() {
    var sheet = ContactSheet.of(SMALL, Part.TRAINING, 4, 2, SharedData.none());
    assertThat(sheet.getWidth()).isEqualTo(4 * 66 + 2);
    assertThat(sheet.getHeight()).isEqualTo(6 * 66 + 2);
    var first = DiceExamples.draw(SMALL, Part.TRAINING, DiceFace.THREE, 1);
    for (int i = 0; i < 1024; i++) {
      int rgb = sheet.getRGB(2 + 66 + 2 * (i % 32), 2 + 2 * 66 + 2 * (i / 32)) & 0xff;
      assertThat(rgb).isEqualTo(first[i] & 0xff);
    }
    var points = new Chebyshev(2, 5);
    assertThatThrownBy(() -> ContactSheet.of(points, Part.TRAINING, 1, 1, SharedData.none()))
        .isInstanceOf(InputError.class);
  }

  @Test
  void sizesOutOfRangeAreRefused() {
    assertThatThrownBy(() -> new Dice(1, Optional.of(2), Optional.empty()))
        .isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new Dice(1, Optional.empty(), Optional.of(0)))
        .isInstanceOf(InputError.class);
  }

  private static void add(HashSet<String> corners, HashSet<String> mirrored, double x, double y) {
    corners.add("%.12f %.12f".formatted(x + 0.0, y + 0.0));
    mirrored.add("%.12f %.12f".formatted(0.0 - x, 0.0 - y));
  }

  private static DiceDrawing capped(int cap) {
    return DiceDrawing.of(new DiceDrawing.Line(new double[] {-0.5, -0.2, 0.4, 0.3}, 2.5, cap));
  }

  /** Blackness in pixels. */
  private static double ink(DiceDrawing drawing, int pixels) {
    double ink = 0;
    for (byte pixel : DicePlot.draw(drawing, pixels)) {
      ink += 1 - (pixel & 0xff) / 255.0;
    }
    return ink;
  }

  private static void assertRange(double[] seen, double least, double most) {
    assertThat(seen[0]).isBetween(least, least + 0.01 * (most - least));
    assertThat(seen[1]).isBetween(most - 0.01 * (most - least), most);
  }
}
