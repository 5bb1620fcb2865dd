package brink.app.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin private final RunOptions options = new RunOptions();

  QuickstartCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  @Override
  public Integer call() {
    var spec = desk.home().resolve("specs").resolve("quickstart.yaml");
    return options.run(spec, Optional.empty(), desk, brink.plain());
  }
}
