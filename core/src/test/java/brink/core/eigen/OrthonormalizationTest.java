package brink.core.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Lanes;
import brink.core.vector.Precision;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrthonormalizationTest {
  private static final int DIM = 700;
  private static final int FIXED = 4;
  private static final int NEW = 6;

  private final FlatSpace space = FlatSpace.of(DIM);
  private final Orthonormalization orthonormalization = new Orthonormalization(space);

  @ParameterizedTest(name = "condition {0}")
  @ValueSource(doubles = {1, 1e2, 1e4, 1e6, 1e8, 1e10, 1e12})
  void columnsOfAnyConditionBecomeOrthonormalAndKeepTheirSpan(double condition) {
    try (var work = space.workspace()) {
      var all = work.block(FIXED + NEW);
      var random = RandomStream.of(1, "columns");
      orthonormalization.complete(all.columns(0, FIXED), 0, random);
      var x = all.columns(FIXED, FIXED + NEW);
      nearlyDependent(x, condition, random);
      var original = work.block(NEW);
      space.copy(x, original);
      var factors = orthonormalization.factor(all, FIXED);
      assertThat(factors.rank()).isEqualTo(NEW);
      assertThat(EigensolverTest.deviation(space, all)).isLessThan(1e-13);
      assertThat(missing(all, factors, original)).isLessThan(1e-12);
    }
  }

  @Test
  void dependentColumnsAreDroppedAndTheFactorsStillGiveThemBack() {
    try (var work = space.workspace()) {
      var all = work.block(FIXED + NEW);
      var random = RandomStream.of(2, "columns");
      orthonormalization.complete(all.columns(0, FIXED), 0, random);
      var x = all.columns(FIXED, FIXED + NEW);
      space.randomize(x.column(0), random);
      space.copy(all.column(1), x.column(1)); // in the fixed span
      space.randomize(x.column(2), random);
      space.axpy(-3, x.column(0), x.column(3)); // a multiple of another
      space.axpy(1, x.column(2), x.column(4)); // a sum of others
      space.axpy(2, all.column(2), x.column(4));
      // column 5 stays zero
      var original = work.block(NEW);
      space.copy(x, original);
      var factors = orthonormalization.factor(all, FIXED);
      assertThat(factors.rank()).isEqualTo(2);
      var basis = all.columns(0, FIXED + 2);
      assertThat(EigensolverTest.deviation(space, basis)).isLessThan(1e-13);
      assertThat(missing(basis, factors, original)).isLessThan(1e-12);
      orthonormalization.complete(all, FIXED + 2, random);
      assertThat(EigensolverTest.deviation(space, all)).isLessThan(1e-13);
    }
  }

  @Test
  void columnsOfVeryDifferentLengthsAreAsGoodAsUnitOnes() {
    try (var work = space.workspace()) {
      var x = work.block(NEW);
      var random = RandomStream.of(3, "columns");
      for (int i = 0; i < NEW; i++) {
        space.randomize(x.column(i), random);
        space.scale(Math.pow(10, 40 * i - 100), x.column(i));
      }
      assertThat(orthonormalization.factor(x, 0).rank()).isEqualTo(NEW);
      assertThat(EigensolverTest.deviation(space, x)).isLessThan(1e-13);
    }
  }

  @Test
  void singlePrecisionColumnsAreOrthonormalToItsRounding() {
    var single = new FlatSpace(DIM, Precision.FLOAT32, Lanes.of(1));
    try (var work = single.workspace()) {
      var x = work.block(NEW);
      var random = RandomStream.of(4, "columns");
      for (int i = 0; i < NEW; i++) {
        single.randomize(x.column(i), random);
        single.axpy(1e3, x.column(0), x.column(i));
      }
      new Orthonormalization(single).factor(x, 0);
      assertThat(EigensolverTest.deviation(single, x)).isLessThan(1e-6);
    }
  }

  @Test
  void aSpaceThatIsFullLeavesNothingOfFurtherColumns() {
    var small = FlatSpace.of(3);
    try (var work = small.workspace()) {
      var all = work.block(5);
      var random = RandomStream.of(5, "columns");
      for (int i = 0; i < 5; i++) {
        small.randomize(all.column(i), random);
      }
      assertThat(new Orthonormalization(small).factor(all, 0).rank()).isEqualTo(3);
      assertThat(EigensolverTest.deviation(small, all.columns(0, 3))).isLessThan(1e-13);
      assertThatThrownBy(() -> new Orthonormalization(small).complete(all, 3, random))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void aVectorThatIsNotFiniteIsAnErrorInWords() {
    try (var work = space.workspace()) {
      var x = work.block(2);
      space.randomize(x.column(0), RandomStream.of(6, "columns"));
      var values = space.read(x.column(1));
      values[3] = Double.NaN;
      space.write(values, x.column(1));
      assertThatThrownBy(() -> orthonormalization.factor(x, 0))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("not finite");
    }
  }

  /** Columns that are one direction plus others scaled down, to a condition of about the given. */
  private void nearlyDependent(Block x, double condition, RandomGenerator random) {
    for (int i = 0; i < NEW; i++) {
      space.randomize(x.column(i), random);
      if (i > 0) {
        space.scale(1 / condition, x.column(i));
        space.axpy(1, x.column(0), x.column(i));
      }
    }
  }

  /** The largest norm of a column of {@code X - F onFixed - Q r}, relative to the column's. */
  private double missing(Block basis, Orthonormalization.Factors factors, Block x) {
    double worst = 0;
    int k = x.columns();
    for (int j = 0; j < k; j++) {
      double norm = Math.max(space.norm(x.column(j)), 1e-300);
      for (int i = 0; i < FIXED; i++) {
        space.axpy(-factors.onFixed()[i * k + j], basis.column(i), x.column(j));
      }
      for (int i = 0; i < factors.rank(); i++) {
        space.axpy(-factors.r()[i * k + j], basis.column(FIXED + i), x.column(j));
      }
      worst = Math.max(worst, space.norm(x.column(j)) / norm);
    }
    return worst;
  }
}
