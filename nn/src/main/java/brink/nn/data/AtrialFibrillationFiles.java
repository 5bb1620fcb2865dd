package brink.nn.data;

import brink.core.error.InputError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The archive's files of {@link AtrialFibrillation}. */
final class AtrialFibrillationFiles {
  /** Where they lie. */
  static final SourceFolder FOLDER =
      new SourceFolder(
          "AtrialFibrillation",
          "AtrialFibrillation",
          List.of(file(Part.TRAINING), file(Part.TEST)));

  private AtrialFibrillationFiles() {}

  /** The name of a part's file. */
  static String file(Part part) {
    return switch (part) {
      case TRAINING -> "AtrialFibrillation_TRAIN.ts";
      case TEST -> "AtrialFibrillation_TEST.ts";
    };
  }

  /**
   * The windows of a part.
   *
   * @throws InputError when a file is missing or broken, a series is shorter than a window, or one
   *     is in both files
   */
  static Examples open(AtrialFibrillation source, Part part, Places places) {
    var folder = FOLDER.find(source.path(), places);
    var path = folder.resolve(file(part));
    var other = folder.resolve(file(part == Part.TRAINING ? Part.TEST : Part.TRAINING));
    var file = TsFile.read(path);
    requireApart(path, file, other, TsFile.read(other));
    var windows = windows(file, source, path);
    int d = file.dimensions();
    int length = source.window();
    var inputs = new double[Math.multiplyExact(windows.size(), d * length)];
    var labels = new int[windows.size()];
    for (int e = 0; e < labels.length; e++) {
      var window = windows.get(e);
      for (int c = 0; c < d; c++) {
        var channel = window.series().dimensions().get(c);
        System.arraycopy(channel, window.start(), inputs, (e * d + c) * length, length);
      }
      labels[e] = window.series().label();
    }
    var title =
        "AtrialFibrillation %s windows (length %d, stride %d, from %d series that are not in the %s part)"
            .formatted(
                part == Part.TRAINING ? "training" : "test",
                length,
                source.stride(),
                file.series().size(),
                part == Part.TRAINING ? "test" : "training");
    return new Examples.Numbers(
        title, List.of(d, length), inputs, new Targets.Labels(labels, file.classNames()));
  }

  private record Window(TsFile.Series series, int start) {}

  /** The first windows of all series, then the second ones, and so on. */
  private static List<Window> windows(TsFile file, AtrialFibrillation source, Path path) {
    var windows = new ArrayList<Window>();
    int longest = 0;
    for (var series : file.series()) {
      longest = Math.max(longest, series.length());
      if (series.length() < source.window()) {
        throw new InputError(
            "%s, line %d, has a series of length %d, shorter than a window of %d: set source.window to at most %d."
                .formatted(path, series.line(), series.length(), source.window(), series.length()));
      }
    }
    for (long start = 0; start + source.window() <= longest; start += source.stride()) {
      for (var series : file.series()) {
        if (start + source.window() <= series.length()) {
          windows.add(new Window(series, (int) start));
        }
      }
    }
    return windows;
  }

  /** Refuses files that have a series in common, or other classes or dimensions. */
  private static void requireApart(Path path, TsFile file, Path otherPath, TsFile other) {
    if (!file.classNames().equals(other.classNames()) || file.dimensions() != other.dimensions()) {
      throw new InputError(
          "%s has %d dimensions and the classes %s, but %s has %d and %s: fetch both again."
              .formatted(
                  path,
                  file.dimensions(),
                  file.classNames(),
                  otherPath,
                  other.dimensions(),
                  other.classNames()));
    }
    for (var series : file.series()) {
      for (var held : other.series()) {
        if (series.sameValues(held)) {
          throw new InputError(
              "%s, line %d, holds the same series as %s, line %d, but none may be in both: fetch both files again."
                  .formatted(path, series.line(), otherPath, held.line()));
        }
      }
    }
  }
}
