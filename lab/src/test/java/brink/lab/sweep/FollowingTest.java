package brink.lab.sweep;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.Progress;
import brink.lab.record.Progress.Measured;
import brink.lab.record.Progress.Stepped;
import brink.lab.spec.Runs;
import brink.lab.spec.Sweep;
import brink.nn.data.Places;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FollowingTest {
  private static final String SWEEP =
      """
      name: small
      spec:
        data: {source: {kind: dice, image-size: 8}, subset: {count: 30}, scaling: {kind: unit}}
        network: {hidden: [8, 7], activation: elu}
        loss: cross-entropy
        descent: {learning-rate: 0.05}
        save: {every: 10}
      axes:
        stop: [%s]
      """;

  @TempDir Path folder;
  private Worker worker;
  private final List<SweepWatch.Event> told = new ArrayList<>();

  @BeforeEach
  void open() {
    var runs =
        new Runs(new Places(Optional.empty(), folder), new Runs.Build("test", Optional.empty()));
    worker = new Worker(runs, new SweepFolder(folder.resolve("out")), _ -> () -> {});
  }

  private Sweep.Point point(String stop) throws Exception {
    var file = Files.writeString(folder.resolve("sweep.yaml"), SWEEP.formatted(stop));
    return Sweep.read(file, List.of()).points().getFirst();
  }

  /** The last that was told of these. */
  private <E extends Progress.Event> Optional<E> last(Class<E> kind) {
    return told.stream()
        .filter(SweepWatch.Moved.class::isInstance)
        .map(event -> ((SweepWatch.Moved) event).event())
        .filter(kind::isInstance)
        .map(kind::cast)
        .reduce((_, last) -> last);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{steps: 40}", "{time: 1.5}", "{loss: 1.7, max-steps: 1000}"})
  void theFoldersTellWhatTheRunItselfTellsToTheBit(String stop) throws Exception {
    var point = point(stop);
    try (var following = Following.of(worker.folder(), told::add)) {
      following.accept(new SweepWatch.Began(point));
      var own = new ArrayList<Progress.Event>();
      var outcome =
          worker.carryOut(
              point,
              event -> {
                switch (event) {
                  case Stepped step -> {
                    own.add(step);
                    following.look();
                    assertThat(last(Stepped.class)).contains(step);
                  }
                  case Measured moment -> {
                    own.add(moment);
                    following.look();
                    assertThat(last(Measured.class)).contains(moment);
                  }
                  default -> following.look();
                }
              });
      assertThat(outcome).isEqualTo(new Outcome.Finished(false));
      assertThat(own).hasSizeGreaterThan(20);
      assertThat(last(Stepped.class).orElseThrow().done()).isBetween(0.9, 1.0);
      following.accept(new SweepWatch.Done(point, outcome));
      int before = told.size();
      following.look();
      assertThat(told).hasSize(before);
    }
  }

  @Test
  void aRunThatBeginsAgainIsFollowedFromItsBeginning() throws Exception {
    var point = point("{steps: 40}");
    try (var following = Following.of(worker.folder(), told::add)) {
      following.accept(new SweepWatch.Began(point));
      worker.carryOut(point, Progress.silent());
      following.look();
      assertThat(last(Stepped.class).orElseThrow().step()).isEqualTo(40);
      worker.folder().clear(point);
      following.look();
      worker.carryOut(
          point,
          event -> {
            if (event instanceof Stepped step && step.step() == 3) {
              following.look();
              assertThat(last(Stepped.class)).contains(step);
            }
          });
      following.look();
      assertThat(last(Stepped.class).orElseThrow().step()).isEqualTo(40);
    }
  }

  @Test
  void halfALineIsReadWhenTheOtherHalfIsThere() throws Exception {
    var point = point("{steps: 40}");
    worker.carryOut(point, Progress.silent());
    var metrics = worker.folder().run(point).resolve("metrics.jsonl");
    var all = Files.readAllBytes(metrics);
    int end = new String(all, UTF_8).indexOf("\"step\":7");
    try (var following = Following.of(worker.folder(), told::add);
        var channel = FileChannel.open(metrics, StandardOpenOption.WRITE)) {
      channel.truncate(end);
      following.accept(new SweepWatch.Began(point));
      following.look();
      assertThat(last(Stepped.class).orElseThrow().step()).isEqualTo(6);
      channel.write(ByteBuffer.wrap(all, end, all.length - end), end);
      following.look();
      assertThat(last(Stepped.class).orElseThrow().step()).isEqualTo(40);
    }
  }

  @Test
  void aFileThatIsBeingWrittenStaysLockedAgainstOtherProcesses() throws Exception {
    var point = point("{steps: 3}");
    try (var following = Following.of(worker.folder(), told::add)) {
      following.accept(new SweepWatch.Began(point));
      var locks = new ArrayList<String>();
      worker.carryOut(
          point,
          event -> {
            if (event instanceof Stepped) {
              following.look();
              locks.add(locks(worker.folder().run(point).resolve("metrics.jsonl")));
            }
          });
      assertThat(locks).hasSize(3).allMatch(lock -> lock.contains("WRITE"));
    }
  }

  /** What the system knows of locks on a file. */
  private static String locks(Path file) {
    try {
      var inode = Files.getAttribute(file, "unix:ino").toString();
      return String.join(
          "\n",
          Files.readAllLines(Path.of("/proc/locks")).stream()
              .filter(line -> line.contains(":" + inode + " "))
              .toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
