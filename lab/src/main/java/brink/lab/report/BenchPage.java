package brink.lab.report;

import brink.lab.bench.Growth;
import brink.lab.bench.WorkPrecision;
import brink.lab.bench.WorkPrecision.Solve;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** The page of a comparison of solvers. */
final class BenchPage {
  private static final List<String> HEADS =
      List.of(
          "solver",
          "setting",
          "error",
          "own estimate",
          "gradients",
          "products",
          "GEMM units",
          "seconds",
          "steps",
          "rejected",
          "end, t");

  private BenchPage() {}

  static String of(
      List<WorkPrecision> results, List<Figure> figures, List<String> machine, String status) {
    var page =
        new Page("Solvers of the gradient flow: work and precision")
            .head(machine, Optional.of(status));
    for (int i = 0; i < results.size(); i++) {
      var result = results.get(i);
      page.heading(result.problem())
          .figure(figures.get(i))
          .table(HEADS, result.solves().stream().map(BenchPage::row).toList());
      result.solves().stream()
          .filter(solve -> solve.error().isEmpty())
          .forEach(solve ->
              page.paragraph(
                  "source", solve.solver() + ", " + solve.setting() + ": " + solve.how()));
    }
    var growth = Growth.of(results);
    if (!growth.isEmpty()) {
      page.heading("Growth with the number of examples");
      growth.forEach(g -> page.paragraph("", g.sentence()));
    }
    return page.html();
  }

  private static List<String> row(Solve solve) {
    return List.of(
        unbroken(solve.solver()),
        unbroken(solve.setting()),
        part(solve, Solve::error),
        part(solve, Solve::estimate),
        Numbers.count(solve.gradients()),
        Numbers.count(solve.products()),
        Numbers.count(solve.units()),
        Numbers.shortly(solve.seconds()),
        Numbers.count(solve.steps()),
        Numbers.count(solve.rejections()),
        unbroken(Numbers.shortly(solve.reached())));
  }

  /** With spaces and hyphens at which no line breaks. */
  private static String unbroken(String text) {
    return text.replace(' ', '\u00a0').replace('-', '\u2011');
  }

  private static String part(Solve solve, Function<Solve, Optional<Double>> value) {
    return value.apply(solve).map(v -> unbroken(Numbers.shortly(v))).orElse("–");
  }
}
