package brink.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink report}. */
@Command(
    name = "report",
    description = "Figures and a page from finished runs, several beside each other.",
    footer = {"", "Example: ./brink report runs/one runs/two --out runs/compared"})
final class ReportCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "RUN", arity = "1..*", description = "Run folders.")
  private List<Path> runs = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Where to write (default: into the run folder).")
  private Optional<Path> out = Optional.empty();

  ReportCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    desk.print(desk.laboratory().report(runs, out));
    return 0;
  }
}
