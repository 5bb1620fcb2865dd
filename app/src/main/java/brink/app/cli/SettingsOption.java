package brink.app.cli;

import java.util.List;
import picocli.CommandLine.Option;

/** The option of every command that reads a spec. */
final class SettingsOption {
  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a setting of the spec, a nested one with dots; may be repeated.")
  private List<String> settings = List.of();

  /** Each {@code a.b.c=value}. */
  List<String> settings() {
    return settings;
  }
}
