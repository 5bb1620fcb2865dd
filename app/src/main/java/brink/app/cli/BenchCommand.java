package brink.app.cli;

import brink.app.cli.Laboratory.BenchRequest;
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
    footer = {"", "Example: brink bench engine"})
final class BenchCommand {

  @Command(
      name = "engine",
      description =
          "Gradient, Hessian and Gauss-Newton product of the CIFAR network in float64: their time"
              + " over that of their matrix products alone, at the measured rate.",
      footer = {"", "Example: brink bench engine --examples 390"})
  static final class Engine implements Callable<Integer> {
    private final Desk desk;

    @Option(
        names = "--examples",
        paramLabel = "N",
        split = ",",
        defaultValue = "390,1562",
        description = "Numbers of examples, separated by commas (default: ${DEFAULT-VALUE}).")
    private List<Integer> examples = List.of();

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
      desk.laboratory().bench(new BenchRequest(examples, threads), desk.out()::println);
      return 0;
    }
  }
}
