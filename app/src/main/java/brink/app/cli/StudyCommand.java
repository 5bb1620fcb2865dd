package brink.app.cli;

import brink.app.cli.Laboratory.AlignmentRequest;
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
      "Tests claims, published ones and hypotheses beyond them: runs what each needs, compares"
          + " numbers with what it says, and writes a page with figures.",
      "Runs that are there already, finished and of the same spec, are taken as they are."
    },
    footer = {
      "",
      "Example: ./brink study cohen2021 --list",
      "         ./brink study cohen2021 edge momentum --out runs/edges",
      "         ./brink study lowell2024 cifar10-ce --scale laptop",
      "         ./brink study alignment edge depth"
    })
final class StudyCommand implements Callable<Integer> {
  private static final String LOWELL = "lowell2024";

  private final Desk desk;
  private final Brink brink;

  @Parameters(
      index = "0",
      paramLabel = "SET",
      description =
          "The published set: cohen2021, newer or lowell2024; or alignment, which goes beyond lowell2024.")
  private String set = "";

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "NAME",
      description = "Studies of the set, or data sets and criteria of lowell2024 (default: all).")
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
      names = "--figure",
      paramLabel = "N",
      description = "Of lowell2024, the only figure to draw, 1 to 42 (default: all).")
  private Optional<Integer> figure = Optional.empty();

  @Option(
      names = "--model",
      paramLabel = "DIR",
      description =
          "Of lowell2024, folder with RoBERTa for SST (default: random word vectors; see docs/sst.md).")
  private Optional<Path> model = Optional.empty();

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
    if (set.equals(LOWELL)) {
      return lowell();
    }
    if (figure.isPresent() || model.isPresent()) {
      throw new InputError(
          "--figure and --model are of the set %s: leave them away.".formatted(LOWELL));
    }
    var folder = folder();
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

  private Path folder() {
    return out.orElse(Path.of("runs", set + "-" + scale.toString().toLowerCase(Locale.ROOT)));
  }

  /**
   * @throws InputError if a run failed, once all else is done and printed
   */
  private int lowell() {
    var request =
        new AlignmentRequest(names, scale, figure, model.map(Path::toAbsolutePath), folder());
    if (list) {
      desk.laboratory().families(request).forEach(desk.out()::println);
      return 0;
    }
    desk.err().println(desk.laboratory().effort(request));
    var swept =
        desk.laboratory().alignment(request, what -> SweepView.open(desk, brink.plain(), what));
    desk.print(swept.result());
    if (swept.failed() > 0) {
      throw new InputError(
          "%d of %d runs failed, as said above: mend what stops them and start the study again."
              .formatted(swept.failed(), swept.points()));
    }
    return 0;
  }
}
