package brink.app.cli;

import brink.app.cli.Laboratory.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code brink quickstart}. */
@Command(
    name = "quickstart",
    description = {
      "Trains a small network on drawn dice and explains its sharpness: a page of figures in about"
          + " two minutes.",
      "It is specs/quickstart.yaml run as it stands."
    },
    footer = {"", "Example: ./brink quickstart --out runs/first"})
final class QuickstartCommand implements Callable<Integer> {
  private final Desk desk;
  private final Brink brink;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a setting of the spec, a nested one with dots; may be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder to make (default: runs/, named after spec and settings).")
  private Optional<Path> out = Optional.empty();

  QuickstartCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  @Override
  public Integer call() {
    var spec = desk.home().resolve("specs").resolve("quickstart.yaml");
    return RunCommand.run(desk, brink.plain(), new RunRequest(spec, settings, out));
  }
}
