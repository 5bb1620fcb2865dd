package brink.lab.spec;

import brink.core.error.InputError;
import brink.core.ode.GlobalError;
import brink.lab.dynamics.Descent;
import brink.lab.dynamics.Ending;
import brink.lab.dynamics.FlowSolve;
import brink.lab.record.FlowError;
import brink.lab.record.Machine;
import brink.lab.record.Progress;
import brink.lab.record.Provenance;
import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.record.RunWriter;
import brink.nn.data.Places;
import brink.nn.engine.EngineFacts;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Runs specs into run folders.
 *
 * @param places where data is looked for
 * @param build what this build calls itself
 * @param placement of the parts of their objectives
 */
public record Runs(Places places, Build build, Placement placement) {
  private static final int LONGEST_NAME = 100; // of a folder, before its identity
  private static final SpecReader<Spec> READER = new SpecReader<>(Spec.class);

  /** Runs that are computed in this process. */
  public Runs(Places places, Build build) {
    this(places, build, Placement.here());
  }

  /**
   * A build of this program.
   *
   * @param version as in the POM
   * @param commit it was built from, where known
   */
  public record Build(String version, Optional<String> commit) {}

  /** A spec from a file and settings that go over it. */
  public static Spec read(Path file, List<String> settings) {
    return READER.read(file, settings);
  }

  /** The spec with everything filled in that its run depends on, as YAML. */
  public static String resolved(Spec spec) {
    return SpecWriter.yaml(spec);
  }

  /** Where the run of a spec goes when nothing else is said: its name and its identity. */
  public static Path folder(Spec spec) {
    var name = spec.name().replaceAll("[^A-Za-z0-9._-]+", "-");
    var start = name.substring(0, Math.min(name.length(), LONGEST_NAME));
    return Path.of("runs", start + "-" + Provenance.hash(resolved(spec)).substring(0, 12));
  }

  /**
   * Bytes of native memory that the run of a spec takes, estimated.
   *
   * @throws InputError if its data cannot be loaded, or does not fit its network
   */
  public double memory(Spec spec) {
    var data = spec.data().load(places);
    var held = spec.measure().test().map(test -> test.load(spec.data(), places));
    return MemoryNeed.ofRun(spec, spec.network().on(data), data, held).bytes();
  }

  /** Keeps watch while a run goes on: does the work it is given should the process be ended. */
  @FunctionalInterface
  public interface Guard {
    /** From now until the result is closed. */
    Closing over(Runnable work);
  }

  /** Ends a watch. */
  @FunctionalInterface
  public interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  /**
   * Runs a spec to its end.
   *
   * @return the run folder, marked as finished, or as failed where the flow could not be followed
   *     to its stop: it then keeps everything up to there
   * @throws InputError if the spec cannot be run
   */
  public RunFolder run(Spec spec, Path out, Progress progress, Guard guard) {
    RunFolder.requireFree(out); // before the data and the engine are loaded
    var text = resolved(spec);
    return carryOut(
        new Task(
            spec, text, Optional.empty(), provenance -> RunFolder.create(out, text, provenance)),
        progress,
        guard);
  }

  /**
   * Goes on with a run that was interrupted or killed: a descent from its last moment, a flow from
   * the end of the step with its last moment, or from later where moments lie minutes apart. With
   * the same build on the same machine it comes to bit for bit the numbers of a run without a
   * break, seconds apart.
   *
   * @return the run folder, as from {@link #run}
   * @throws InputError if the run is finished, is still going on, or came to nothing to go on from,
   *     or if its folder or its data is not what it was
   */
  public RunFolder resume(Path path, Progress progress, Guard guard) {
    var folder = RunFolder.open(path);
    if (folder.status() instanceof RunStatus.Finished) {
      throw new InputError(
          "The run in %s is finished: there is nothing to go on with.".formatted(path));
    }
    var spec = READER.read(folder.spec(), List.of());
    if (!resumable(folder)) {
      throw new InputError(
          "The run in %s has not come to anything to go on from: run its spec again, %s."
              .formatted(path, folder.spec()));
    }
    var from = Checkpoint.read(folder.state(), spec.descent().isPresent());
    return carryOut(
        new Task(
            spec,
            folder.specText(),
            Optional.of(from),
            now -> folder.resume(now, from.step(), from.numbers().written())),
        progress,
        guard);
  }

  /** Whether a folder holds what a run can go on from. */
  public static boolean resumable(RunFolder folder) {
    return Files.exists(folder.state());
  }

  /**
   * A run to be carried out.
   *
   * @param text of the resolved spec
   * @param from where it goes on, if it does
   * @param opening of its folder
   */
  private record Task(
      Spec spec, String text, Optional<Checkpoint> from, Function<Provenance, RunWriter> opening) {}

