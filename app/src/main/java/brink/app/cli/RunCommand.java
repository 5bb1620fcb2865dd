package brink.app.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brink run}. */
@Command(
    name = "run",
    description =
        "Runs a spec: trains its network along the flow or by descent, measures it on the way, writes a run"
            + " folder with figures and a page.",
    footer = {
      "",
      "Example: ./brink run specs/chebyshev.yaml --out runs/one",
      "         ./brink run specs/chebyshev.yaml --set stop.time=9 --out runs/two",
      "All keys of a spec: ./brink spec"
    })
final class RunCommand implements Callable<Integer> {
  private final Desk desk;
  private final Brink brink;

  @Parameters(paramLabel = "SPEC.yaml", description = "The spec to run.")
  private Path spec = Path.of("");

  @Mixin private final RunOptions options = new RunOptions();

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  RunCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  @Override
  public Integer call() {
    return options.run(spec, cluster.connection(desk), desk, brink.plain());
  }
}
