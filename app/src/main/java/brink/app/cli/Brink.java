package brink.app.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The root command: names the others and holds the options that all share. */
@Command(
    name = "brink",
    description = "A laboratory for how neural networks train.",
    versionProvider = Version.class,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Begin with:  ./brink quickstart",
      "Each command has its own help:  ./brink run --help",
      "Exit codes: 0 done, 1 the input cannot be used, 2 the command line cannot, 70 an internal fault."
    })
final class Brink {
  @Option(
      names = "--plain",
      scope = ScopeType.INHERIT,
      description = "Progress as plain lines, even on a terminal.")
  private boolean plain;

  @Option(
      names = "--debug",
      scope = ScopeType.INHERIT,
      description = "Show what lies behind an error (a stack trace).")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      scope = ScopeType.INHERIT,
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  @Option(
      names = {"-V", "--version"},
      versionHelp = true,
      description = "Show the version.")
  private boolean version;

  boolean plain() {
    return plain;
  }

  /** All commands, with what they work with and how their errors are told. */
  static CommandLine commandLine(Desk desk, Faults faults) {
    var brink = new Brink();
    var data =
        new CommandLine(new DataCommand())
            .addSubcommand(new DataCommand.ListSets(desk))
            .addSubcommand(new DataCommand.Check(desk))
            .addSubcommand(new DataCommand.Show(desk))
            .addSubcommand(new DataCommand.Download(desk, brink))
            .addSubcommand(new DataCommand.Draw(desk));
    var bench =
        new CommandLine(new BenchCommand())
            .addSubcommand(new BenchCommand.Engine(desk))
            .addSubcommand(new BenchCommand.Flow(desk));
    return new CommandLine(brink)
        .addSubcommand(new QuickstartCommand(desk, brink))
        .addSubcommand(new RunCommand(desk, brink))
        .addSubcommand(new ResumeCommand(desk, brink))
        .addSubcommand(new SpecCommand(desk))
        .addSubcommand(new AnalyzeCommand(desk, brink))
        .addSubcommand(new ReportCommand(desk))
        .addSubcommand(new StudyCommand(desk, brink))
        .addSubcommand(new SweepCommand(desk, brink))
        .addSubcommand(data)
        .addSubcommand(new DoctorCommand(desk))
        .addSubcommand(bench)
        .addSubcommand(new CompletionCommand(desk))
        .addSubcommand(new RehearseCommand(desk))
        .setParameterExceptionHandler(faults::usage)
        .setExecutionExceptionHandler(faults::execution)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setUsageHelpAutoWidth(true);
  }
}
