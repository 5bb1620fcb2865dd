package brink.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.Progress.Measured;
import brink.lab.record.Progress.Stepped;
import brink.lab.spec.Sweep;
import brink.lab.sweep.Outcome;
import brink.lab.sweep.SweepWatch.Began;
import brink.lab.sweep.SweepWatch.Done;
import brink.lab.sweep.SweepWatch.Moved;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SweepBoardTest {
  @TempDir Path folder;

  private Sweep sizes() throws Exception {
    return sweep("data.subset.count: [20, 30, 40, 50, 60, 70]");
  }

  private Sweep sweep(String axis) throws Exception {
    var file = folder.resolve("sweep.yaml");
    Files.writeString(
        file,
        """
        name: sizes
        spec:
          data: {source: {kind: dice}}
          network: {hidden: [8], activation: elu}
          loss: cross-entropy
          stop: {time: 1}
        axes: {%s}
        """
            .formatted(axis));
    return Sweep.read(file, List.of());
  }

  @Test
  void showsHowManyAreDoneWhatGoesOnAndWhatFailed() throws Exception {
    var points = sizes().points();
    var half = new Stepped(7, 0.5, 0.25, Optional.empty(), Optional.empty(), 0.5);
    var board =
        SweepBoard.of(sizes())
            .with(new Done(points.get(0), new Outcome.Finished(true)))
            .with(new Began(points.get(1)))
            .with(new Done(points.get(1), new Outcome.Finished(false)))
            .with(new Done(points.get(2), new Outcome.Failed("The memory did not suffice.")))
            .with(new Done(points.get(3), new Outcome.Elsewhere()))
            .with(new Began(points.get(4)))
            .with(new Moved(points.get(4), half))
            .with(new Moved(points.get(4), new Measured(2, 0.5, 12.5)));
    // 30 examples and half of 60 took a minute; the other half and 70 are left.
    assertThat(board.lines(110, Duration.ofSeconds(60)))
        .containsExactly(
            "sizes: 2 of 6 finished, 1 were there, 1 going on, 1 with other processes, 1 failed   1:00, about 1:40 to go",
            "  █████·····  50 %   t 0.5000   loss 0.2500   sharpness 12.50   count 60",
            "  failed: count 40 (%s): The memory did not suffice.".formatted(points.get(2).id()));
    assertThat(board.line(Duration.ofSeconds(60))).endsWith("1:00, about 1:40 to go");
  }

  @Test
  void takesPointsForEqualWhoseNumberOfExamplesIsNotSaid() throws Exception {
    var sweep = sweep("network.init.seed: [1, 2, 3]");
    var board =
        SweepBoard.of(sweep).with(new Done(sweep.points().get(0), new Outcome.Finished(false)));
    assertThat(board.line(Duration.ofSeconds(60))).endsWith("1:00, about 2:00 to go");
  }
}
