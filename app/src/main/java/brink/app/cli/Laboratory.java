package brink.app.cli;

import brink.core.vector.Precision;
import brink.lab.record.Progress;
import brink.lab.spec.SpecKey;
import brink.lab.spec.Sweep;
import brink.lab.study.Scale;
import brink.lab.sweep.Cluster;
import brink.lab.sweep.Shard;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** What the commands ask for; each method is the body of one command, without its printing. */
interface Laboratory {

  /** Runs a spec to its end and writes the run folder with its report. */
  Result run(RunRequest request, Progress progress);

  /** Goes on with an interrupted run to its end, in its folder, and writes its report. */
  Result resume(ResumeRequest request, Progress progress);

  /**
   * The decomposition and spectra of given weights on the data of a spec, as JSON text; slices of
   * the loss on a page too, where one is asked for.
   */
  String analyze(AnalyzeRequest request, Progress progress);

  /** Figures and a page from finished runs. */
  Result report(List<Path> runs, Optional<Path> out);

  /** The studies that are asked for with their claims, as lines of text. */
  List<String> studies(StudyRequest request);

  /** Runs studies and says what they found, and which could not be carried out. */
  Studied study(StudyRequest request, Progress progress);

  /** The points of a sweep and how each stands, as lines of text. */
  List<String> points(SweepRequest request);

  /** Runs a spec along axes. */
  Swept sweep(SweepRequest request, Sweeping view);

  /** The families of the study of Lowell and Kastner (2024), how many runs each has, as lines. */
  List<String> families(AlignmentRequest request);

  /** What their runs are expected to take, in a sentence; measures the machine for a second. */
  String effort(AlignmentRequest request);

  /** Runs the study of Lowell and Kastner (2024), as far as it is not done yet, and reports it. */
  Swept alignment(AlignmentRequest request, Sweeping view);

  /** What a spec resolves to with all defaults filled in, as YAML. */
  String resolve(RunRequest request);

  /** Every key of a spec. */
  List<SpecKey> keys();

  /** The data sets that can be named in a spec. */
  List<Finding> dataSets();

  /** Reads the named data set, or the one in a file or folder, whole and says what it found. */
  List<Finding> check(String data);

  /** Shape, classes and range of a data set's first examples, and a sheet of them as an image. */
  List<Finding> show(ShowRequest request);

  /** Fetches a data set that cannot be made here into the user's cache. */
  Path download(String data, Progress progress);

  /** Draws a generated data set into a folder of images and gives that folder. */
  Path draw(DrawRequest request);

  /** The tensor engine: libraries, devices, threads and the measured rate of matrix products. */
  List<Finding> engineFacts();

  /** Measures the engine and gives a line of text for each measurement. */
  void bench(BenchRequest request, Consumer<String> line);

  /**
   * Compares the solvers of the flow, gives a line of text for each measurement, and writes table,
   * figures and numbers into a folder.
   */
  Result benchFlow(FlowBenchRequest request, Consumer<String> line, Consumer<String> progress);

  /**
   * A spec to run.
   *
   * @param spec the YAML file
   * @param settings each {@code a.b.c=value}
   * @param out the run folder, where not the one that follows from the spec
   * @param cluster where its parts are computed, where not in this process
   */
  record RunRequest(
      Path spec, List<String> settings, Optional<Path> out, Optional<Cluster.Connection> cluster) {}

  /**
   * A run to go on with.
   *
   * @param run its folder
   * @param cluster where its parts are computed, where not in this process
   */
  record ResumeRequest(Path run, Optional<Cluster.Connection> cluster) {}

  /**
   * Published claims to test.
   *
   * @param set where they were published
   * @param names of studies; all where empty
   * @param scale how large the runs are
   * @param out folder for runs and pages
   */
  record StudyRequest(String set, List<String> names, Scale scale, Path out) {}

  /**
   * A sweep to carry out.
   *
   * @param sweep the YAML file
   * @param settings each {@code a.b.c=value}, over its spec
   * @param out its folder, where not the one named after it
   * @param workers runs at once, where not as many as there are cores for
   * @param shard which of its points
   * @param cluster where they are run, where not in this process
   */
  record SweepRequest(
      Path sweep,
      List<String> settings,
      Optional<Path> out,
      Optional<Integer> workers,
      Shard shard,
      Optional<Cluster.Connection> cluster) {}

  /**
   * What of the study of Lowell and Kastner (2024) to carry out.
   *
   * @param families by key; all where empty
   * @param scale how large the runs are
   * @param figure the only one to draw, where not all
   * @param model folder of RoBERTa, for SST
   * @param out folder for runs and page
   */
  record AlignmentRequest(
      List<String> families,
      Scale scale,
      Optional<Integer> figure,
      Optional<Path> model,
      Path out) {}

  /** Opens a view of a sweep, once it is read. */
  @FunctionalInterface
  interface Sweeping {
    SweepView open(Sweep sweep);
  }

  /**
   * What a sweep came to.
   *
   * @param result its table, and why runs failed
   * @param failed how many
   * @param points of how many
   */
  record Swept(Result result, int failed, int points) {}

  /**
   * Weights to analyse.
   *
   * @param spec the YAML file that says network, data and loss, or a run folder
   * @param settings each {@code a.b.c=value}
   * @param weights safetensors or NPZ; the spec's initial weights where not given
   * @param page folder for a page with the slices that the spec asks for
   */
  record AnalyzeRequest(
      Path spec, List<String> settings, Optional<Path> weights, Optional<Path> page) {}

  /**
   * A data set to look at.
   *
   * @param data a name from the list, a file or a folder
   * @param count how many of its first examples
   * @param out PNG file to make, a row of pictures for each class
   */
  record ShowRequest(String data, int count, Optional<Path> out) {}

  /**
   * A data set to draw.
   *
   * @param data its name
   * @param count examples in all, split evenly among the classes
   * @param size pixels along an edge
   * @param seed of the random draws
   * @param out the folder to make
   */
  record DrawRequest(String data, int count, int size, long seed, Path out) {}

  /**
   * What of the engine to measure.
   *
   * @param examples numbers of examples; the usual ones where empty
   * @param networks for images, by name; where empty, the fully connected network
   * @param precision of the networks for images
   * @param threads to measure with, where not all
   */
  record BenchRequest(
      List<Integer> examples,
      List<String> networks,
      Precision precision,
      Optional<Integer> threads) {}

  /**
   * Which solvers' comparison to measure.
   *
   * @param quick only what takes seconds
   * @param problems by name; all where empty
   * @param solvers by name; all where empty
   * @param settings the most of each solver, from the coarsest; all where not given
   * @param limit seconds for each solve
   * @param out the folder to make
   */
  record FlowBenchRequest(
      boolean quick,
      List<String> problems,
      List<String> solvers,
      Optional<Integer> settings,
      int limit,
      Path out) {}

  /**
   * What a command made.
   *
   * @param summary what came out, in words, a sentence a line
   * @param files what was made, by what it is: {@code page}, {@code figures}, {@code run folder}
   */
  record Result(List<String> summary, List<Made> files) {}

  /**
   * What studies came to.
   *
   * @param result what they found, and for each that could not be carried out why
   * @param missed names of those
   * @param asked how many were asked for
   */
  record Studied(Result result, List<String> missed, int asked) {}

  /** One thing made, and where it lies. */
  record Made(String what, Path where) {}
}
