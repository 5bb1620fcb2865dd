package brink.nn.objective;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.random.RandomStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DivisionTest {
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void piecesAreWholeGroupsThatFollowEachOtherAndFitTheBudget(long seed) {
    var random = RandomStream.of(seed, "division");
    int together = random.nextInt(1, 6);
    int n = together * random.nextInt(1, 60);
    int lanes = random.nextInt(1, 5);
    double example = random.nextDouble(1, 10);
    double budget = random.nextDouble(1, 500);
    double piece = random.nextDouble(1, 100);
    var division = Division.of(n, together, example, budget, piece, lanes);
    long next = 0;
    for (var batch : division.batches()) {
      long first = next;
      for (var part : batch) {
        assertThat(part.first()).isEqualTo(next);
        assertThat(part.count()).isPositive();
        assertThat(part.count() % together).isZero();
        assertThat(part.count() * example).isLessThan(piece + 2 * together * example);
        next += part.count();
      }
      long groups = (next - first) / together;
      assertThat(groups * together * example)
          .isLessThanOrEqualTo(Math.max(budget, together * example));
      assertThat(batch.size() % lanes == 0 || batch.size() == groups)
          .as("as many pieces for each of %d lanes: %s", lanes, batch)
          .isTrue();
    }
    assertThat(next).isEqualTo(n);
    assertThat(division.pieces())
        .hasSize(division.batches().stream().mapToInt(b -> b.size()).sum());
  }
}
