package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.record.Progress;
import brink.lab.record.RunData;
import brink.nn.data.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs in a folder that are broken off in the middle of a step, and resumed. */
record BreakableRuns(Path folder, Runs runs) {
  /** What ends a run from outside. */
  static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  static BreakableRuns in(Path folder) {
    var build = new Runs.Build("test", Optional.empty());
    return new BreakableRuns(folder, new Runs(new Places(Optional.empty(), folder), build));
  }

  Spec spec(String yaml, List<String> settings) throws IOException {
    return Runs.read(Files.writeString(folder.resolve("spec.yaml"), yaml), settings);
  }

  RunData run(Spec spec, String out, Progress progress) {
    return runs.run(spec, folder.resolve(out), progress, _ -> () -> {}).read();
  }

  RunData whole(Spec spec) {
    return run(spec, "whole", Progress.silent());
  }

  /** Runs until a step, and no further than that. */
  void broken(Spec spec, long step) {
    assertThatThrownBy(() -> run(spec, "broken", until(step))).isInstanceOf(Stopped.class);
  }

  /** Goes on until a step, and no further than that. */
  void brokenAgain(long step) {
    assertThatThrownBy(() -> resumed(until(step))).isInstanceOf(Stopped.class);
  }

  RunData resumed() {
    return resumed(Progress.silent());
  }

  private RunData resumed(Progress progress) {
    return runs.resume(folder.resolve("broken"), progress, _ -> () -> {}).read();
  }

  void assertRefused(String part) {
    assertThatThrownBy(this::resumed).isInstanceOf(InputError.class).hasMessageContaining(part);
  }

  static Progress until(long step) {
    return event -> {
      if (event instanceof Progress.Stepped stepped && stepped.step() == step) {
        throw new Stopped();
      }
    };
  }

  /** In all that a run leaves, but for the time it took. */
  static void assertSame(RunData resumed, RunData whole) throws IOException {
    assertThat(resumed.status()).isEqualTo(whole.status());
    assertThat(resumed.error()).isEqualTo(whole.error());
    assertThat(resumed.steps())
        .usingRecursiveComparison()
        .ignoringFields("seconds")
        .isEqualTo(whole.steps());
    assertThat(resumed.moments()).isEqualTo(whole.moments());
    assertThat(resumed.layers()).isEqualTo(whole.layers());
    assertThat(resumed.amplifications()).isEqualTo(whole.amplifications());
    assertThat(resumed.additional()).isEqualTo(whole.additional());
    for (var moment : whole.moments()) {
      assertThat(resumed.folder().snapshot(moment.moment()))
          .hasSameBinaryContentAs(whole.folder().snapshot(moment.moment()));
    }
  }
}
