package brink.core.krylov;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.core.krylov.KrylovSpace.Approximation;
import brink.core.operator.Counting;
import brink.core.operator.Dense;
import brink.core.operator.LinearOperator;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class KrylovSpaceTest {
  /** diag(values): its phi-functions are those of its entries. */
  private record Diagonal(FlatSpace space, double[] values) implements LinearOperator {
    Diagonal(double... values) {
      this(FlatSpace.of(values.length), values);
    }

    @Override
    public void apply(Block x, Block into) {
      var v = space.read(x.column(0));
      for (int i = 0; i < v.length; i++) {
        v[i] *= values[i];
      }
      space.write(v, into.column(0));
    }

    double[] phi(int k, double h, double[] b) {
      return IntStream.range(0, b.length)
          .mapToDouble(i -> Math.pow(h, k) * ScalarPhi.phi(k, h * values[i]) * b[i])
          .toArray();
    }
  }

  /** Second differences, whose eigenvalues fill [-4, 0]. */
  private static Diagonal differences(int n) {
    return new Diagonal(
        IntStream.range(0, n)
            .mapToDouble(i -> -4 * Math.pow(Math.sin(i * Math.PI / 2 / n), 2))
            .toArray());
  }

  /** A few large negative values before a bulk near zero, like a Hessian's negative. */
  private static Diagonal outliers(int n, double positive) {
    var random = RandomStream.of(7, "bulk");
    return new Diagonal(
        IntStream.range(0, n)
            .mapToDouble(i ->
                i < 8
                    ? -200 / Math.pow(1.7, i)
                    : -0.6 * Math.abs(random.nextGaussian()) + (i % 3 == 0 ? positive : 0))
            .toArray());
  }

  private static Diagonal logarithmic(int n) {
    return new Diagonal(
        IntStream.range(0, n).mapToDouble(i -> -Math.pow(10, -6 + 12.0 * i / (n - 1))).toArray());
  }

  private static double[] start(int n, long seed) {
    return RandomStream.of(seed, "start").doubles(n, -1, 1).toArray();
  }

  static Stream<Arguments> spectra() {
    return Stream.of(
        Arguments.of("second differences", differences(300), 1.0),
        Arguments.of("second differences", differences(300), 30.0),
        Arguments.of("second differences", differences(300), 300.0),
        Arguments.of("outliers", outliers(300, 0), 0.1),
        Arguments.of("outliers", outliers(300, 0), 3.0),
        Arguments.of("outliers and growth", outliers(300, 1), 3.0),
        Arguments.of("12 decades", logarithmic(300), 1e-5),
        Arguments.of("12 decades", logarithmic(300), 1e-3));
  }

  /**
   * Once the bound is a tenth of the result: at least the error, at most ten times it, where there
   * is growth by e^(h w) so many times more.
   */
  @ParameterizedTest(name = "{0}, h = {2}")
  @MethodSource("spectra")
  void theBoundHoldsAndIsNotGenerous(String name, Diagonal a, double h) {
    double scale = h * Arrays.stream(a.values()).map(Math::abs).max().orElseThrow();
    double generous = 10 * Math.exp(h * Math.max(0, Arrays.stream(a.values()).max().orElseThrow()));
    for (long seed = 1; seed <= 2; seed++) {
      var b = start(a.values().length, seed);
      try (var work = a.space().workspace()) {
        var krylov = begun(a, b, work.block(86));
        int compared = 0;
        for (int m = 1; m <= 85; m += 2) {
          grow(krylov, a, m);
          for (int k = 1; k <= 3; k++) {
            var found = krylov.phi(k, h);
            double error = error(a.space(), krylov, found, a.phi(k, h, b));
            double rounding = 1e-14 * (1 + scale) * found.norm();
            if (found.bound() < 0.1 * found.norm() && error > 3 * rounding) {
              compared++;
              assertThat(found.bound())
                  .as("%s, h = %s: phi_%d, m = %d, seed %d", name, h, k, m, seed)
                  .isBetween(error - rounding, generous * error);
            }
          }
        }
        assertThat(compared).as("%s, seed %d", name, seed).isGreaterThan(6);
      }
    }
  }

  @ParameterizedTest(name = "{0}, h = {2}")
  @MethodSource("spectra")
  void resultsAreAsAccurateAsAsked(String name, Diagonal a, double h) {
    var b = start(a.values().length, 4);
    for (double tolerance : new double[] {1e-2, 1e-5, 1e-9}) {
      try (var work = a.space().workspace()) {
        var krylov = begun(a, b, work.block(161));
        var counting = new Counting(a);
        var found = krylov.phi(counting, 1, h, norm -> tolerance * norm);
        assertThat(found.within(norm -> tolerance * norm)).isTrue();
        assertThat(krylov.size()).isLessThan(160).isEqualTo((int) counting.applications());
        assertThat(error(a.space(), krylov, found, a.phi(1, h, b)))
            .as("tolerance %s", tolerance)
            .isLessThan(tolerance * found.norm() * 1.001);
      }
    }
  }

  @Test
  void theSlopeIsTheLinearFieldAtTheResultHoweverPoorThatIs() {
    var a = outliers(50, 0.3);
    var b = start(50, 1);
    double h = 0.2;
    for (int m = 1; m <= 12; m++) {
      for (int k = 1; k <= 3; k++) {
        try (var work = a.space().workspace()) {
          var space = a.space();
          var krylov = begun(a, b, work.block(15));
          grow(krylov, a, m);
          var found = krylov.phi(k, h);
          var u = sum(space, krylov, found.value(), work.vec());
          var slope = sum(space, krylov, found.slope(), work.vec());
          var expected = work.vec();
          a.apply(u, expected);
          var start = work.vec();
          space.write(b, start);
          space.axpy(Math.pow(h, k - 1) / ScalarPhi.factorial(k - 1), start, expected);
          space.axpy(-1, expected, slope);
          assertThat(space.norm(slope)).as("m = %d, k = %d", m, k).isLessThan(1e-12);
        }
      }
    }
  }

  @Test
  void aSpaceThatClosesGivesTheExactResultForAnyStep() {
    var a = outliers(200, 0);
    for (int closesAt = 1; closesAt <= 6; closesAt++) {
      var b = new double[200];
      for (int i = 0; i < closesAt; i++) {
        b[5 * i] = 1 + i;
      }
      try (var work = a.space().workspace()) {
        var krylov = begun(a, b, work.block(21));
        for (double h : new double[] {1e-3, 1, 1e4}) {
          var found = krylov.phi(a, 1, h, _ -> 0);
          assertThat(krylov.size()).as("h = %s", h).isEqualTo(closesAt);
          assertThat(found.bound()).isZero();
          assertThat(error(a.space(), krylov, found, a.phi(1, h, b)))
              .isLessThan(1e-14 * (10 + 200 * h) * found.norm());
        }
      }
    }
  }

  @Test
  void aSpaceThatMeetsTheDimensionIsClosed() {
    var a = logarithmic(13);
    var b = start(13, 1);
    try (var work = a.space().workspace()) {
      var krylov = begun(a, b, work.block(30));
      for (double h : new double[] {1e-6, 1e-3, 1}) {
        var found = krylov.phi(a, 1, h, _ -> 0);
        assertThat(krylov.size()).isEqualTo(13);
        assertThat(error(a.space(), krylov, found, a.phi(1, h, b)))
            .as("h = %s", h)
            .isLessThan(1e-14 * (10 + 1e6 * h) * found.norm());
      }
    }
  }

  @Test
  void zeroIsMappedToZeroWithoutAProduct() {
    var counting = new Counting(differences(10));
    try (var work = counting.space().workspace()) {
      var krylov = new KrylovSpace(counting.space(), work.block(5));
      assertThat(krylov.begin()).isZero();
      var found = krylov.phi(counting, 1, 1, _ -> 0);
      assertThat(found.norm() + found.bound() + found.slope()[0]).isZero();
      assertThat(counting.applications()).isZero();
    }
  }

  @Test
  void shorterStepsAndOtherFunctionsTakeNoFurtherProducts() {
    var a = differences(300);
    var b = start(300, 1);
    var counting = new Counting(a);
    try (var work = a.space().workspace()) {
      var krylov = begun(a, b, work.block(101));
      krylov.phi(counting, 1, 30, norm -> 1e-8 * norm);
      long before = counting.applications();
      for (double h : new double[] {29, 7, 0.1}) {
        for (int k = 1; k <= 3; k++) {
          var found = krylov.phi(counting, k, h, norm -> 1e-8 * norm);
          assertThat(error(a.space(), krylov, found, a.phi(k, h, b)))
              .isLessThan(1e-8 * found.norm());
        }
      }
      assertThat(counting.applications()).isEqualTo(before);
    }
  }

  @Test
  void theLongestStepOfAFullBasisIsAlmostTooLong() {
    var a = differences(300);
    var b = start(300, 1);
    try (var work = a.space().workspace()) {
      var krylov = begun(a, b, work.block(21));
      assertThat(krylov.phi(a, 1, 1000, norm -> 1e-6 * norm).within(norm -> 1e-6 * norm)).isFalse();
      assertThat(krylov.size()).isEqualTo(20);
      double longest = krylov.longest(1, 1000, norm -> 1e-6 * norm);
      var found = krylov.phi(1, longest);
      assertThat(found.within(norm -> 1e-6 * norm)).isTrue();
      assertThat(krylov.phi(1, 1.06 * longest).within(norm -> 1e-6 * norm)).isFalse();
      assertThat(error(a.space(), krylov, found, a.phi(1, longest, b)))
          .isLessThan(1e-6 * found.norm());
    }
  }

  @Test
  void growthThatOverflowsIsNotPassedOffAsAResult() {
    var a = outliers(50, 30);
    try (var work = a.space().workspace()) {
      var krylov = begun(a, start(50, 1), work.block(21));
      assertThat(krylov.phi(a, 1, 1e3, norm -> 1e-3 * norm).within(norm -> 1e-3 * norm)).isFalse();
      assertThat(krylov.longest(1, 1e3, norm -> 1e-3 * norm)).isBetween(1e-2, 30.0);
    }
  }

  @Test
  void aProductThatIsNotFiniteIsRefused() {
    var a = new Diagonal(-1, Double.NaN, -3);
    try (var work = a.space().workspace()) {
      var krylov = begun(a, new double[] {1, 1, 1}, work.block(3));
      assertThatThrownBy(() -> krylov.phi(a, 1, 1, _ -> 0)).isInstanceOf(InputError.class);
    }
  }

  @Test
  void anOperatorThatIsNotSymmetricIsRefused() {
    var a = new Dense(FlatSpace.of(3), new double[] {-1, 2, 0, -2, -1, 1, 0, -1, -1});
    try (var work = a.space().workspace()) {
      var krylov = new KrylovSpace(a.space(), work.block(4));
      a.space().write(new double[] {1, 1, 1}, krylov.start());
      krylov.begin();
      assertThatThrownBy(() -> krylov.phi(a, 1, 1, _ -> 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("not symmetric");
    }
  }

  @Test
  void roomForOneVectorIsRefused() {
    var space = FlatSpace.of(3);
    try (var work = space.workspace()) {
      assertThatThrownBy(() -> new KrylovSpace(space, work.block(1)))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  private static KrylovSpace begun(Diagonal a, double[] b, Block room) {
    var krylov = new KrylovSpace(a.space(), room);
    a.space().write(b, krylov.start());
    krylov.begin();
    return krylov;
  }

  private static void grow(KrylovSpace krylov, LinearOperator a, int m) {
    // The step is long enough for no bound to underflow, which would end the growth.
    krylov.phi(a, 1, 10, _ -> krylov.size() >= m ? Double.POSITIVE_INFINITY : 0);
  }

  private static Vec sum(Space space, KrylovSpace krylov, double[] c, Vec into) {
    for (int i = 0; i < c.length; i++) {
      space.axpy(c[i], krylov.vector(i), into);
    }
    return into;
  }

  private static double error(
      Space space, KrylovSpace krylov, Approximation found, double[] expected) {
    try (var work = space.workspace()) {
      var truth = work.vec();
      space.write(expected, truth);
      var difference = sum(space, krylov, found.value(), work.vec());
      space.axpy(-1, truth, difference);
      return space.norm(difference);
    }
  }
}
