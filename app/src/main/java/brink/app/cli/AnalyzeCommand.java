package brink.app.cli;

import brink.app.cli.Laboratory.AnalyzeRequest;
import brink.core.error.InputError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink analyze}. */
@Command(
    name = "analyze",
    description =
        "The sharpness decomposition and spectra of given weights on given data, as JSON.",
    footer = {
      "",
      "Example: brink analyze specs/quickstart.yaml --weights trained.safetensors --out trained.json"
    })
final class AnalyzeCommand implements Callable<Integer> {
  private final Desk desk;
  private final Brink brink;

  @Parameters(
      paramLabel = "SPEC.yaml",
      description = "The spec that says network, data and loss, or a run folder.")
  private Path spec = Path.of("");

  @Option(
      names = "--weights",
      paramLabel = "FILE",
      description = "Safetensors or NPZ, named as layers.0.weight (default: the initial weights).")
  private Optional<Path> weights = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "Change a setting of the spec, a nested one with dots; may be repeated.")
  private List<String> settings = List.of();

  @Option(
      names = "--out",
      paramLabel = "FILE.json",
      description = "Where to write (default: standard output).")
  private Optional<Path> out = Optional.empty();

  AnalyzeCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  @Override
  public Integer call() {
    var request = new AnalyzeRequest(spec, settings, weights);
    var json =
        View.during(desk, brink.plain(), progress -> desk.laboratory().analyze(request, progress));
    out.ifPresentOrElse(file -> write(file, json), () -> desk.out().println(json));
    return 0;
  }

  /** Whole or not at all: written beside its place and moved there. */
  private static void write(Path file, String json) {
    var part = file.resolveSibling(file.getFileName() + ".part");
    try {
      Files.writeString(part, json + System.lineSeparator());
      Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new InputError("Cannot write " + file + " (" + e + "): choose another --out.", e);
    }
  }
}
