package brink.app.cli;

import brink.app.cli.Laboratory.AlignmentRequest;
import brink.app.cli.Laboratory.Made;
import brink.app.cli.Laboratory.Result;
import brink.app.cli.Laboratory.Sweeping;
import brink.app.cli.Laboratory.Swept;
import brink.core.error.InputError;
import brink.core.vector.Precision;
import brink.lab.analysis.SizeFamily;
import brink.lab.analysis.SizedRun;
import brink.lab.bench.EngineBench;
import brink.lab.record.FreeMemory;
import brink.lab.record.RunFolder;
import brink.lab.report.AlignmentFigures;
import brink.lab.report.Report;
import brink.lab.report.Verdict;
import brink.lab.spec.Runs;
import brink.lab.spec.Sweep;
import brink.lab.study.Check;
import brink.lab.study.FlowCost;
import brink.lab.study.Lowell2024;
import brink.lab.study.Lowell2024.Family;
import brink.lab.study.LowellClaims;
import brink.lab.study.LowellTables;
import brink.lab.sweep.InProcess;
import brink.lab.sweep.Outcome;
import brink.lab.sweep.SweepFolder;
import brink.lab.sweep.Worker;
import brink.nn.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** The study of Lowell and Kastner (2024). */
final class AlignmentRoom {
  private static final String TITLE = "lowell2024";
  private static final double OF_FREE_MEMORY = 0.8;
  private static final long SMALL = 1 << 20; // the rate of products takes no signals

  private AlignmentRoom() {}

  static List<String> list(AlignmentRequest request) {
    var folder = new SweepFolder(request.out());
    return chosen(request).stream()
        .map(family ->
            "%-24s %s: %d runs, %d of them there"
                .formatted(
                    family.key(),
                    family.title(),
                    family.sweep().points().size(),
                    family.sweep().points().size() - missing(family, folder).size()))
        .toList();
  }

  static String effort(AlignmentRequest request) {
    var folder = new SweepFolder(request.out());
    int points = 0;
    double flops = 0;
    for (var family : chosen(request)) {
      for (var point : missing(family, folder)) {
        points++;
        flops += family.cost().flops(Lowell2024.size(point));
      }
    }
    int cores = cores();
    return points == 0
        ? "All runs are there."
        : "%d runs to come: %s on %d cores."
            .formatted(points, FlowCost.about(FlowCost.time(flops, rate(cores))), cores);
  }

  private static double rate(int threads) {
    try (var engine = Engine.open(Precision.FLOAT64, threads, SMALL)) {
      return EngineBench.rate(engine);
    }
  }

  private static int cores() {
    return Runtime.getRuntime().availableProcessors();
  }

  private static List<Sweep.Point> missing(Family family, SweepFolder folder) {
    return family.sweep().points().stream()
        .filter(point -> folder.finished(point).isEmpty())
        .toList();
  }

  static Swept carryOut(AlignmentRequest request, Runs runs, Runs.Guard guard, Sweeping view) {
    var families = chosen(request);
    var folder = new SweepFolder(request.out());
    var points = families.stream().flatMap(family -> family.sweep().points().stream()).toList();
    double memory = OF_FREE_MEMORY * FreeMemory.here().system();
    try (var watch = view.open(new Sweep(TITLE, points))) {
      var outcomes =
          new InProcess(new Worker(runs, folder, guard), cores(), memory).carryOut(points, watch);
      return reported(request, families, folder, outcomes);
    }
  }

  private static Swept reported(
      AlignmentRequest request,
      List<Family> families,
      SweepFolder folder,
      Map<Sweep.Point, Outcome> outcomes) {
    var failures = new LinkedHashSet<String>(); // once where all of a family have one cause
    int failed = 0;
    for (var family : families) {
      for (var point : family.sweep().points()) {
        if (outcomes.get(point) instanceof Outcome.Failed(var why)) {
          failed++;
          failures.add("failed: %s: %s".formatted(family.title(), why));
        }
        folder.finished(point).filter(AlignmentRoom::undrawn).ifPresent(Report::write);
      }
    }
    var found = families.stream().map(family -> read(family, folder)).toList();
    var checks = LowellClaims.of(found);
    var summary = new ArrayList<String>();
    checks.forEach(check -> summary.add(StudyRoom.line(check)));
    summary.addAll(failures);
    var page =
        Report.alignment(
            found,
            LowellTables.of(found),
            new Verdict(
                TITLE,
                Lowell2024.CLAIM,
                Lowell2024.SOURCE,
                checks.stream().map(AlignmentRoom::checked).toList()),
            request.figure(),
            List.copyOf(failures),
            page(request));
    return new Swept(
        new Result(
            summary,
            List.of(
                new Made("page", page),
                new Made("figures and tables", page.getParent()),
                new Made("run folders", folder.path().resolve("runs")))),
        failed,
        outcomes.size());
  }

  private static boolean undrawn(RunFolder run) {
    return !Files.exists(run.path().resolve("report.html"));
  }

  /** A figure alone does not write over the page of all. */
  private static Path page(AlignmentRequest request) {
    return request
        .figure()
        .map(n -> request.out().resolve("study-%s-figure-%02d".formatted(TITLE, n)))
        .orElseGet(() -> request.out().resolve("study-" + TITLE));
  }

  private static SizeFamily read(Family family, SweepFolder folder) {
    return new SizeFamily(
        family.number(),
        family.key(),
        family.title(),
        family.published(),
        family.sweep().points().stream()
            .flatMap(point ->
                folder
                    .finished(point)
                    .map(run ->
                        new SizedRun(Lowell2024.size(point), Lowell2024.seeds(point), run.read()))
                    .stream())
            .toList());
  }

  private static Verdict.Checked checked(Check check) {
    return new Verdict.Checked(check.what(), check.found(), check.holds());
  }

  /** Of those asked for, the families whose runs the figure needs. */
  private static List<Family> chosen(AlignmentRequest request) {
    var chosen = Lowell2024.chosen(request.scale(), request.families(), request.model());
    var needed = request.figure().flatMap(AlignmentFigures::family);
    var shown =
        chosen.stream()
            .filter(family -> needed.filter(number -> number != family.number()).isEmpty())
            .toList();
    if (shown.isEmpty()) {
      throw new InputError(
          "Figure %d is of %s, of which there are no runs at this scale, or among those asked for."
              .formatted(
                  request.figure().orElseThrow(),
                  Lowell2024.combinations().get(needed.orElseThrow() - 1)));
    }
    return shown;
  }
}
