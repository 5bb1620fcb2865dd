package brink.lab.report;

import brink.lab.analysis.Listing;
import java.util.List;
import java.util.Optional;

/** The page of the study of Lowell and Kastner (2024). */
final class AlignmentPage {
  private AlignmentPage() {}

  /** The last table, of every run, stands behind the figures. */
  static String of(
      Verdict verdict, List<String> warnings, List<Listing> tables, List<Figure> figures) {
    var page = new Page(verdict.title()).head(List.of(), Optional.empty()).warnings(warnings);
    verdict.on(page);
    tables.subList(0, tables.size() - 1).forEach(table -> add(table, page));
    page.heading("Figures").paragraph("", AlignmentFigures.NUMBERS);
    figures.forEach(page::figure);
    add(tables.getLast(), page);
    return page.html();
  }

  private static void add(Listing table, Page page) {
    page.heading(table.title()).paragraph("", table.note()).table(table.heads(), table.rows());
  }
}
