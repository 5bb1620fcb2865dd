package brink.app.cli;

import brink.app.cli.Laboratory.FlowBenchRequest;
import brink.core.error.InputError;
import brink.lab.bench.Contender;
import brink.lab.bench.FlowBench;
import brink.lab.bench.FlowProblem;
import brink.lab.bench.Growth;
import brink.lab.bench.WorkPrecision;
import brink.lab.bench.WorkPrecision.Solve;
import brink.lab.record.Machine;
import brink.lab.report.Report;
import brink.nn.data.Places;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** The comparison of solvers, as text while it goes on and as a page at its end. */
final class FlowRoom {
  private static final String ROW = "  %-22s %-18s %9s %9s %9s %9s %10s %9s  %s";

  private FlowRoom() {}

  /** Runs the comparison; gives the page. */
  static Path bench(
      FlowBenchRequest request, Places places, Consumer<String> line, Consumer<String> progress) {
    if (request.limit() < 1) {
      throw new InputError("--limit must be at least 1 second, not " + request.limit() + ".");
    }
    if (request.settings().filter(n -> n < 1).isPresent()) {
      throw new InputError("--settings must be at least 1, not " + request.settings().get() + ".");
    }
    var bench = new FlowBench(contenders(request), Duration.ofSeconds(request.limit()));
    var problems = problems(request);
    var machine = machine();
    Report.bench(List.of(), machine, false, request.out()); // before hours of work
    var results = new ArrayList<WorkPrecision>();
    for (var problem : problems) {
      var result = bench.on(problem, places, progress);
      results.add(result);
      table(result).forEach(line);
      Report.bench(results, machine, false, request.out());
    }
    Growth.of(results).forEach(growth -> line.accept(growth.sentence()));
    return Report.bench(results, machine, true, request.out());
  }

  private static List<String> machine() {
    var machine = Machine.here();
    return List.of(
        "%s, %d cores, %s".formatted(machine.cpu(), machine.cores(), machine.os()),
        "float64, Brink " + Version.number());
  }

  private static List<Contender> contenders(FlowBenchRequest request) {
    var all = Contender.all();
    var names = all.stream().map(Contender::solver).distinct().toList();
    for (var wanted : request.solvers()) {
      if (names.stream().noneMatch(wanted::equalsIgnoreCase)) {
        throw new InputError(
            "There is no solver %s: choose among %s.".formatted(wanted, String.join(", ", names)));
      }
    }
    int most = request.settings().orElse(all.size());
    return names.stream()
        .filter(name ->
            request.solvers().isEmpty()
                || request.solvers().stream().anyMatch(name::equalsIgnoreCase))
        .flatMap(name -> all.stream().filter(c -> c.solver().equals(name)).limit(most))
        .toList();
  }

  private static List<FlowProblem> problems(FlowBenchRequest request) {
    if (!request.problems().isEmpty()) {
      return request.problems().stream().map(FlowProblem::named).toList();
    }
    return request.quick() ? FlowProblem.quick() : FlowProblem.all();
  }

  private static List<String> table(WorkPrecision result) {
    var lines = new ArrayList<String>();
    lines.add("%s: %s".formatted(result.problem(), result.title()));
    lines.add(
        "to t = %.4g, loss %.3g; reference %s, which differ by %.1e"
            .formatted(result.time(), result.loss(), result.reference(), result.uncertainty()));
    lines.add(
        ROW.formatted(
            "solver",
            "setting",
            "error",
            "estimate",
            "gradients",
            "products",
            "units",
            "seconds",
            ""));
    result.solves().forEach(solve -> lines.add(row(solve)));
    return lines;
  }

  private static String row(Solve solve) {
    return ROW.formatted(
            solve.solver(),
            solve.setting(),
            part(solve.error()),
            part(solve.estimate()),
            "%,d".formatted(solve.gradients()),
            "%,d".formatted(solve.products()),
            "%,d".formatted(solve.units()),
            "%.2f".formatted(solve.seconds()),
            solve.error().isPresent() ? "" : solve.how())
        .stripTrailing();
  }

  private static String part(Optional<Double> value) {
    return value.map(v -> "%.1e".formatted(v)).orElse("-");
  }
}
