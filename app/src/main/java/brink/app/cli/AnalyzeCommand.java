package brink.app.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import brink.app.cli.Laboratory.AnalyzeRequest;
import brink.nn.format.AtomicFile;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink analyze}. */
@Command(
    name = "analyze",
    description =
        "The sharpness decomposition and spectra of given weights on given data, as JSON.",
    footer = {
      "",
      "Example: ./brink analyze specs/chebyshev.yaml --out first.json",
      "         ./brink analyze runs/one --weights runs/one/snapshots/0010.safetensors",
      "         ./brink analyze runs/one --set measure.slices.radius=1 --page slices"
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

  @Mixin private final SettingsOption set = new SettingsOption();

  @Option(
      names = "--out",
      paramLabel = "FILE.json",
      description = "Where to write (default: standard output).")
  private Optional<Path> out = Optional.empty();

  @Option(
      names = "--page",
      paramLabel = "DIR",
      description = "Folder for a page with the slices of the loss that measure.slices asks for.")
  private Optional<Path> page = Optional.empty();

  AnalyzeCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  @Override
  public Integer call() {
    out.ifPresent(AtomicFile::require); // before minutes of work
    var request = new AnalyzeRequest(spec, set.settings(), weights, page);
    var json =
        View.during(desk, brink.plain(), progress -> desk.laboratory().analyze(request, progress));
    out.ifPresentOrElse(
        file -> AtomicFile.write(file, (json + "\n").getBytes(UTF_8)),
        () -> desk.out().println(json));
    return 0;
  }
}
