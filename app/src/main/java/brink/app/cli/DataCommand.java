package brink.app.cli;

import brink.app.cli.Laboratory.DrawRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink data} and its commands. */
@Command(
    name = "data",
    description = "Data sets: list, check, show and draw them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: brink data list"})
final class DataCommand {

  @Command(
      name = "list",
      description = "The data sets that a spec can name, and which of them are here.",
      footer = {"", "Example: brink data list"})
  record ListSets(Desk desk) implements Callable<Integer> {
    @Override
    public Integer call() {
      Finding.table(desk.laboratory().dataSets()).forEach(desk.out()::println);
      return 0;
    }
  }

  @Command(
      name = "check",
      description = "Reads a data set whole and says whether it is sound.",
      footer = {"", "Example: brink data check cifar10", "         brink data check my-data.npz"})
  static final class Check implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "DATA", description = "A name from the list, a file or a folder.")
    private String data = "";

    Check(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() {
      var findings = desk.laboratory().check(data);
      Finding.table(findings).forEach(desk.out()::println);
      return Finding.clear(findings) ? 0 : Faults.INPUT;
    }
  }

  @Command(
      name = "show",
      description = "Shape, classes and statistics of a data set, and its first examples.",
      footer = {"", "Example: brink data show dice --examples 6"})
  static final class Show implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "DATA", description = "A name from the list, a file or a folder.")
    private String data = "";

    @Option(
        names = "--examples",
        paramLabel = "N",
        defaultValue = "3",
        description = "How many examples to show (default: ${DEFAULT-VALUE}).")
    private int examples;

    Show(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() {
      desk.laboratory().show(data, examples).forEach(desk.out()::println);
      return 0;
    }
  }

  @Command(
      name = "draw",
      description = "Draws a generated data set into a folder of PNG images.",
      footer = {"", "Example: brink data draw dice --count 600 --out dice"})
  static final class Draw implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "DATA", description = "A generated data set, as dice.")
    private String data = "";

    @Option(
        names = "--count",
        paramLabel = "N",
        defaultValue = "600",
        description = "Images in all, split evenly among the classes (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
        names = "--size",
        paramLabel = "PIXELS",
        defaultValue = "32",
        description = "Pixels along an edge (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(
        names = "--seed",
        paramLabel = "SEED",
        defaultValue = "1",
        description = "Of the random draws (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "Folder to make.")
    private Path out = Path.of("");

    Draw(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() {
      var folder = desk.laboratory().draw(new DrawRequest(data, count, size, seed, out));
      desk.out().println(folder.toAbsolutePath().normalize());
      return 0;
    }
  }
}
