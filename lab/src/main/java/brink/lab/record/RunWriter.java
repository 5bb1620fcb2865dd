package brink.lab.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import brink.nn.format.AtomicFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes one run into its folder, by one thread; another may say that it was {@link #interrupted}.
 * Ends with the first {@link #finish} or {@link #fail}; when closed before, the run is marked as
 * failed.
 */
public final class RunWriter implements AutoCloseable {
  private static final String INTERRUPTED = "The run was interrupted.";

  private final RunFolder folder;
  private final Provenance provenance;
  private final Metrics metrics;
  private boolean ended;

  private RunWriter(RunFolder folder, Provenance provenance, Metrics metrics) {
    this.folder = folder;
    this.provenance = provenance;
    this.metrics = metrics;
  }

  /** Into an empty folder. */
  static RunWriter begin(RunFolder folder, String spec, Provenance provenance) {
    mark(folder, provenance, new RunStatus.Running(), Optional.empty(), Optional.empty());
    AtomicFile.write(folder.spec(), spec.getBytes(UTF_8));
    Json.write(folder.provenance(), provenance);
    return new RunWriter(folder, provenance, Metrics.create(folder.metrics()));
  }

  /** After so many bytes of the live metrics of a folder that is there. */
  static RunWriter goOn(RunFolder folder, Provenance provenance, long bytes) {
    var metrics = Metrics.goOn(folder.metrics(), bytes);
    Json.write(folder.provenance(), provenance);
    mark(folder, provenance, new RunStatus.Running(), Optional.empty(), Optional.empty());
    return new RunWriter(folder, provenance, metrics);
  }

  /** The folder being written. */
  public RunFolder folder() {
    return folder;
  }

  /** Where the snapshot of a moment belongs; its writer sees to it that the file is whole. */
  public Path snapshot(int moment) {
    return folder.snapshot(moment);
  }

  /**
   * Adds a row to the live metrics; it is on disk on return.
   *
   * @throws brink.core.error.InputError when a value is not finite (the computation has broken
   *     down) or the disk is full
   */
  public void add(Row row) {
    metrics.add(row);
  }

  /** Bytes of the live metrics so far, from which a run can {@link RunFolder#resume}. */
  public long written() {
    return metrics.secured();
  }

  /**
   * Writes the Parquet files and marks the run as finished.
   *
   * @param how it ended, in words, as {@code loss 0.01 reached after 412 steps}
   */
  public synchronized void finish(String how) {
    finish(how, Optional.empty());
  }

  /** The same with the error of the flow, where that was measured. */
  public synchronized void finish(String how, FlowError error) {
    finish(how, Optional.of(error));
  }

  private void finish(String how, Optional<FlowError> error) {
    if (ended) {
      return;
    }
    metrics.close();
    var kinds = Metrics.kinds(folder.metrics());
    Stream.concat(
            Tables.ALWAYS.stream(),
            Tables.ASKED.stream().filter(table -> kinds.contains(table.kind())))
        .forEach(table -> Parquet.write(table, folder.metrics(), folder.table(table)));
    end(new RunStatus.Finished(how), Optional.of(how), error);
    folder.forgetState();
  }

  /**
   * Marks the run as failed; the rows until then stay readable.
   *
   * @param why in one sentence
   */
  public synchronized void fail(String why) {
    if (ended) {
      return;
    }
    metrics.close();
    end(new RunStatus.Failed(why), Optional.of(why), Optional.empty());
  }

  /**
   * Marks a run that has not ended as interrupted. The writing thread may go on until the process
   * ends, which does no harm: the live metrics stay open for it, and what it says of the run's end
   * comes too late.
   */
  public synchronized void interrupted() {
    if (!ended) {
      end(new RunStatus.Failed(INTERRUPTED), Optional.of(INTERRUPTED), Optional.empty());
    }
  }

  /** Ends a run that did not come to its end. */
  @Override
  public void close() {
    fail("The run stopped before its end.");
  }

  private void end(RunStatus status, Optional<String> how, Optional<FlowError> error) {
    Json.write(folder.provenance(), provenance.endedAt(Instant.now()));
    mark(folder, provenance, status, how, error);
    ended = true;
  }

  private static void mark(
      RunFolder folder,
      Provenance provenance,
      RunStatus status,
      Optional<String> how,
      Optional<FlowError> error) {
    Json.write(folder.result(), new RunFolder.Result(status.word(), how, provenance.id(), error));
  }
}
