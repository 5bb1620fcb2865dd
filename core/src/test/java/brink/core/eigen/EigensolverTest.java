package brink.core.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.data.Offset.offset;

import brink.core.error.InputError;
import brink.core.operator.Counting;
import brink.core.operator.Dense;
import brink.core.operator.LinearOperator;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EigensolverTest {
  private static final Eigensolver POWER =
      new BlockPowerIteration(1e-9, 20_000, BlockPowerIteration.Projection.RITZ);
  private static final Eigensolver PUBLISHED =
      new BlockPowerIteration(1e-9, 20_000, BlockPowerIteration.Projection.QR_BASIS);

  /** A solver, an end it serves, a spectrum, and how many pairs of it. */
  record Problem(String spectrum, double[] values, int count, Eigensolver solver, End end) {
    @Override
    public String toString() {
      return spectrum + ", " + count + " " + end + ", " + solver;
    }
  }

  static Stream<Problem> problems() {
    var spectra =
        List.of(
            new Problem("indefinite", evenly(-3, 5, 60), 4, POWER, End.MAGNITUDE),
            new Problem(
                "negative dominates",
                with(evenly(-1, 1, 50), -30, 12, -8),
                3,
                POWER,
                End.MAGNITUDE),
            new Problem(
                "clustered",
                with(evenly(-2, 2, 60), 10, 10.001, 10.002, 7),
                4,
                POWER,
                End.MAGNITUDE),
            new Problem(
                "multiple", with(evenly(-2, 2, 60), 9, 9, 9, -7, -7), 4, POWER, End.MAGNITUDE),
            new Problem("Hessian-like", Spectra.hessianLike(150), 6, POWER, End.MAGNITUDE),
            new Problem("rank 3", with(new double[40], 5, 2, -4), 5, POWER, End.MAGNITUDE),
            new Problem("zero", new double[20], 4, POWER, End.MAGNITUDE),
            new Problem("identity", evenly(1, 1, 20), 4, POWER, End.MAGNITUDE),
            new Problem(
                "two distinct", with(evenly(1, 1, 30), 6, 6, 6, 6, 6), 4, POWER, End.MAGNITUDE),
            new Problem("all of a small one", evenly(-3, 4, 5), 5, POWER, End.MAGNITUDE),
            new Problem("most of a small one", evenly(-3, 4, 5), 3, POWER, End.MAGNITUDE),
            new Problem("one by one", new double[] {-2}, 1, POWER, End.MAGNITUDE));
    var solvers =
        List.of(
            new Lobpcg(0),
            new Lobpcg(3),
            new Lanczos(40, 1),
            new Lanczos(40, 3),
            new Lanczos(16, 3));
    return spectra.stream()
        .flatMap(p ->
            Stream.concat(
                // Power iteration does not separate pairs of equal magnitude in sensible time.
                p.spectrum().equals("indefinite") || p.spectrum().equals("Hessian-like")
                    ? Stream.of()
                    : Stream.of(p),
                solvers.stream()
                    .flatMap(s ->
                        Arrays.stream(End.values())
                            .filter(e -> !(s instanceof Lobpcg && e == End.MAGNITUDE))
                            .filter(e -> !(misses(p, s)))
                            .map(e -> new Problem(p.spectrum(), p.values(), p.count(), s, e)))));
  }

  /** Single-vector Lanczos sees one copy of a multiple eigenvalue while its span stays open. */
  private static boolean misses(Problem p, Eigensolver s) {
    return p.spectrum().equals("multiple") && s instanceof Lanczos l && l.block() == 1;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("problems")
  void findsThePlantedValuesWithTrueResidualsAndOrthonormalVectors(Problem p) {
    var a = Spectra.matrix(11, p.values());
    var space = a.space();
    var expected = Spectra.first(p.values(), p.end(), p.count());
    double norm = Arrays.stream(p.values()).map(Math::abs).max().orElseThrow();
    double tolerance = p.solver() instanceof BlockPowerIteration ? 1e-6 : 1e-10;
    var counting = new Counting(a);
    try (var work = space.workspace()) {
      var request = new EigenRequest(p.count(), p.end(), tolerance, 200_000, 3);
      var pairs = p.solver().solve(counting, request, work);
      assertThat(pairs.verdict()).isEqualTo(new Verdict.Converged());
      assertThat(pairs.applications()).isEqualTo(counting.applications());
      for (int i = 0; i < p.count(); i++) {
        assertThat(pairs.values()[i]).as("value %d", i).isCloseTo(expected[i], offset(1e-8 * norm));
        assertThat(pairs.residuals()[i]).isBetween(0.0, tolerance * norm * (1 + 1e-9));
      }
      assertTruthful(a, pairs, norm);
      assertThat(deviation(space, pairs.vectors())).isLessThan(1e-12);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everySolver")
  void residualsAreTrueAndTheVerdictIsUnconvergedWhenProductsRunOut(Eigensolver solver) {
    var values = Spectra.hessianLike(120);
    var a = Spectra.matrix(5, values);
    try (var work = a.space().workspace()) {
      for (long limit : new long[] {6, 9, 12}) {
        var request = new EigenRequest(4, end(solver), 1e-14, limit, 1);
        var pairs = solver.solve(a, request, work);
        assertThat(pairs.applications()).isLessThanOrEqualTo(limit);
        assertThat(pairs.verdict())
            .isInstanceOfSatisfying(
                Verdict.Unconverged.class, v -> assertThat(v.advice()).contains("products"));
        assertTruthful(a, pairs, 200);
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everySolver")
  void aWarmStartOnASlightlyChangedOperatorCostsFewerProducts(Eigensolver solver) {
    var values = with(evenly(-1, 1, 100), 50, 30, 20, 13);
    var a = Spectra.matrix(5, values);
    var b = new Dense(a.space(), a.entries().clone());
    var random = RandomStream.of(1, "change");
    int n = values.length;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j <= i; j++) {
        double change = 1e-4 * random.nextGaussian();
        b.entries()[i * n + j] += change;
        b.entries()[j * n + i] = b.entries()[i * n + j];
      }
    }
    try (var work = a.space().workspace()) {
      var request = new EigenRequest(4, end(solver), 1e-4, 10_000, 1);
      var first = solver.solve(a, request, work);
      var cold = solver.solve(b, request, work);
      var warm = solver.solve(b, request, first.vectors(), work);
      assertThat(warm.verdict()).isEqualTo(new Verdict.Converged());
      assertThat(warm.applications()).isLessThan(cold.applications()).isLessThanOrEqualTo(12);
      assertThat(warm.values()[0]).isCloseTo(50, offset(1e-2));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everySolver")
  void aDependentOrTooNarrowStartIsCompleted(Eigensolver solver) {
    var values = with(evenly(-1, 1, 60), 50, 30, 20, 13);
    var a = Spectra.matrix(5, values);
    try (var work = a.space().workspace()) {
      var request = new EigenRequest(3, end(solver), 1e-8, 10_000, 1);
      var start = work.block(2);
      a.space().randomize(start.column(0), RandomStream.of(3, "start"));
      a.space().copy(start.column(0), start.column(1));
      var pairs = solver.solve(a, request, start, work);
      assertThat(pairs.verdict()).isEqualTo(new Verdict.Converged());
      assertThat(pairs.values()).containsExactly(new double[] {50, 30, 20}, offset(1e-8));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everySolver")
  void theSameSeedGivesTheSameBits(Eigensolver solver) {
    var a = Spectra.matrix(5, with(evenly(-1, 1, 60), 50, 30, 20, 13));
    try (var work = a.space().workspace()) {
      var request = new EigenRequest(3, end(solver), 1e-8, 10_000, 17);
      var one = solver.solve(a, request, work);
      var two = solver.solve(a, request, work);
      assertThat(one.values()).containsExactly(two.values());
      assertThat(one.residuals()).containsExactly(two.residuals());
      for (int i = 0; i < 3; i++) {
        assertThat(a.space().read(one.vectors().column(i)))
            .containsExactly(a.space().read(two.vectors().column(i)));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everySolver")
  void aProductThatIsNotFiniteIsAnErrorInWords(Eigensolver solver) {
    var space = FlatSpace.of(30);
    for (double bad : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      var a =
          new LinearOperator() {
            private int calls;

            @Override
            public Space space() {
              return space;
            }

            @Override
            public void apply(Block x, Block into) {
              space.copy(x, into);
              if (++calls == 3) {
                var values = space.read(into.column(0));
                values[4] = bad;
                space.write(values, into.column(0));
              } else {
                var values = space.read(into.column(0));
                IntStream.range(0, 30).forEach(i -> values[i] *= i);
                space.write(values, into.column(0));
              }
            }
          };
      try (var work = space.workspace()) {
        var request = new EigenRequest(2, end(solver), 1e-14, 1000, 1);
        assertThatThrownBy(() -> solver.solve(a, request, work))
            .isInstanceOf(InputError.class)
            .hasMessageContaining("not finite");
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everySolver")
  void askingForMorePairsThanTheDimensionIsAnErrorInWords(Eigensolver solver) {
    var a = Spectra.matrix(1, 1, 2, 3);
    try (var work = a.space().workspace()) {
      var request = new EigenRequest(4, end(solver), 1e-6, 100, 1);
      assertThatThrownBy(() -> solver.solve(a, request, work))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("4 are asked of an operator of dimension 3");
    }
  }

  @Test
  void anEndThatAMethodDoesNotServeIsAnErrorInWords() {
    var a = Spectra.matrix(1, 1, 2, 3);
    try (var work = a.space().workspace()) {
      var largest = new EigenRequest(1, End.LARGEST, 1e-6, 100, 1);
      var magnitude = new EigenRequest(1, End.MAGNITUDE, 1e-6, 100, 1);
      assertThatThrownBy(() -> POWER.solve(a, largest, work))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("magnitude only");
      assertThatThrownBy(() -> new Lobpcg(0).solve(a, magnitude, work))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("algebraic end only");
    }
  }

  @Test
  void requestsAreChecked() {
    assertThatThrownBy(() -> new EigenRequest(0, End.LARGEST, 1e-6, 100, 1))
        .hasMessageContaining("count must be at least 1");
    assertThatThrownBy(() -> new EigenRequest(1, End.LARGEST, 0, 100, 1))
        .hasMessageContaining("tolerance");
    assertThatThrownBy(() -> new EigenRequest(1, End.LARGEST, Double.NaN, 100, 1))
        .hasMessageContaining("tolerance");
    assertThatThrownBy(() -> new EigenRequest(5, End.LARGEST, 1e-6, 4, 1))
        .hasMessageContaining("4 is less than 5");
    assertThatThrownBy(() -> new Lobpcg(-1)).hasMessageContaining("guards");
    assertThatThrownBy(() -> new Lanczos(0, 1)).hasMessageContaining("basis");
    assertThatThrownBy(() -> new BlockPowerIteration(0, 5, BlockPowerIteration.Projection.RITZ))
        .hasMessageContaining("valueChange");
  }

  static Stream<Eigensolver> everySolver() {
    return Stream.of(
        POWER, PUBLISHED, new Lobpcg(0), new Lobpcg(2), new Lanczos(20, 1), new Lanczos(20, 2));
  }

  private static End end(Eigensolver solver) {
    return solver instanceof BlockPowerIteration ? End.MAGNITUDE : End.LARGEST;
  }

  /** The reported residuals against A v - lambda v from fresh products. */
  private static void assertTruthful(LinearOperator a, Eigenpairs pairs, double norm) {
    var space = a.space();
    try (var work = space.workspace()) {
      var image = work.vec();
      for (int i = 0; i < pairs.values().length; i++) {
        var v = pairs.vectors().column(i);
        a.apply(v, image);
        space.combine(new double[] {1, -pairs.values()[i]}, new Vec[] {image, v}, image);
        assertThat(pairs.residuals()[i])
            .as("residual %d", i)
            .isCloseTo(space.norm(image), offset(1e-10 * norm));
      }
    }
  }

  static double deviation(Space space, Block x) {
    int k = x.columns();
    var gram = new double[k * k];
    space.gram(x, x, gram);
    return IntStream.range(0, k * k)
        .mapToDouble(i -> Math.abs(gram[i] - (i % (k + 1) == 0 ? 1 : 0)))
        .max()
        .orElse(0);
  }

  private static double[] evenly(double from, double to, int n) {
    return IntStream.range(0, n)
        .mapToDouble(i -> n == 1 ? from : from + (to - from) * i / (n - 1))
        .toArray();
  }

  private static double[] with(double[] bulk, double... outliers) {
    return DoubleStream.concat(Arrays.stream(outliers), Arrays.stream(bulk)).toArray();
  }
}
