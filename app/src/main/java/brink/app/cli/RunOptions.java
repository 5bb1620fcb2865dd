package brink.app.cli;

import brink.app.cli.Laboratory.RunRequest;
import brink.lab.sweep.Cluster;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of the commands that run a spec, and how they do. */
final class RunOptions {
  @Mixin private final SettingsOption set = new SettingsOption();

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "The run folder to make (default: runs/, named after spec and settings).")
  private Optional<Path> out = Optional.empty();

  /** Runs a spec with a view of the progress and prints what came out. */
  int run(Path spec, Optional<Cluster.Connection> cluster, Desk desk, boolean plain) {
    var request = new RunRequest(spec, set.settings(), out, cluster);
    desk.print(View.during(desk, plain, progress -> desk.laboratory().run(request, progress)));
    return 0;
  }
}
