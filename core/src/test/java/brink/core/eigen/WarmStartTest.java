package brink.core.eigen;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.operator.Dense;
import brink.core.random.RandomStream;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import org.junit.jupiter.api.Test;

class WarmStartTest {
  private static final FlatSpace SPACE = FlatSpace.of(3);

  @Test
  void aTenthOfARandomVectorIsMixedIntoWhatWasFoundWhichStays() {
    try (var work = SPACE.workspace()) {
      var found = work.vec();
      var start = work.vec();
      SPACE.write(new double[] {0, 1, 0}, found);
      WarmStart.beside(found, RandomStream.of(1, "test"), SPACE, start);
      assertThat(SPACE.read(found)).containsExactly(0, 1, 0);
      SPACE.combine(new double[] {1, -1}, new Vec[] {start, found}, start);
      assertThat(SPACE.norm(start)).isCloseTo(0.1, within(1e-15));
      assertThat(SPACE.read(start)).doesNotContain(0);
    }
  }

  @Test
  void anEigenvectorThatHasOvertakenTheOneThatWasFoundIsNotMissed() {
    var now = new Dense(SPACE, new double[] {5, 0, 0, 0, 4, 0, 0, 0, 1});
    try (var work = SPACE.workspace()) {
      var found = work.vec();
      SPACE.write(new double[] {0, 1, 0}, found); // the first one when it belonged to 6
      var start = work.block(1);
      WarmStart.beside(found, RandomStream.of(1, "test"), SPACE, start.column(0));
      var request = new EigenRequest(1, End.LARGEST, 1e-10, 100, 1);
      var pairs = new Lanczos(3, 1).solve(now, request, start, work);
      assertThat(pairs.values()[0]).isCloseTo(5, within(1e-9));
    }
  }
}
