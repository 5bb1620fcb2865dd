package brink.app.cli;

import brink.app.cli.Laboratory.SweepRequest;
import brink.core.error.InputError;
import brink.lab.sweep.Shard;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink sweep}. */
@Command(
    name = "sweep",
    description = {
      "Runs a spec along axes: every combination of their values, as many at once as cores and"
          + " memory allow.",
      "Start it again to go on: finished runs are skipped, failed and broken ones tried again."
          + " Several processes may share its folder."
    },
    footer = {
      "",
      "Example: ./brink sweep specs/sizes.yaml --list",
      "         ./brink sweep specs/sizes.yaml --workers 2 --out runs/sizes",
      "         ./brink sweep specs/sizes.yaml --shard 1/4"
    })
final class SweepCommand implements Callable<Integer> {
  private final Desk desk;
  private final Brink brink;

  @Parameters(paramLabel = "SWEEP.yaml", description = "Name, spec and axes.")
  private Path sweep = Path.of("");

  @Mixin private final SettingsOption set = new SettingsOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the runs and their table (default: runs/, named after the sweep).")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--list", description = "Only list the points and how each stands.")
  private boolean list;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Runs at once (default: cores over the threads of a run).")
  private Optional<Integer> workers = Optional.empty();

  @Option(
      names = "--shard",
      paramLabel = "I/N",
      description =
          "Only every N-th point, from the I-th on (default in a Slurm array: the task's).")
  private Optional<String> shard = Optional.empty();

  @Mixin private final ClusterOptions cluster = new ClusterOptions();

  SweepCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  /**
   * @throws InputError if a run failed, once all others are done and the table is written
   */
  @Override
  public Integer call() {
    var part = shard.map(Shard::parse).orElseGet(() -> Shard.ofSlurm(desk.environment()));
    var request =
        new SweepRequest(sweep, set.settings(), out, workers, part, cluster.connection(desk));
    if (list) {
      desk.laboratory().points(request).forEach(desk.out()::println);
      return 0;
    }
    var swept = desk.laboratory().sweep(request, what -> SweepView.open(desk, brink.plain(), what));
    desk.print(swept.result());
    if (swept.failed() > 0) {
      throw new InputError(
          "%d of %d runs failed, as said above: mend what stops them and start the sweep again."
              .formatted(swept.failed(), swept.points()));
    }
    return 0;
  }
}
