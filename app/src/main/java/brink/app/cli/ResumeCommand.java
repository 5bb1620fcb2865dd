package brink.app.cli;

import brink.app.cli.Laboratory.ResumeRequest;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  ResumeCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  @Override
  public Integer call() {
    var request = new ResumeRequest(run, cluster.connection(desk));
    desk.print(
        View.during(desk, brink.plain(), progress -> desk.laboratory().resume(request, progress)));
    return 0;
  }
}
