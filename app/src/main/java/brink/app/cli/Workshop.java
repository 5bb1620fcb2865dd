package brink.app.cli;

import brink.core.error.InputError;
import brink.lab.analysis.Chart;
import brink.lab.analysis.Slice;
import brink.lab.analysis.SliceChart;
import brink.lab.record.Progress;
import brink.lab.record.RunFolder;
import brink.lab.record.RunStatus;
import brink.lab.report.Report;
import brink.lab.report.Summary;
import brink.lab.spec.Analyses;
import brink.lab.spec.Placement;
import brink.lab.spec.Runs;
import brink.lab.spec.Runs.Build;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecKey;
import brink.lab.spec.SpecReader;
import brink.lab.spec.SpecWriter;
import brink.lab.study.Studies;
import brink.lab.sweep.Cluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The laboratory of this machine: every request goes to the part that does it.
 *
 * @param data data sets
 * @param engine the tensor engine
 */
record Workshop(DataShelf data, EngineRoom engine) implements Laboratory {
  private static final Runs.Guard GUARD = work -> Interruption.guard(work)::close;

  @Override
  public Result run(RunRequest request, Progress progress) {
    var spec = Runs.read(request.spec(), request.settings());
    var out = request.out().orElseGet(() -> Runs.folder(spec));
    return reported(runs(request.cluster()).run(spec, out, progress, GUARD), progress);
  }

  @Override
  public Result resume(ResumeRequest request, Progress progress) {
    return reported(runs(request.cluster()).resume(request.run(), progress, GUARD), progress);
  }

  private static Result reported(RunFolder folder, Progress progress) {
    progress.accept(new Progress.Noted("drawing the report"));
    var run = folder.read();
    var page = Report.write(run);
    if (run.status() instanceof RunStatus.Failed(String why)) {
      throw new InputError(
          why + " What there is until then is in " + page.toAbsolutePath().normalize() + ".");
    }
    return made(page, Summary.of(run).lines());
  }

  private Runs runs() {
    return runs(Optional.empty());
  }

  private Runs runs(Optional<Cluster.Connection> cluster) {
    var placement =
        cluster
            .map(connection -> Cluster.onClassPath().placement(connection))
            .orElseGet(Placement::here);
    return new Runs(data.places(), new Build(Version.number(), Version.commit()), placement);
  }

  @Override
  public List<String> studies(StudyRequest request) {
    return StudyRoom.list(request);
  }

  @Override
  public Studied study(StudyRequest request, Progress progress) {
    return StudyRoom.carryOut(request, new Studies(runs(), GUARD), progress);
  }

  @Override
  public List<String> points(SweepRequest request) {
    return SweepRoom.list(request);
  }

  @Override
  public Swept sweep(SweepRequest request, Sweeping view) {
    return SweepRoom.carryOut(request, runs(), GUARD, view);
  }

  @Override
  public List<String> families(AlignmentRequest request) {
    return AlignmentRoom.list(request);
  }

  @Override
  public String effort(AlignmentRequest request) {
    return AlignmentRoom.effort(request);
  }

  @Override
  public Swept alignment(AlignmentRequest request, Sweeping view) {
    return AlignmentRoom.carryOut(request, runs(), GUARD, view);
  }

  @Override
  public String analyze(AnalyzeRequest request, Progress progress) {
    var file =
        Files.isDirectory(request.spec()) ? request.spec().resolve("spec.yaml") : request.spec();
    var spec = Runs.read(file, request.settings());
    if (request.page().isPresent() && spec.measure().slices().isEmpty()) {
      throw new InputError(
          "A page shows slices of the loss, and the spec asks for none: give --set measure.slices='{radius: 1}', or leave --page away.");
    }
    var told = new Analyses(data.places()).of(spec, request.weights());
    request
        .page()
        .ifPresent(folder ->
            Report.charts(
                spec.name() + ": slices of the loss",
                request.weights().map(Path::toString).orElse("At the spec's first weights."),
                List.of(slices(told.slices())),
                folder));
    return told.json();
  }

  private static Chart slices(List<Slice> slices) {
    return SliceChart.of(
        "slices",
        "The loss on lines through the weights",
        "Beside its quadratic model there, along the Hessian's first eigenvector q1 and against the gradient, both of norm 1.",
        slices);
  }

  @Override
  public Result report(List<Path> runs, Optional<Path> out) {
    if (runs.size() > 1) {
      var folders = runs.stream().map(RunFolder::open).toList();
      var into =
          out.orElseGet(
              () -> runs.getFirst().toAbsolutePath().normalize().resolveSibling("comparison"));
      return made(Report.compare(folders, into), List.of());
    }
    if (out.isPresent()) {
      throw new InputError(
          "The report of one run lies in its folder: leave --out away, or name several runs.");
    }
    var run = RunFolder.open(runs.getFirst()).read();
    return made(Report.write(run), Summary.of(run).lines());
  }

  private static Result made(Path page, List<String> summary) {
    var folder = page.getParent();
    return new Result(
        summary,
        List.of(
            new Made("page", page),
            new Made("figures", folder.resolve("figures")),
            new Made("folder", folder)));
  }

  @Override
  public String resolve(RunRequest request) {
    var spec = new SpecReader<>(Spec.class).read(request.spec(), request.settings());
    return SpecWriter.yaml(spec);
  }

  @Override
  public List<SpecKey> keys() {
    return SpecKey.all(Spec.class);
  }

  @Override
  public List<Finding> dataSets() {
    return data.list();
  }

  @Override
  public List<Finding> check(String name) {
    return data.check(name);
  }

  @Override
  public List<Finding> show(ShowRequest request) {
    return data.show(request);
  }

  @Override
  public Path download(String name, Progress progress) {
    return data.download(name, progress);
  }

  @Override
  public Path draw(DrawRequest request) {
    return data.draw(request);
  }

  @Override
  public List<Finding> engineFacts() {
    return engine.facts();
  }

  @Override
  public void bench(BenchRequest request, Consumer<String> line) {
    engine.bench(request, line);
  }

  @Override
  public Result benchFlow(
      FlowBenchRequest request, Consumer<String> line, Consumer<String> progress) {
    return made(FlowRoom.bench(request, data.places(), line, progress), List.of());
  }
}
