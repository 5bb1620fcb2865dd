package brink.app.cli;

import brink.app.cli.Laboratory.BenchRequest;
import brink.app.cli.Laboratory.FlowBenchRequest;
import brink.core.error.InputError;
import brink.core.vector.Precision;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code brink bench} and its commands. */
@Command(
    name = "bench",
    description = "Measures Brink on this machine.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./brink bench engine"})
final class BenchCommand {

  @Command(
      name = "engine",
      description = {
        "Gradient, Hessian and Gauss-Newton product of the CIFAR network in float64: their time"
            + " over that of their matrix products alone, at the measured rate.",
        "With --networks, Hessian products of networks for images, in gradients."
      },
      footer = {
        "",
        "Example: ./brink bench engine --examples 390",
        "         ./brink bench engine --networks cnn,resnet32 --examples 500 --precision float32"
      })
  static final class Engine implements Callable<Integer> {
    private final Desk desk;

    @Option(
        names = "--examples",
        paramLabel = "N",
        split = ",",
        description =
            "Numbers of examples, separated by commas (default: 390,1562; of networks for images"
                + " 5000 for cnn, 1000 for the others).")
    private List<Integer> examples = List.of();

    @Option(
        names = "--networks",
        paramLabel = "NAME",
        split = ",",
        description =
            "Networks for images instead, separated by commas: cnn, vgg11, vgg11-bn, resnet32,"
                + " thin-resnet. On a CPU each takes minutes.")
    private List<String> networks = List.of();

    @Option(
        names = "--precision",
        paramLabel = "P",
        defaultValue = "float64",
        description = "Of the networks for images: float64 or float32 (default: float64).")
    private String precision = "";

    @Option(
        names = "--threads",
        paramLabel = "N",
        description = "Threads to measure with (default: the cores of this machine).")
    private Optional<Integer> threads = Optional.empty();

    Engine(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() {
      desk.laboratory()
          .bench(new BenchRequest(examples, networks, precision(), threads), desk.out()::println);
      return 0;
    }

    private Precision precision() {
      return switch (precision) {
        case "float64" -> Precision.FLOAT64;
        case "float32" -> Precision.FLOAT32;
        default ->
            throw new InputError(
                "brink bench engine --precision is float64 or float32, not %s."
                    .formatted(precision));
      };
    }
  }

  @Command(
      name = "flow",
      description = {
        "Work against precision of all solvers of the gradient flow: error of the final weights"
            + " against gradients, Hessian-vector products, GEMM units and seconds.",
        "Ends with a table, figures, a page and bench.json."
      },
      footer = {"", "Example: ./brink bench flow --quick --out runs/bench"})
  static final class Flow implements Callable<Integer> {
    private static final int QUICK_SETTINGS = 3;
    private static final int QUICK_SECONDS = 2;
    private static final int PATIENT_SECONDS = 900;

    private final Desk desk;

    @Option(names = "--quick", description = "Small problems only: about a minute.")
    private boolean quick;

    @Option(
        names = "--problems",
        paramLabel = "NAME",
        split = ",",
        description = "Only these, separated by commas: chebyshev, dice, cifar10-N, cifar10-N-mse.")
    private List<String> problems = List.of();

    @Option(
        names = "--solvers",
        paramLabel = "NAME",
        split = ",",
        description = "Only these, separated by commas: RKC2, ROCK4, exprb32, ...")
    private List<String> solvers = List.of();

    @Option(
        names = "--settings",
        paramLabel = "N",
        description = "Only the N coarsest settings of each solver (default: all; with --quick 3).")
    private Optional<Integer> settings = Optional.empty();

    @Option(
        names = "--limit",
        paramLabel = "SECONDS",
        description = "Give a solve up after so long (default: 900; with --quick 2).")
    private Optional<Integer> limit = Optional.empty();

    @Option(
        names = "--out",
        paramLabel = "DIR",
        defaultValue = "runs/bench-flow",
        description = "Folder for page, figures and numbers (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("");

    Flow(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() {
      var most = settings.or(() -> quick ? Optional.of(QUICK_SETTINGS) : Optional.empty());
      int seconds = limit.orElse(quick ? QUICK_SECONDS : PATIENT_SECONDS);
      var request = new FlowBenchRequest(quick, problems, solvers, most, seconds, out);
      desk.print(desk.laboratory().benchFlow(request, desk.out()::println, desk.err()::println));
      return 0;
    }
  }
}
