package brink.app.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code brink completion}. */
@Command(
    name = "completion",
    description = "A script that makes bash or zsh complete Brink's commands and options.",
    footer = {"", "Example: source <(./brink completion)"})
final class CompletionCommand implements Callable<Integer> {
  private final Desk desk;
  @Spec private CommandSpec spec;

  CompletionCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    desk.out().print(AutoComplete.bash("brink", spec.root().commandLine()));
    return 0;
  }
}
