package brink.lab.record;

import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The folder of one run:
 *
 * <pre>
 *   spec.yaml             the resolved spec
 *   provenance.json       where the numbers come from
 *   metrics.jsonl         rows as they were measured, one JSON object a line
 *   steps.parquet, moments.parquet, layers.parquet, amplification.parquet    the same, at the end
 *   eigenvalues.parquet, projections.parquet, taylor.parquet, smoothness.parquet,
 *   output_curvature.parquet, random_projections.parquet, test.parquet, notes.parquet    where they
 *                         were asked for
 *   snapshots/NNNN.safetensors    parameters at the moments
 *   state.safetensors     what the run goes on from after a break, until it is finished
 *   result.json           how the run stands: running, finished or failed
 *   figures/, report.html
 * </pre>
 *
 * A folder is never written over. {@code result.json} appears first with status running and is
 * replaced in one step at the end, after all else is whole.
 *
 * @param path of the folder
 */
public record RunFolder(Path path) {

  /**
   * Starts a run's folder.
   *
   * @param spec the resolved spec's text, whose hash is the provenance's
   * @throws InputError when the folder holds something already or cannot be made
   */
  public static RunWriter create(Path path, String spec, Provenance provenance) {
    if (!Provenance.hash(spec).equals(provenance.specHash())) {
      throw new IllegalArgumentException("the provenance is of another spec");
    }
    var folder = new RunFolder(path);
    try {
      Files.createDirectories(path);
      requireFree(path);
      Files.createDirectories(folder.figures());
      Files.createDirectories(folder.snapshot(0).getParent());
    } catch (IOException e) {
      throw new InputError(
          "The run folder "
              + path
              + " cannot be made ("
              + Why.of(e)
              + "): choose a place that you may write to.",
          e);
    }
    return RunWriter.begin(folder, spec, provenance);
  }

  /**
   * Goes on with a run that was interrupted or killed, from where it last wrote down its state.
   *
   * @param now of the same run, as it would begin here
   * @param step after which that was
   * @param written bytes of the live metrics then; see {@link RunWriter#written}
   * @throws InputError if it is finished, the folder is of another run, its data is not what it
   *     was, its files are broken, or another process is writing it
   */
  public RunWriter resume(Provenance now, long step, long written) {
    if (status() instanceof RunStatus.Finished) {
      throw new InputError(
          "The run in %s is finished: there is nothing to go on with.".formatted(path));
    }
    var before = Json.read(provenance(), Provenance.class);
    if (!before.specHash().equals(now.specHash())) {
      throw new InputError(
          spec() + " is not the spec that the run began with: it was changed, run it again.");
    }
    if (!before.data().hash().equals(now.data().hash())) {
      throw new InputError(
          "The data of %s is not what it was when the run began: put it back, or run it again."
              .formatted(path));
    }
    return RunWriter.goOn(this, before.resumedBy(now, step), written);
  }

  /**
   * Checks that a run may be written to a folder: it is not there yet, or empty.
   *
   * @throws InputError when it holds something
   */
  public static void requireFree(Path path) {
    if (!Files.exists(path)) {
      return;
    }
    try (var entries = Files.list(path)) {
      if (entries.findAny().isPresent()) {
        throw new InputError(
            path
                + " holds something already and is not written over: choose another folder or"
                + " remove it first.");
      }
    } catch (IOException e) {
      throw new InputError(
          "The run folder " + path + " cannot be read (" + Why.of(e) + "): choose another place.",
          e);
    }
  }

  /**
   * The folder of a run, to read.
   *
   * @throws InputError when there is none
   */
  public static RunFolder open(Path path) {
    var folder = new RunFolder(path);
    if (!Files.isDirectory(path)) {
      throw new InputError(
          "There is no run folder " + path + ": give the folder that a run was written to.");
    }
    if (!Files.exists(folder.result())) {
      throw new InputError(
          path + " is not a run folder (it has no result.json): give the folder of one run.");
    }
    return folder;
  }

  /** The run folder at a path, if there is one that says how its run stands. */
  public static Optional<RunFolder> find(Path path) {
    return Optional.of(new RunFolder(path)).filter(folder -> Files.exists(folder.result()));
  }

  /** How the run stands. */
  public RunStatus status() {
    return status(Json.read(result(), Result.class));
  }

