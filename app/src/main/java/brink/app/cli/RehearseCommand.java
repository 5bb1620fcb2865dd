package brink.app.cli;

import brink.app.cli.Laboratory.RunRequest;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Goes through what every command does before its work, printing nothing: the launcher runs it once
 * after a build, to record which classes a start needs.
 */
@Command(name = "rehearse", hidden = true, description = "Records what a fast start needs.")
final class RehearseCommand implements Callable<Integer> {
  private final Desk desk;
  @Spec private CommandSpec spec;

  RehearseCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    visit(spec.root().commandLine());
    SpecHelp.lines(desk.laboratory().keys());
    var quickstart = desk.home().resolve("specs").resolve("quickstart.yaml");
    if (Files.exists(quickstart)) {
      desk.laboratory()
          .resolve(new RunRequest(quickstart, List.of(), Optional.empty(), Optional.empty()));
    }
    return 0;
  }

  private static void visit(CommandLine command) {
    command.getUsageMessage();
    command.getSubcommands().values().forEach(RehearseCommand::visit);
  }
}
