package brink.app.cli;

import brink.app.cli.Laboratory.RunRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink run}. */
@Command(
    name = "run",
    description =
        "Runs a spec: trains its network along the flow, measures it on the way, writes a run"
            + " folder with figures and a page.",
    footer = {
      "",
      "Example: ./brink run specs/chebyshev.yaml --out runs/small",
      "         ./brink run specs/chebyshev.yaml --set stop.time=9 --out runs/brief",
      "All keys of a spec: ./brink spec"
    })
final class RunCommand implements Callable<Integer> {
  private final Desk desk;
  private final Brink brink;

  @Parameters(paramLabel = "SPEC.yaml", description = "The spec to run.")
  private Path spec = Path.of("");

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

  RunCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  @Override
  public Integer call() {
    return run(desk, brink.plain(), new RunRequest(spec, settings, out));
  }

  /** Runs with a view of the progress and prints what came out. */
  static int run(Desk desk, boolean plain, RunRequest request) {
    desk.print(View.during(desk, plain, progress -> desk.laboratory().run(request, progress)));
    return 0;
  }
}
