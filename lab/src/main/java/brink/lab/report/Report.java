package brink.lab.report;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.lab.analysis.Chart;
import brink.lab.analysis.Listing;
import brink.lab.analysis.SizeFamily;
import brink.lab.bench.Growth;
import brink.lab.bench.WorkPrecision;
import brink.lab.record.Json;
import brink.lab.record.RunData;
import brink.lab.record.RunFolder;
import brink.nn.format.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Writes figures (SVG, PDF, and PNG at two pixels for one of CSS) and a self-contained {@code
 * report.html}. All are functions of the run folders alone: the same folders give the same bytes.
 */
public final class Report {
  private Report() {}

  /**
   * Writes the report of one run, finished or not, into its folder.
   *
   * @return the page
   * @throws InputError when the folder's files are missing or broken, or nothing can be written
   */
  public static Path write(RunFolder folder) {
    return write(folder.read());
  }

  /** Writes the report of a run that has been read. */
  public static Path write(RunData run) {
    var figures = RunFigures.of(run);
    return write(figures, RunPage.of(run, figures), run.folder().path());
  }

  /**
   * Writes a report that lays several runs over one another into a folder of its own, made when it
   * is not there; an older report in it is replaced.
   *
   * @return the page
   */
  public static Path compare(List<RunFolder> folders, Path out) {
    if (folders.size() < 2) {
      throw new InputError("A comparison needs at least two run folders: give another one.");
    }
    requireNoRun(out);
    var comparison = new Comparison(folders.stream().map(RunFolder::read).toList());
    var figures = comparison.figures();
    return write(figures, comparison.page(figures), out);
  }

  /**
   * Writes the report of runs that test a claim into a folder of its own.
   *
   * @param charts what was computed beside the runs; the points of each go into a {@code .csv}
   *     beside its figure
   * @return the page
   */
  public static Path study(List<RunData> runs, List<Chart> charts, Verdict verdict, Path out) {
    requireNoRun(out);
    var computed = charts.stream().map(chart -> ChartFigure.of(chart, verdict.source()));
    var comparison = new Comparison(runs);
    var compared = runs.isEmpty() ? Stream.<Figure>empty() : comparison.figures().stream();
    var figures = Stream.concat(computed, compared).toList();
    var page = write(figures, comparison.page(figures, verdict), out);
    writePoints(charts, out);
    return page;
  }

  /**
   * Writes a page of computed curves alone into a folder, the points of each beside its figure.
   *
   * @param source what they come from
   * @return the page
   */
  public static Path charts(String title, String source, List<Chart> charts, Path out) {
    requireNoRun(out);
    var figures = charts.stream().map(chart -> ChartFigure.of(chart, source)).toList();
    var page = new Page(title).head(List.of(), Optional.empty());
    figures.forEach(page::figure);
    var file = write(figures, page.html(), out);
    writePoints(charts, out);
    return file;
  }

  private static void writePoints(List<Chart> charts, Path out) {
    charts.forEach(chart ->
        AtomicFile.write(
            out.resolve("figures").resolve(chart.name() + ".csv"), bytes(chart.csv())));
  }

  /**
   * Writes the report of the study of Lowell and Kastner (2024) into a folder of its own; its
   * tables go into {@code .csv} files too.
   *
   * @param families with their finished runs
   * @param figure the only one to draw, where not all
   * @param warnings what cannot be overlooked, a sentence each
   * @return the page
   */
  public static Path alignment(
      List<SizeFamily> families,
      List<Listing> tables,
      Verdict verdict,
      Optional<Integer> figure,
      List<String> warnings,
      Path out) {
    requireNoRun(out);
    var figures = AlignmentFigures.of(families, figure);
    var page = write(figures, AlignmentPage.of(verdict, warnings, tables, figures), out);
    tables.forEach(
        table -> AtomicFile.write(out.resolve(table.name() + ".csv"), bytes(table.csv())));
    return page;
  }

  /**
   * Writes the figures and the page of a comparison of solvers into a folder, and its numbers as
   * {@code bench.json}.
   *
   * @param machine that they were measured on, in lines
   * @param finished whether all results are there, or more are to come
   * @return the page
   * @throws InputError when the folder is one of a run or cannot be written to
   */
  public static Path bench(
      List<WorkPrecision> results, List<String> machine, boolean finished, Path out) {
    requireNoRun(out);
    var figures = results.stream().map(WorkPrecisionFigure::of).toList();
    var status = finished ? "finished" : "running";
    var page = write(figures, BenchPage.of(results, figures, machine, status), out);
    Json.write(out.resolve("bench.json"), new Bench(status, machine, results, Growth.of(results)));
    return page;
  }

  /** What {@code bench.json} holds. */
  private record Bench(
      String status, List<String> machine, List<WorkPrecision> results, List<Growth> growth) {}

  private static void requireNoRun(Path out) {
    if (Files.exists(out.resolve("result.json"))) {
      throw new InputError(
          out + " is itself a run folder: give another folder for the comparison.");
    }
  }

  private static Path write(List<Figure> figures, String page, Path out) {
    var folder = out.resolve("figures");
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new InputError(
          folder + " cannot be made (" + Why.of(e) + "): choose a place that you may write to.", e);
    }
    for (var figure : figures) {
      AtomicFile.write(folder.resolve(figure.name() + ".svg"), bytes(Rendering.svg(figure)));
      AtomicFile.write(folder.resolve(figure.name() + ".png"), Rendering.png(figure));
      AtomicFile.write(folder.resolve(figure.name() + ".pdf"), Rendering.pdf(figure));
    }
    var file = out.resolve("report.html");
    AtomicFile.write(file, bytes(page));
    return file;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
