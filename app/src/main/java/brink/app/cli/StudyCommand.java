package brink.app.cli;

import brink.app.cli.Laboratory.StudyRequest;
import brink.core.error.InputError;
import brink.lab.study.Scale;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code brink study}. */
@Command(
    name = "study",
    description = {
      "Tests published claims: runs what each needs, compares numbers with what it says, and"
          + " writes a page with figures.",
      "Runs that are there already, finished and of the same spec, are taken as they are."
    },
    footer = {
      "",
      "Example: ./brink study cohen2021 --list",
      "         ./brink study cohen2021 edge momentum --out runs/edges"
    })
final class StudyCommand implements Callable<Integer> {
  private final Desk desk;
  private final Brink brink;

  @Parameters(
      index = "0",
      paramLabel = "SET",
      description = "The published set: cohen2021, or newer.")
  private String set = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Studies of the set (default: all).")
  private List<String> names = List.of();

  @Option(names = "--list", description = "Only list the studies with their claims.")
  private boolean list;

  @Option(
      names = "--scale",
      paramLabel = "SCALE",
      defaultValue = "smoke",
      description = "How large the runs are: smoke (seconds), laptop or paper (default: smoke).")
  private Scale scale = Scale.SMOKE;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for runs and pages (default: runs/, named after set and scale).")
  private Optional<Path> out = Optional.empty();

  StudyCommand(Desk desk, Brink brink) {
    this.desk = desk;
    this.brink = brink;
  }

  /**
   * @throws InputError if a study could not be carried out, once all else is done and printed
   */
  @Override
  public Integer call() {
    var folder = out.orElse(Path.of("runs", set + "-" + scale.toString().toLowerCase(Locale.ROOT)));
    var request = new StudyRequest(set, names, scale, folder);
    if (list) {
      desk.laboratory().studies(request).forEach(desk.out()::println);
    } else {
      var studied =
          View.during(desk, brink.plain(), progress -> desk.laboratory().study(request, progress));
      desk.print(studied.result());
      if (!studied.missed().isEmpty()) {
        throw new InputError(
            "%d of %d studies could not be carried out (%s): what is in the way of each is said above."
                .formatted(
                    studied.missed().size(), studied.asked(), String.join(", ", studied.missed())));
      }
    }
    return 0;
  }
}
