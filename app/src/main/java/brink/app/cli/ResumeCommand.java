package brink.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code brink resume}. */
@Command(
    name = "resume",
    description =
        "Goes on with a run that was interrupted or killed, from the last moment in its run folder, or a flow"
            + " from a later step, to the numbers of a run without a break.",
    footer = {"", "Example: ./brink resume runs/one"})
final class ResumeCommand implements Callable<Integer> {
  private final Desk desk;
  private final Brink brink;

  @Parameters(paramLabel = "RUN", description = "The run folder.")
  private Path run = Path.of("");

  ResumeCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  @Override
  public Integer call() {
    desk.print(
        View.during(desk, brink.plain(), progress -> desk.laboratory().resume(run, progress)));
    return 0;
  }
}
