package brink.app.cli;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The launcher in a made-up project, with JDKs and a Maven that only say how they were called.
 *
 * @param folder where all of it lies
 * @param root of the project
 */
record LauncherProject(Path folder, Path root) {
  private static final String JAVA =
      """
      #!/bin/sh
      for argument; do
        case $argument in
          -XX:AOTCacheOutput=*) echo cache > "${argument#*=}"; exit 0 ;;
        esac
      done
      if [ -n "${JAVA_WAITS_FOR:-}" ]; then
        echo here > "$JAVA_WAITS_FOR.begun"
        until [ -e "$JAVA_WAITS_FOR" ]; do sleep 0.05; done
      fi
      echo "JDK $JAVA_HOME"
      echo "OMP $OMP_WAIT_POLICY OPENBLAS $OPENBLAS_THREAD_TIMEOUT"
      for argument; do echo "[$argument]"; done
      """;
  private static final String MAVEN =
      """
      #!/bin/sh
      echo "built with $JAVA_HOME" >> maven.log
      echo "$*" > maven.arguments
      sleep "${MAVEN_TAKES:-0}"
      if [ -f broken ]; then echo 'the compiler says no'; exit 1; fi
      mkdir -p app/target core/target
      echo app > app/target/brink-app.jar
      echo core > core/target/brink-core.jar
      printf '%s' "$PWD/core/target/brink-core.jar:$PWD/library.jar" > app/target/classpath
      """;

  static LauncherProject in(Path folder) {
    var here = Path.of("").toAbsolutePath();
    var launcher =
        Stream.iterate(here, at -> at != null, Path::getParent)
            .map(at -> at.resolve("brink"))
            .filter(Files::isRegularFile)
            .findFirst();
    assumeThat(launcher).as("the launcher, in a folder above %s", here).isPresent();
    var project = new LauncherProject(folder, folder.resolve("a project"));
    project.fill(launcher.orElseThrow());
    return project;
  }

  private void fill(Path launcher) {
    write(root.resolve("pom.xml"), "");
    write(root.resolve("library.jar"), "");
    write(root.resolve("core/pom.xml"), "");
    write(root.resolve("core/src/main/java/A.java"), "");
    write(root.resolve("core/src/main/java/B.java"), "");
    script(root.resolve("brink"), read(launcher));
    for (var tool :
        List.of(
            "basename",
            "cat",
            "cp",
            "dirname",
            "find",
            "flock",
            "grep",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "sleep",
            "tail")) {
      installed(tool)
          .ifPresent(
              found -> script(tools().resolve(tool), "#!/bin/sh\nexec " + found + " \"$@\"\n"));
    }
    script(tools().resolve("mvn"), MAVEN);
    settle();
  }

  /** Puts a git on the PATH that knows the sources. */
  void commit(String description) {
    script(tools().resolve("git"), "#!/bin/sh\necho " + description + "\n");
  }

  /** What the last build was asked for. */
  String asked() {
    return read(root.resolve("maven.arguments")).strip();
  }

  /** The only folder on the PATH: it has no Java. */
  Path tools() {
    return folder.resolve("tools");
  }

  Ran start(String... arguments) {
    return start(Map.of(), root, launcher(), arguments);
  }

  Ran start(Map<String, String> variables) {
    return start(variables, root, launcher());
  }

  String launcher() {
    return root.resolve("brink").toString();
  }

  Ran start(Map<String, String> variables, Path from, String launcher, String... arguments) {
    var command = new ArrayList<>(List.of("env", "-i"));
    var all = new HashMap<>(variables);
    all.put("PATH", tools().toString());
    all.put("HOME", folder.toString());
    all.put("BRINK_JDK_FOLDERS", folder.resolve("absent") + ":" + folder.resolve("jdks"));
    all.forEach((name, value) -> command.add(name + "=" + value));
    command.add(installed("bash").orElseThrow().toString());
    command.add(launcher);
    command.addAll(List.of(arguments));
    return Ran.process(command, from, Map.of());
  }

  /** The copies of jars that builds have left. */
  List<Path> copies() {
    try (var all = Files.list(root.resolve("target/launcher"))) {
      return all.filter(file -> file.getFileName().toString().startsWith("jars-")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether the machine has a tool. */
  static boolean has(String tool) {
    return installed(tool).isPresent();
  }

  long builds() {
    return read(root.resolve("maven.log")).lines().count();
  }

  Path jdk(String name, String version) {
    var jdk = folder.resolve("jdks").resolve(name);
    write(jdk.resolve("release"), "IMPLEMENTOR=\"Test\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(jdk.resolve("bin/java"), JAVA);
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    return jdk;
  }

  /** Makes everything older than what is written from now on, however coarse the file times. */
  void settle() {
    age(root, Duration.ofMinutes(1));
  }

  /** Makes all files of a folder, and the folder, so old. */
  static void age(Path root, Duration by) {
    var past = FileTime.from(Instant.now().minus(by));
    try (var files = Files.walk(root)) {
      for (var file : files.toList()) {
        Files.setLastModifiedTime(file, past);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<Path> installed(String tool) {
    return Stream.of(System.getenv("PATH").split(":"))
        .map(place -> Path.of(place, tool))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static void script(Path file, String text) {
    write(file, text);
    try {
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static void write(Path file, String text) {
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