  private RunStatus status(Result result) {
    return switch (result.status()) {
      case "running" -> new RunStatus.Running();
      case "finished" -> new RunStatus.Finished(result.how().orElse("finished"));
      case "failed" -> new RunStatus.Failed(result.how().orElse("for an unknown reason"));
      default ->
          throw new InputError(
              result() + " has an unknown status: the file was changed, run it again.");
    };
  }

  /**
   * Everything in the folder but the snapshots: of a finished run from its Parquet files, of others
   * as far as they got, from the live metrics.
   *
   * @throws InputError when a file is missing or broken
   */
  public RunData read() {
    var result = Json.read(result(), Result.class);
    var status = status(result);
    var provenance = Json.read(provenance(), Provenance.class);
    var spec = text(spec());
    return switch (status) {
      case RunStatus.Finished _ ->
          new RunData(
              this,
              status,
              provenance,
              spec,
              result.error(),
              Parquet.read(StepRow.TABLE, table(StepRow.TABLE)),
              Parquet.read(MomentRow.TABLE, table(MomentRow.TABLE)),
              Parquet.read(LayerRow.TABLE, table(LayerRow.TABLE)),
              Parquet.read(AmplificationRow.TABLE, table(AmplificationRow.TABLE)),
              new Additional(
                  asked(EigenvalueRow.TABLE),
                  asked(ProjectionRow.TABLE),
                  asked(RandomProjectionRow.TABLE),
                  asked(TaylorRow.TABLE),
                  asked(SmoothnessRow.TABLE),
                  asked(OutputCurvatureRow.TABLE),
                  asked(TestRow.TABLE),
                  asked(NoteRow.TABLE)));
      case RunStatus.Running _, RunStatus.Failed _ -> {
        var rows = Metrics.read(metrics());
        yield new RunData(
            this,
            status,
            provenance,
            spec,
            result.error(),
            only(StepRow.class, rows),
            only(MomentRow.class, rows),
            only(LayerRow.class, rows),
            only(AmplificationRow.class, rows),
            new Additional(
                only(EigenvalueRow.class, rows),
                only(ProjectionRow.class, rows),
                only(RandomProjectionRow.class, rows),
                only(TaylorRow.class, rows),
                only(SmoothnessRow.class, rows),
                only(OutputCurvatureRow.class, rows),
                only(TestRow.class, rows),
                only(NoteRow.class, rows)));
      }
    };
  }

  /** {@code spec.yaml}. */
  public Path spec() {
    return path.resolve("spec.yaml");
  }

  /** {@code provenance.json}. */
  public Path provenance() {
    return path.resolve("provenance.json");
  }

  /** {@code metrics.jsonl}. */
  public Path metrics() {
    return path.resolve("metrics.jsonl");
  }

  /** {@code snapshots/NNNN.safetensors}: the parameters at a moment, numbered from 0. */
  public Path snapshot(int moment) {
    return path.resolve("snapshots").resolve("%04d.safetensors".formatted(moment));
  }

  /** {@code state.safetensors}. */
  public Path state() {
    return path.resolve("state.safetensors");
  }

  void forgetState() {
    try {
      Files.deleteIfExists(state());
    } catch (IOException e) {
      // It only takes up space.
    }
  }

  /** The resolved spec's text. */
  public String specText() {
    return text(spec());
  }

  /** {@code figures/}. */
  public Path figures() {
    return path.resolve("figures");
  }

  /** {@code report.html}. */
  public Path page() {
    return path.resolve("report.html");
  }

  Path result() {
    return path.resolve("result.json");
  }

  Path table(Table<?> table) {
    return path.resolve(table.name() + ".parquet");
  }

  /** What {@code result.json} holds. */
  record Result(String status, Optional<String> how, String id, Optional<FlowError> error) {}

  /** The text of a file of some run. */
  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InputError(
          file
              + " cannot be read ("
              + Why.of(e)
              + "): the run folder is not complete, run it again.",
          e);
    }
  }

  private <R extends Row> List<R> asked(Table<R> table) {
    return Files.exists(table(table)) ? Parquet.read(table, table(table)) : List.of();
  }

  private static <R extends Row> List<R> only(Class<R> kind, List<Row> rows) {
    return rows.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
