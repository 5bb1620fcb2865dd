package brink.app.cli;

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
  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    visit(spec.root().commandLine());
    return 0;
  }

  private static void visit(CommandLine command) {
    command.getUsageMessage();
    command.getSubcommands().values().forEach(RehearseCommand::visit);
  }
}
