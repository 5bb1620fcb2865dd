package brink.app.cli;

import brink.app.cli.Laboratory.DrawRequest;
import brink.app.cli.Laboratory.ShowRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink data} and its commands. */
@Command(
    name = "data",
    description = "Data sets: list, check, show, download and draw them.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {"", "Example: ./brink data list"})
final class DataCommand {

  @Command(
      name = "list",
      description = "The data sets that a spec can name, and which of them are here.",
      footer = {"", "Example: ./brink data list"})
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
      footer = {"", "Example: ./brink data check dice"})
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
      description = "Shape, classes and range of a data set's first examples; pictures of them.",
      footer = {"", "Example: ./brink data show dice --out dice.png"})
  static final class Show implements Callable<Integer> {
    private final Desk desk;

    @Parameters(paramLabel = "DATA", description = "A name from the list, a file or a folder.")
    private String data = "";

    @Option(
        names = "--count",
        paramLabel = "N",
        defaultValue = "600",
        description = "How many of its first examples (default: ${DEFAULT-VALUE}, or all).")
    private int count;

    @Option(
        names = "--out",
        paramLabel = "FILE.png",
        description = "Draw the first ten of each class into this file.")
    private Optional<Path> out = Optional.empty();

    Show(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() {
      var findings = desk.laboratory().show(new ShowRequest(data, count, out));
      Finding.table(findings).forEach(desk.out()::println);
      return 0;
    }
  }

  @Command(
      name = "download",
      description = "Fetches CIFAR-10 from its official address into the cache and checks it.",
      footer = {"", "Example: ./brink data download cifar10"})
  static final class Download implements Callable<Integer> {
    private final Desk desk;
    private final Brink brink;

    @Parameters(
        paramLabel = "DATA",
        defaultValue = "cifar10",
        description = "A name from the list (default: ${DEFAULT-VALUE}).")
    private String data = "";

    Download(Desk desk, Brink brink) {
      this.desk = desk;
      this.brink = brink;
    }

    @Override
    public Integer call() {
      var archive =
          View.during(desk, brink.plain(), progress -> desk.laboratory().download(data, progress));
      desk.out().println(archive);
      return 0;
    }
  }

  @Command(
      name = "draw",
      description = "Draws a generated data set into a folder of PNG images.",
      footer = {"", "Example: ./brink data draw dice --count 600 --out dice"})
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
