package brink.core.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import brink.core.random.RandomStream;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation against a plain loop, for dimensions around the chunks and their tiles. */
class FlatSpaceTest {
  static Stream<FlatSpace> spaces() {
    return Stream.of(1, 3, 511, 512, 513, 1027, 40_009)
        .flatMap(dim ->
            Arrays.stream(Precision.values())
                .flatMap(precision ->
                    Stream.of(1, 2, 3).map(l -> new FlatSpace(dim, precision, Lanes.of(l)))));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void innerProductsAreThoseOfPlainLoops(FlatSpace space) {
    try (var work = space.workspace()) {
      for (int m : new int[] {1, 2, 3, 4, 7}) {
        for (int n : new int[] {1, 4, 5}) {
          var x = random(space, work, m, 1);
          var y = random(space, work, n, 2);
          var gram = new double[m * n];
          space.gram(x, y, gram);
          var own = new double[m * m];
          space.gram(x, x, own);
          double rounding = 1e-14 * space.dim() + 1e-13;
          for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
              double exact = dot(space.read(x.column(i)), space.read(y.column(j)));
              assertThat(gram[i * n + j]).isCloseTo(exact, offset(rounding));
              assertThat(space.dot(x.column(i), y.column(j))).isCloseTo(exact, offset(rounding));
            }
            for (int j = 0; j < m; j++) {
              double exact = dot(space.read(x.column(i)), space.read(x.column(j)));
              assertThat(own[i * m + j]).isCloseTo(exact, offset(rounding));
              assertThat(own[i * m + j]).isEqualTo(own[j * m + i]);
            }
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void anUpdateReachesEveryNumberOfTheChangedVectorsAndNoneOfTheOthers(FlatSpace space) {
    try (var work = space.workspace()) {
      var x = random(space, work, 3, 1);
      double[] a = space.read(x.column(0));
      double[] b = space.read(x.column(1));
      double[] c = space.read(x.column(2));
      space.update(
          new Vec[] {x.column(0), x.column(1)},
          new Vec[] {x.column(2)},
          (rows, length) -> {
            for (int t = 0; t < length; t++) {
              rows[1][t] += rows[0][t] * rows[2][t];
              rows[0][t] = -2 * rows[0][t];
            }
          });
      boolean wide = space.precision() == Precision.FLOAT64;
      for (int t = 0; t < a.length; t++) {
        double sum = b[t] + a[t] * c[t];
        b[t] = wide ? sum : (float) sum;
        a[t] = -2 * a[t];
      }
      assertThat(space.read(x.column(0))).containsExactly(a);
      assertThat(space.read(x.column(1))).containsExactly(b);
      assertThat(space.read(x.column(2))).containsExactly(c);
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void combinationsAreThoseOfPlainLoopsAlsoInPlace(FlatSpace space) {
    try (var work = space.workspace()) {
      var x = random(space, work, 3, 1);
      var xs = new Vec[] {x.column(0), x.column(1), x.column(2)};
      var c = new double[] {0.5, -2, 3};
      var expected = weighted(space, x, c);
      var into = work.vec();
      space.combine(c, xs, into);
      assertClose(space, into, expected);
      space.combine(c, xs, x.column(1));
      assertClose(space, x.column(1), expected);
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void innerProductsOverRangesAreThoseOfPlainLoops(FlatSpace space) {
    try (var work = space.workspace()) {
      var pair = random(space, work, 2, 1);
      long dim = space.dim();
      var bounds = new long[] {0, dim / 3, dim / 3, dim / 2, dim};
      var into = new double[] {7, 7, 7, 7};
      space.dots(pair.column(0), pair.column(1), bounds, into);
      var x = space.read(pair.column(0));
      var y = space.read(pair.column(1));
      for (int i = 0; i < 4; i++) {
        int from = (int) bounds[i];
        int to = (int) bounds[i + 1];
        double exact = dot(Arrays.copyOfRange(x, from, to), Arrays.copyOfRange(y, from, to));
        assertThat(into[i]).as("range %d", i).isCloseTo(exact, offset(1e-14 * dim + 1e-13));
      }
    }
  }

  @Test
  void rangesOutsideTheVectorOrOutOfOrderAreRefused() {
    var space = FlatSpace.of(5);
    try (var work = space.workspace()) {
      var x = work.vec();
      for (var bounds : new long[][] {{0}, {-1, 5}, {0, 6}, {0, 3, 2, 5}}) {
        assertThatThrownBy(() -> space.dots(x, x, bounds, new double[3]))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageContaining("bounds");
      }
    }
  }

  @Test
  void theRoundoffIsThatOfTheStorage() {
    for (var precision : Precision.values()) {
      var space = new FlatSpace(1, precision, Lanes.of(1));
      double u = space.roundoff();
      try (var work = space.workspace()) {
        var x = work.vec();
        space.write(new double[] {1 + 2 * u}, x);
        assertThat(space.read(x)).containsExactly(1 + 2 * u);
        space.write(new double[] {1 + u}, x);
        assertThat(space.read(x)).containsExactly(1);
      }
    }
  }

  @Test
  void aTermOfWeightZeroIsNotReadAndNoTermsGiveZero() {
    var space = FlatSpace.of(5);
    try (var work = space.workspace()) {
      var bad = work.vec();
      var good = work.vec();
      space.write(new double[] {1, Double.NaN, 2, Double.POSITIVE_INFINITY, 3}, bad);
      space.write(new double[] {1, 2, 3, 4, 5}, good);
      space.combine(new double[] {0, 2}, new Vec[] {bad, good}, bad);
      assertThat(space.read(bad)).containsExactly(2, 4, 6, 8, 10);
      space.combine(new double[] {0}, new Vec[] {good}, good);
      assertThat(space.read(good)).containsOnly(0);
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void transformationsAreThoseOfPlainLoopsAlsoInPlace(FlatSpace space) {
    try (var work = space.workspace()) {
      int m = 6;
      int n = 5;
      var c = RandomStream.of(3, "weights").doubles(m * n, -1, 1).toArray();
      c[7] = 0;
      Arrays.fill(c, 0, n, 0);
      for (int first : new int[] {0, 1}) { // where in x the result goes
        var x = random(space, work, m, 1);
        var expected = new double[n][];
        for (int j = 0; j < n; j++) {
          int column = j;
          expected[j] =
              weighted(
                  space, x, IntStream.range(0, m).mapToDouble(i -> c[i * n + column]).toArray());
        }
        var apart = work.block(n);
        space.transform(x, c, apart);
        var inPlace = x.columns(first, first + n);
        space.transform(x, c, inPlace);
        for (int j = 0; j < n; j++) {
          assertClose(space, apart.column(j), expected[j]);
          assertThat(space.read(inPlace.column(j))).isEqualTo(space.read(apart.column(j)));
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void anyNumberOfLanesGivesTheSameBits(FlatSpace space) {
    var alone = new FlatSpace(space.dim(), space.precision(), Lanes.of(1));
    assertThat(bits(space)).isEqualTo(bits(alone));
  }

  @ParameterizedTest
  @MethodSource("spaces")
  void columnsAndRangesOfColumnsAreViews(FlatSpace space) {
    try (var work = space.workspace()) {
      var x = work.block(4);
      space.randomize(x.columns(1, 3).column(1), RandomStream.of(1, "view"));
      assertThat(zeros(space, x.column(2))).isZero();
      assertThat(zeros(space, x.column(1))).isEqualTo(space.dim());
      assertThat(zeros(space, x.column(3))).isEqualTo(space.dim());
      space.copy(x.columns(2, 4), x.columns(1, 3));
      assertThat(zeros(space, x.column(2))).isEqualTo(space.dim());
      assertThat(zeros(space, x.column(1))).isZero();
      assertThatThrownBy(() -> x.columns(2, 5)).isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> x.column(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void numbersAreStoredInThePrecisionOfTheSpace() {
    var values = new double[] {Math.PI, -1e-30, 16_777_217};
    for (var precision : Precision.values()) {
      var space = new FlatSpace(3, precision, Lanes.of(1));
      try (var work = space.workspace()) {
        var x = work.vec();
        space.write(values, x);
        assertThat(space.read(x))
            .containsExactly(
                precision == Precision.FLOAT64
                    ? values
                    : Arrays.stream(values).map(v -> (float) v).toArray());
      }
    }
  }

  @Test
  void vectorsOfAnotherSpaceAreRefused() {
    var one = FlatSpace.of(3);
    var other = FlatSpace.of(3);
    try (var work = one.workspace()) {
      var x = work.vec();
      assertThatThrownBy(() -> other.dot(x, x))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("another space");
    }
  }

  private static long zeros(FlatSpace space, Vec x) {
    return Arrays.stream(space.read(x)).filter(v -> v == 0).count();
  }

  /** One result of every operation that adds. */
  private static double[] bits(FlatSpace space) {
    try (var work = space.workspace()) {
      var x = random(space, work, 5, 1);
      var gram = new double[25];
      space.gram(x, x, gram);
      space.transform(x, gram, x);
      space.combine(new double[] {1, -1}, new Vec[] {x.column(0), x.column(1)}, x.column(2));
      var result = Arrays.copyOf(gram, 27);
      result[25] = space.dot(x.column(0), x.column(2));
      result[26] = space.norm(x.column(4));
      return result;
    }
  }

  private static Block random(FlatSpace space, Workspace work, int columns, long seed) {
    var x = work.block(columns);
    var random = RandomStream.of(seed, "test");
    for (int i = 0; i < columns; i++) {
      space.randomize(x.column(i), random);
    }
    return x;
  }

  /** A plain loop, its rounding carried along (Kahan). */
  private static double dot(double[] a, double[] b) {
    double sum = 0;
    double lost = 0;
    for (int t = 0; t < a.length; t++) {
      double term = a[t] * b[t] - lost;
      double next = sum + term;
      lost = next - sum - term;
      sum = next;
    }
    return sum;
  }

  private static double[] weighted(FlatSpace space, Block x, double[] c) {
    var sum = new double[Math.toIntExact(space.dim())];
    for (int i = 0; i < x.columns(); i++) {
      var values = space.read(x.column(i));
      for (int t = 0; t < sum.length; t++) {
        sum[t] += c[i] * values[t];
      }
    }
    return sum;
  }

  private static void assertClose(FlatSpace space, Vec x, double[] expected) {
    double rounding = space.precision() == Precision.FLOAT64 ? 1e-13 : 1e-5;
    var actual = space.read(x);
    assertThat(
            IntStream.range(0, expected.length)
                .mapToDouble(t -> Math.abs(actual[t] - expected[t]))
                .max()
                .orElseThrow())
        .isLessThan(rounding);
  }
}
