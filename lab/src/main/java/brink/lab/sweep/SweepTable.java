package brink.lab.sweep;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.StepRow;
import brink.lab.spec.Sweep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of a sweep, {@code runs.csv}: a line for each point, its place on the axes and what its
 * run came to, empty where it is not finished.
 */
public final class SweepTable {
  private static final List<String> CAME_TO =
      List.of(
          "t",
          "loss",
          "accuracy",
          "sharpness",
          "peak_sharpness",
          "peak_alignment",
          "gradients",
          "hessian_products",
          "seconds");

  private SweepTable() {}

  /** Writes the table of all points into the sweep's folder. */
  public static Path write(Sweep sweep, SweepFolder folder) {
    var axes = new LinkedHashSet<String>();
    sweep.points().forEach(point -> axes.addAll(point.coordinates().keySet()));
    var lines = new ArrayList<String>();
    lines.add(line(Stream.of(Stream.of("id", "status"), axes.stream(), CAME_TO.stream())));
    for (var point : sweep.points()) {
      lines.add(
          line(
              Stream.of(
                  Stream.of(point.id(), folder.standing(point)),
                  axes.stream().map(axis -> point.coordinates().getOrDefault(axis, "")),
                  cameTo(folder, point).stream())));
    }
    var file = folder.path().resolve("runs.csv");
    try {
      Files.createDirectories(folder.path());
      return Files.write(file, lines);
    } catch (IOException e) {
      throw new InputError(
          "%s cannot be written (%s): choose another folder with --out.".formatted(file, Why.of(e)),
          e);
    }
  }

  private static List<String> cameTo(SweepFolder folder, Sweep.Point point) {
    return folder
        .finished(point)
        .map(run -> cameTo(run.read()))
        .orElseGet(() -> CAME_TO.stream().map(_ -> "").toList());
  }

  private static List<String> cameTo(RunData run) {
    var last = run.moments().getLast();
    var step =
        run.steps().isEmpty() ? Optional.<StepRow>empty() : Optional.of(run.steps().getLast());
    return List.of(
        Double.toString(last.t()),
        Double.toString(last.loss()),
        text(last.accuracy()),
        text(sharpness(last)),
        peak(run, SweepTable::sharpness),
        peak(run, moment -> moment.decomposition().map(d -> d.components().alJ())),
        text(step.map(StepRow::gradients)),
        text(step.map(StepRow::hvps)),
        text(step.map(StepRow::seconds)));
  }

  private static Optional<Double> sharpness(MomentRow moment) {
    return moment.spectrum().topHess().map(Ritz::value);
  }

  private static String peak(RunData run, Function<MomentRow, Optional<Double>> value) {
    return text(run.moments().stream().flatMap(m -> value.apply(m).stream()).max(Double::compare));
  }

  private static String text(Optional<?> value) {
    return value.map(Object::toString).orElse("");
  }

  private static String line(Stream<Stream<String>> cells) {
    return cells
        .flatMap(Function.identity())
        .map(SweepTable::quoted)
        .collect(Collectors.joining(","));
  }

  private static String quoted(String cell) {
    return cell.matches("[^,\"\\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
