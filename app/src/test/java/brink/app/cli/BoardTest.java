package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.Progress.Began;
import brink.lab.record.Progress.Measured;
import brink.lab.record.Progress.Noted;
import brink.lab.record.Progress.Stepped;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BoardTest {
  private static final Stepped STEP =
      new Stepped(7, 0.5, 0.25, Optional.of(1e-3), Optional.of(2e-6), 0.25);

  @Test
  void showsWhatHasHappenedAndTheTimeToCome() {
    var board =
        Board.empty()
            .with(new Began("quickstart", "loss 0.01"))
            .with(STEP)
            .with(new Measured(3, 0.5, 12.5))
            .with(new Noted("measuring"));
    assertThat(board.lines(80, Duration.ofSeconds(70)))
        .containsExactly(
            "quickstart to loss 0.01   1:10, about 3:30 to go",
            "loss      0.2500      ▁",
            "sharpness 12.50       ▁",
            "step 7   t 0.5000   step size 0.001000   error 2.000e-06   snapshot 3",
            "measuring");
    assertThat(board.line(Duration.ofSeconds(70)))
        .isEqualTo(
            "1:10, about 3:30 to go   step 7   t 0.5000   step size 0.001000   error 2.000e-06"
                + "   loss 0.2500   sharpness 12.50");
  }

  @Test
  void guessesNoTimeToComeAtTheVeryBeginning() {
    var begun = new Stepped(1, 0, 2.3, Optional.empty(), Optional.empty(), 0);
    var board = Board.empty().with(new Began("run", "t 5")).with(begun);
    assertThat(board.lines(80, Duration.ofSeconds(3)))
        .containsExactly("run to t 5   0:03", "loss      2.300       ▁", "step 1   t 0.000", "");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    var board = Board.empty().with(new Began("quickstart", "loss 0.01")).with(STEP);
    for (int width : new int[] {10, 30, 60}) {
      assertThat(board.lines(width, Duration.ZERO)).allMatch(line -> line.length() <= width);
    }
  }

  @Test
  void aSeriesOfAnyLengthKeepsItsCourseInFewPoints() {
    var series = Series.empty();
    for (int i = 0; i < 100_000; i++) {
      series = series.with(i);
    }
    assertThat(series.points()).hasSizeBetween(64, 127).isSorted().startsWith(0.0);
    assertThat(series.points().getLast()).isGreaterThan(98_000);
    assertThat(series.sparkline(8)).isEqualTo("▁▂▃▄▅▆▇█");
  }

  @Test
  void aSparklineHasNoMoreBarsThanPoints() {
    var three =
        IntStream.of(1, 3, 1)
            .mapToObj(i -> (double) i)
            .reduce(Series.empty(), Series::with, (a, _) -> a);
    assertThat(three.sparkline(40)).isEqualTo("▁█▁");
    assertThat(Series.empty().sparkline(40)).isEmpty();
  }
}
