package brink.lab.study;

import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.RunData;
import java.util.List;
import org.hipparchus.stat.descriptive.rank.Median;

/**
 * Sharpness-aware descent beside plain descent at the same learning rate.
 *
 * @param setting what is trained
 */
record SharpnessAwareEdge(Setting setting) {
  private static final double RHO = 0.02;

  Study study() {
    double rate = setting.rates().getFirst();
    return new Study(
        "sam",
        "Sharpness-aware minimisation has an edge of stability of its own, below 2 / eta and lower the smaller the gradient: its sharpness settles there.",
        "Long & Bartlett 2023, arXiv:2309.12488; Foret et al. 2021",
        List.of(setting.plain(rate), setting.descent("sam", rate, "descent.sam=" + RHO)),
        runs -> checks(runs.getFirst(), runs.getLast()));
  }

  private static List<Check> checks(RunData plain, RunData aware) {
    var edge = EdgeOfStability.of(aware);
    double end = edge.readings().getLast().t();
    var late = edge.readings().stream().filter(r -> r.t() >= end * 2 / 3).toList();
    var median = new Median();
    double ratio =
        median.evaluate(late.stream().mapToDouble(EdgeOfStability.Reading::ratio).toArray());
    double sharpness =
        median.evaluate(late.stream().mapToDouble(EdgeOfStability.Reading::sharpness).toArray());
    double other = EdgeOfStability.of(plain).readings().getLast().sharpness();
    return List.of(
        new Check(
            "over the last third, sharpness within 15 % of the edge of sharpness-aware steps",
            "%.3f times the edge of each moment (median)".formatted(ratio),
            Math.abs(ratio - 1) <= 0.15),
        new Check(
            "it is below nine tenths of that of plain descent at the same learning rate",
            "%.4g beside %.4g".formatted(sharpness, other),
            sharpness <= 0.9 * other));
  }
}
