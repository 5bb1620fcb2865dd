package brink.app.cli;

import brink.nn.data.Places;
import java.util.List;
import java.util.Locale;

/** Where the program begins and, with its exit code, ends. */
public final class Main {
  private Main() {}

  /** Runs one command line; exits 0 done, 1 unusable input, 2 unusable command line, 70 fault. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // numbers are written in one way everywhere
    var workshop = new Workshop(new DataShelf(Places.ofEnvironment()), new EngineRoom());
    var desk = new Desk(workshop, System.out, System.err, System.getenv());
    System.exit(run(desk, args));
  }

  private static int run(Desk desk, String[] args) {
    var faults = new Faults(desk.err(), List.of(args).contains("--debug"));
    try {
      return Brink.commandLine(desk, faults).execute(args);
    } catch (Throwable fault) { // errors too: of memory, of loading native libraries
      return faults.told(fault);
    }
  }
}
