package brink.app.cli;

import brink.core.error.InputError;
import brink.core.error.Nearest;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * How errors are told: one sentence and an exit code; what lies behind it with {@code --debug}
 * only.
 */
record Faults(PrintStream err, boolean debug) {
  static final int INPUT = 1;
  static final int USAGE = 2;
  static final int INTERNAL = 70;

  /** The command line could not be understood. */
  int usage(ParameterException fault, String[] args) {
    var command = fault.getCommandLine();
    var name = command.getCommandSpec().qualifiedName();
    var sentence =
        switch (fault) {
          case UnmatchedArgumentException unmatched -> unmatched(unmatched, command, name);
          case MissingParameterException missing ->
              "%s needs more: %s".formatted(name, decapitalised(missing.getMessage()));
          case ParameterException bare
              when bare.getMessage().startsWith("Missing required subcommand") ->
              "%s needs a command: %s".formatted(name, String.join(", ", commands(command)));
          default -> name + ": " + decapitalised(firstLine(fault.getMessage()));
        };
    return tell(sentence + " (see " + name + " --help).", fault, USAGE);
  }

  /** The command failed. */
  int execution(Exception fault, CommandLine command, ParseResult parsed) {
    return told(fault);
  }

  /** Tells of anything thrown and gives the exit code. */
  int told(Throwable fault) {
    if (fault instanceof InputError) {
      return tell(fault.getMessage(), fault, INPUT);
    }
    if (memoryRanOut(fault)) {
      return tell(
          "Memory ran out: give Java more (BRINK_HEAP=4g, now %d MiB), or make the data, the network or the block smaller."
              .formatted(Runtime.getRuntime().maxMemory() >> 20),
          fault,
          INPUT);
    }
    var what = fault.getClass().getSimpleName() + ": " + firstLine(fault.getMessage());
    var next = debug ? "" : " Run it again with --debug to see where, and report that.";
    return tell(
        "This is a fault of Brink itself, not of your input (" + what + ")." + next,
        fault,
        INTERNAL);
  }

  private int tell(String sentence, Throwable fault, int exitCode) {
    err.println("brink: " + sentence);
    if (debug) {
      fault.printStackTrace(err);
    }
    return exitCode;
  }

  /** Java's heap, or the native allocator, which says so in the words of a C++ exception. */
  private static boolean memoryRanOut(Throwable fault) {
    for (var cause = fault; cause != null; cause = cause.getCause()) {
      var message = String.valueOf(cause.getMessage());
      if (cause instanceof OutOfMemoryError
          || message.contains("can't allocate memory")
          || message.contains("std::bad_alloc")) {
        return true;
      }
    }
    return false;
  }

  private static String unmatched(
      UnmatchedArgumentException fault, CommandLine command, String name) {
    var typed = fault.getUnmatched().getFirst();
    var known = new ArrayList<String>();
    boolean option = typed.startsWith("-");
    if (option) {
      command.getCommandSpec().options().forEach(spec -> known.addAll(List.of(spec.names())));
    } else {
      known.addAll(commands(command));
    }
    var what = option ? "option" : known.isEmpty() ? "further argument" : "command";
    return "%s has no %s %s%s"
        .formatted(name, what, typed, Nearest.hint(typed.split("=")[0], known));
  }

  private static List<String> commands(CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .filter(sub -> !sub.getValue().getCommandSpec().usageMessage().hidden())
        .map(Map.Entry::getKey)
        .toList();
  }

  private static String firstLine(String message) {
    return message == null ? "no message" : message.lines().findFirst().orElse("no message");
  }

  private static String decapitalised(String sentence) {
    return sentence.isEmpty()
        ? sentence
        : Character.toLowerCase(sentence.charAt(0)) + sentence.substring(1);
  }
}
