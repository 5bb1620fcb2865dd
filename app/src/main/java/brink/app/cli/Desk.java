package brink.app.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;

/**
 * What every command works with.
 *
 * @param laboratory does the work
 * @param out for what was asked for
 * @param err for progress and errors
 * @param environment variables of the process
 */
record Desk(
    Laboratory laboratory, PrintStream out, PrintStream err, Map<String, String> environment) {

  /** The folder that the program was started from, where its specs lie; the launcher says it. */
  Path home() {
    return Path.of(System.getProperty("brink.home", "."));
  }

  void print(Laboratory.Result result) {
    result.summary().forEach(out::println);
    int width = result.files().stream().mapToInt(made -> made.what().length()).max().orElse(0);
    for (var made : result.files()) {
      out.println(
          made.what()
              + " ".repeat(width - made.what().length())
              + "  "
              + made.where().toAbsolutePath().normalize());
    }
  }
}
