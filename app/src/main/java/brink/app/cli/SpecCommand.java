package brink.app.cli;

import brink.app.cli.Laboratory.RunRequest;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code brink spec}. */
@Command(
    name = "spec",
    description =
        "Every key of a spec with its type, default and meaning; or, given a spec, what it resolves"
            + " to with all defaults filled in.",
    footer = {
      "",
      "Example: ./brink spec",
      "         ./brink spec specs/quickstart.yaml --set flow.kind=rk4"
    })
final class SpecCommand implements Callable<Integer> {
  private final Desk desk;

  @Parameters(paramLabel = "SPEC.yaml", arity = "0..1", description = "The spec to resolve.")
  private Optional<Path> spec = Optional.empty();

  @Mixin private final SettingsOption set = new SettingsOption();

  SpecCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    spec.ifPresentOrElse(
        file ->
            desk.out()
                .print(
                    desk.laboratory()
                        .resolve(
                            new RunRequest(
                                file, set.settings(), Optional.empty(), Optional.empty()))),
        () -> SpecHelp.lines(desk.laboratory().keys()).forEach(desk.out()::println));
    return 0;
  }
}
