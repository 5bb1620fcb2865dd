package brink.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A process that has run: its exit code and what it wrote. */
record Ran(int code, String out, String err) {

  /** Brink in a process of its own, from the classes under test. */
  static Ran brink(String... arguments) {
    return java(List.of(), Main.class, arguments);
  }

  static Ran java(List<String> options, Class<?> main, String... arguments) {
    return process(command(options, main, arguments), Path.of("."), Map.of());
  }

  static List<String> command(List<String> options, Class<?> main, String... arguments) {
    var command = new ArrayList<String>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx256m",
            "-Djava.awt.headless=true",
            "--enable-native-access=ALL-UNNAMED",
            "-Dstdout.encoding=UTF-8",
            "-Dstderr.encoding=UTF-8",
            "-XX:TieredStopAtLevel=1"));
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(List.of(arguments));
    return command;
  }

  /** The environment is the test's own with these variables over it. */
  static Ran process(List<String> command, Path folder, Map<String, String> variables) {
    try {
      var out = Files.createTempFile("ran", ".out");
      var err = Files.createTempFile("ran", ".err");
      var builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(variables);
      builder.redirectOutput(out.toFile()).redirectError(err.toFile());
      var process = builder.start();
      process.getOutputStream().close();
      if (!process.waitFor(2, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new IllegalStateException("still running after two minutes: " + command);
      }
      var ran = new Ran(process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return ran;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
