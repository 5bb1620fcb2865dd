package brink.core.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Space;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OperatorTest {
  private static final int N = 12;

  private final FlatSpace space = FlatSpace.of(N);
  private final Dense first = symmetric(1);
  private final Dense second = symmetric(2);

  @Test
  void aDenseOperatorPassesItsOwnChecksAndGivesItsMatrixBack() {
    OperatorChecks.check(first, first, 1e-14, 5);
  }

  @Test
  void aCombinationIsTheWeightedSum() {
    var sum =
        IntStream.range(0, N * N)
            .mapToDouble(i -> 2 * first.entries()[i] - 0.5 * second.entries()[i])
            .toArray();
    OperatorChecks.check(new Combination(2, first, -0.5, second), new Dense(space, sum), 1e-13, 5);
  }

  @Test
  void aShiftedOperatorHasTheShiftOnItsDiagonal() {
    var entries = first.entries().clone();
    IntStream.range(0, N).forEach(i -> entries[i * N + i] -= 2.5);
    OperatorChecks.check(new Shifted(first, -2.5), new Dense(space, entries), 1e-13, 5);
  }

  @Test
  void aCongruenceScalesRowsAndColumns() {
    try (var work = space.workspace()) {
      var diagonal = work.vec();
      var d = IntStream.range(0, N).mapToDouble(i -> 0.3 + 7.0 * i * i).toArray();
      space.write(d, diagonal);
      var entries =
          IntStream.range(0, N * N)
              .mapToDouble(i -> d[i / N] * first.entries()[i] * d[i % N])
              .toArray();
      var congruence = new Congruence(space, diagonal, first);
      OperatorChecks.check(congruence, new Dense(space, entries), 1e-13, 5);
    }
  }

  @Test
  void aCountingOperatorCountsVectorsAndChangesNothing() {
    var counting = new Counting(first);
    OperatorChecks.matches(counting, first, 0);
    assertThat(counting.applications()).isEqualTo(N);
  }

  @Test
  void theChecksFailForAnOperatorThatIsNotSymmetric() {
    var lopsided = new Dense(space, first.entries().clone());
    lopsided.entries()[1] += 0.1;
    assertThatThrownBy(() -> OperatorChecks.isSymmetric(lopsided, 1e-10, 5))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> OperatorChecks.matches(lopsided, first, 1e-10))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void theChecksFailForAMapThatIsNotLinear() {
    var shifted =
        wrap((x, into) -> {
          first.apply(x, into);
          var values = space.read(into.column(0));
          values[0] += 1e-3;
          space.write(values, into.column(0));
        });
    assertThatThrownBy(() -> OperatorChecks.isLinear(shifted, 1e-10, 5))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> OperatorChecks.blockIsItsColumns(shifted, 1e-10, 5))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void theChecksFailForAnOperatorThatChangesItsArgumentOrItsMind() {
    var calls = new int[1];
    var fickle =
        wrap((x, into) -> {
          first.apply(x, into);
          space.scale(1 + 1e-12 * ++calls[0], into.column(0));
        });
    assertThatThrownBy(() -> OperatorChecks.isDeterministic(fickle, 5))
        .isInstanceOf(AssertionError.class);
    var greedy =
        wrap((x, into) -> {
          first.apply(x, into);
          space.scale(2, x.column(0));
        });
    assertThatThrownBy(() -> OperatorChecks.leavesItsArgumentAlone(greedy, 5))
        .isInstanceOf(AssertionError.class);
  }

  private interface Product {
    void apply(Block x, Block into);
  }

  private LinearOperator wrap(Product product) {
    return new LinearOperator() {
      @Override
      public Space space() {
        return space;
      }

      @Override
      public void apply(Block x, Block into) {
        product.apply(x, into);
      }
    };
  }

  private Dense symmetric(long seed) {
    var random = RandomStream.of(seed, "matrix");
    var entries = new double[N * N];
    for (int i = 0; i < N; i++) {
      for (int j = 0; j <= i; j++) {
        entries[i * N + j] = random.nextGaussian();
        entries[j * N + i] = entries[i * N + j];
      }
    }
    return new Dense(space, entries);
  }
}
