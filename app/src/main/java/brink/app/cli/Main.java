package brink.app.cli;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.nn.data.Places;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Where the program begins and, with its exit code, ends. */
public final class Main {
  private Main() {}

  /** Runs one command line; exits 0 done, 1 unusable input, 2 unusable command line, 70 fault. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers are written in one way everywhere
    var workshop = new Workshop(new DataShelf(Places.ofEnvironment()), new EngineRoom());
    var output = new StandardOutput();
    var desk = new Desk(workshop, output.printer(), System.err, System.getenv());
    System.exit(run(desk, output, args));
  }

  private static int run(Desk desk, StandardOutput output, String[] args) {
    var faults = new Faults(desk.err(), List.of(args).contains("--debug"));
    try {
      int code = Brink.commandLine(desk, faults).execute(args);
      desk.out().flush();
      return output.failure().map(e -> faults.told(lost(e))).orElse(code);
    } catch (Throwable fault) { // errors too: of memory, of loading native libraries
      return faults.told(fault);
    }
  }

  private static InputError lost(IOException e) {
    return new InputError(
        "The result could not be written to standard output (%s): send it elsewhere."
            .formatted(Why.of(e)),
        e);
  }
}
