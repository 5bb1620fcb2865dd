package brink.app.cli;

import brink.app.cli.Laboratory.BenchRequest;
import brink.core.error.InputError;
import brink.core.vector.Precision;
import brink.lab.bench.EngineBench;
import brink.lab.bench.EngineBench.Result;
import brink.lab.bench.EngineBench.Times;
import brink.lab.bench.NetworkBench;
import brink.nn.engine.Engine;
import brink.nn.engine.EngineFacts;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What the commands want of the tensor engine. */
record EngineRoom() {
  private static final long SMALL = 1 << 20;
  private static final List<Integer> USUAL = List.of(390, 1562);

  /**
   * Libraries, devices, threads, and the measured rate; trouble where the libraries do not load.
   */
  List<Finding> facts() {
    int threads = Runtime.getRuntime().availableProcessors();
    try (var engine = Engine.open(Precision.FLOAT64, threads, SMALL)) {
      var facts = EngineFacts.ask();
      return List.of(
          Finding.ok("tensors", facts.engine() + ", " + facts.cpu() + " instructions"),
          Finding.ok("BLAS", facts.blas()),
          Finding.ok("threads", threads + " of Brink's own, one each of libtorch and OpenBLAS"),
          Finding.ok(
              "matrix products",
              "%.0f Gflop/s in float64".formatted(EngineBench.rate(engine) * 1e-9)),
          facts.cuda() > 0
              ? Finding.ok("CUDA", facts.cuda() + " devices")
              : Finding.absent("CUDA", "no device, or a build without it; the CPU computes"));
    } catch (InputError notLoaded) {
      return List.of(Finding.trouble("tensors", notLoaded.getMessage()));
    }
  }

  /** The table of times over the floor, a block of lines for each number of examples. */
  void bench(BenchRequest request, Consumer<String> line) {
    int threads = request.threads().orElse(Runtime.getRuntime().availableProcessors());
    if (threads < 1 || request.examples().stream().anyMatch(n -> n < 1)) {
      throw new InputError("brink bench engine needs at least 1 example and 1 thread.");
    }
    if (!request.networks().isEmpty()) {
      networks(request, threads, line);
      return;
    }
    line.accept("3072-5x512-10, ELU, cross-entropy, float64, block of 10, " + threads + " threads");
    for (int n : request.examples().isEmpty() ? USUAL : request.examples()) {
      var result = EngineBench.run(Precision.FLOAT64, threads, n);
      table(result).forEach(line);
    }
  }

  /** The table of Hessian products in gradients. */
  private static void networks(BenchRequest request, int threads, Consumer<String> line) {
    var candidates = request.networks().stream().map(NetworkBench::named).toList();
    for (var candidate : candidates) {
      var usual = List.of(candidate.examples());
      for (int n : request.examples().isEmpty() ? usual : request.examples()) {
        var result = candidate.run(request.precision(), threads, n);
        line.accept(
            "%s; n = %d random images, cross-entropy, %s, %d threads; seconds, and gradients"
                .formatted(
                    result.network(),
                    n,
                    request.precision().name().toLowerCase(Locale.ROOT),
                    threads));
        line.accept("  %-40s %.4f".formatted("gradient", result.gradient()));
        line.accept(product("Hessian product, one of a block of 4", result.product(), result));
        line.accept(product("Hessian product, of one vector", result.single(), result));
      }
    }
  }

  private static String product(String what, double seconds, NetworkBench.Result result) {
    return "  %-40s %s".formatted(what, cell(seconds, result.gradient()));
  }

  private static List<String> table(Result result) {
    var floor = result.floor();
    var heading =
        "n = %d, matrix products %.1f Gflop/s; seconds, and over the floor"
            .formatted(result.examples(), result.flopsPerSecond() * 1e-9);
    var lines = new ArrayList<String>();
    lines.add(heading);
    lines.add("  %-24s %16s %16s %16s".formatted("", "gradient", "Hessian", "Gauss-Newton"));
    lines.add(row(floor, floor));
    result.measured().forEach(times -> lines.add(row(times, floor)));
    return lines;
  }

  private static String row(Times times, Times floor) {
    return "  %-24s %16s %16s %16s"
        .formatted(
            times.way(),
            cell(times.gradient(), floor.gradient()),
            cell(times.hessian(), floor.hessian()),
            cell(times.gaussNewton(), floor.gaussNewton()));
  }

  private static String cell(double seconds, double floor) {
    return "%.4f  %.2fx".formatted(seconds, seconds / floor);
  }
}
