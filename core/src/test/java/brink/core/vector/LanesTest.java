package brink.core.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanesTest {
  @ParameterizedTest(name = "{0} lanes, {1} pieces")
  @CsvSource({"1,0", "1,7", "2,1", "2,7", "3,2", "4,1000", "5,4"})
  void everyPieceIsDoneExactlyOnce(int count, int pieces) {
    var done = new AtomicIntegerArray(pieces);
    try (var lanes = Lanes.of(count)) {
      assertThat(lanes.count()).isEqualTo(count);
      lanes.share(
          pieces,
          (from, to) -> {
            for (int i = from; i < to; i++) {
              done.incrementAndGet(i);
            }
          });
    }
    for (int i = 0; i < pieces; i++) {
      assertThat(done.get(i)).as("piece %d", i).isEqualTo(1);
    }
  }

  @ParameterizedTest(name = "{0} lanes, piece {1} fails")
  @CsvSource({"1,0", "2,0", "2,9", "3,5"})
  void anExceptionOfAnyLaneIsThrownToTheCallerAndTheLanesGoOn(int count, int failing) {
    try (var lanes = Lanes.of(count)) {
      assertThatThrownBy(() ->
              lanes.share(
                  10,
                  (from, to) -> {
                    if (from <= failing && failing < to) {
                      throw new ArithmeticException("piece " + failing);
                    }
                  }))
          .isInstanceOf(ArithmeticException.class)
          .hasMessage("piece " + failing);
      var done = new AtomicIntegerArray(1);
      lanes.share(10, (from, to) -> done.addAndGet(0, to - from));
      assertThat(done.get(0)).isEqualTo(10);
    }
  }

  @Test
  void anErrorOfAnyLaneIsThrownToTheCaller() {
    try (var lanes = Lanes.of(2)) {
      assertThatThrownBy(() ->
              lanes.share(
                  2,
                  (from, to) -> {
                    if (to == 2) {
                      throw new StackOverflowError("deep");
                    }
                  }))
          .isInstanceOf(StackOverflowError.class);
    }
  }

  @Test
  void noLanesAreRefused() {
    assertThatThrownBy(() -> Lanes.of(0)).hasMessageContaining("at least 1");
  }
}