  private RunFolder carryOut(Task task, Progress progress, Guard guard) {
    var spec = task.spec();
    progress.accept(new Progress.Began(spec.name(), goal(spec)));
    return Training.with(
        spec,
        places,
        placement,
        words -> progress.accept(new Progress.Noted(words)),
        training -> carryOut(task, training, progress, guard));
  }

  private RunFolder carryOut(Task task, Training training, Progress progress, Guard guard) {
    try (var heldOut = HeldOut.of(training)) {
      task.spec().measure().requireFit(training.objective().space().dim());
      // Only now: what cannot be run leaves no folder behind.
      try (var writer = task.opening().apply(provenance(task, training));
          var _ = guard.over(writer::interrupted)) {
        train(task, training, heldOut, writer, progress);
        return writer.folder();
      }
    }
  }

  private static void train(
      Task task, Training training, HeldOut heldOut, RunWriter writer, Progress progress) {
    var spec = task.spec();
    try (var recorder = new Recorder(spec, training, heldOut, writer, progress)) {
      if (spec.descent().isPresent()) {
        var ending = descend(task, training, recorder);
        end(ending, Optional.empty(), writer, progress);
      } else {
        var followed = new FlowRun(spec, training, recorder).follow(task.from());
        var solution = followed.solution();
        var ending = new Ending(solution.stopped(), FlowSolve.words(solution));
        end(ending, followed.error(), writer, progress);
      }
    } catch (InputError e) {
      writer.fail(e.getMessage());
      throw e;
    } catch (OutOfMemoryError e) {
      writer.fail("The memory did not suffice.");
      throw e;
    }
  }

  private static Ending descend(Task task, Training training, Recorder recorder) {
    var descent = task.spec().descent().orElseThrow();
    try (var tracks = Tracks.of(task.spec().measure(), descent, training.objective())) {
      task.from()
          .map(from -> tracks.takeUp(from.numbers().tracks()))
          .ifPresent(notes -> notes.forEach(recorder::add));
      var run = new DescentRun(task.spec(), training, recorder, tracks);
      var ending = run.follow(descent, task.from());
      tracks.missed().forEach(recorder::add);
      return ending;
    }
  }

  private static void end(
      Ending ending, Optional<GlobalError> error, RunWriter writer, Progress progress) {
    progress.accept(new Progress.Ended(ending.how()));
    if (ending.reached()) {
      finish(writer, ending.how(), error);
    } else {
      writer.fail(ending.how());
    }
  }

  private static void finish(RunWriter writer, String how, Optional<GlobalError> error) {
    if (error.isEmpty()) {
      writer.finish(how);
      return;
    }
    switch (error.get()) {
      case GlobalError.Unknown(String why) ->
          writer.finish(how + "; its error is not known: " + why);
      case GlobalError.Estimated(
              double weights,
              var relative,
              double loss,
              double lossCurve,
              double time,
              var factor) ->
          writer.finish(
              how,
              new FlowError(weights, optional(relative), loss, lossCurve, time, optional(factor)));
    }
  }

  private static Optional<Double> optional(OptionalDouble value) {
    return value.isPresent() ? Optional.of(value.getAsDouble()) : Optional.empty();
  }

  private static String goal(Spec spec) {
    var stop = spec.stop();
    return List.of(
            stop.loss().map(value -> "loss " + value),
            stop.accuracy().map(value -> "accuracy " + value),
            stop.gradientNorm().map(value -> "gradient norm " + value),
            stop.time().map(value -> "time " + value),
            stop.sharpness().map(value -> "sharpness " + value),
            stop.steps().map(value -> value + " steps"))
        .stream()
        .flatMap(Optional::stream)
        .collect(Collectors.joining(" or "));
  }

  private Provenance provenance(Task task, Training training) {
    var spec = task.spec();
    var data = training.data();
    var network = training.network();
    var facts = EngineFacts.ask();
    return new Provenance(
        spec.name(),
        Provenance.hash(task.text()),
        new Provenance.Versions(
            build.version(), Runtime.version().toString(), facts.engine(), facts.blas()),
        build.commit(),
        Machine.here(),
        placement.device(),
        spec.engine().precision().name().toLowerCase(Locale.ROOT),
        spec.engine().threadsHere(),
        new Provenance.Data(data.name(), data.hash(), data.size()),
        "%s, %,d parameters".formatted(network.describe(), network.layout().size()),
        spec.loss().describe() + (data.targets().rows() > 1 ? " and their positions" : ""),
        spec.descent()
            .map(Descent::describe)
            .orElseGet(() -> spec.flow().describe() + spec.control().describe()),
        Instant.now(),
        Optional.empty(),
        Optional.empty());
  }
}
