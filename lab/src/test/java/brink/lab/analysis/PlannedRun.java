package brink.lab.analysis;

import brink.lab.record.Decomposition;
import brink.lab.record.LayerRow;
import brink.lab.record.MomentRow;
import brink.lab.record.Products;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import brink.lab.record.SyntheticRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Runs with planned numbers: of each moment its step, eigenvalues, alignment, bound and curvature
 * of layers.
 */
public final class PlannedRun {
  private PlannedRun() {}

  /** What planned runs take all else from. */
  public static RunData shape(Path folder) {
    return new SyntheticRun("planned", 1, 5, 2, 2).write(folder).read();
  }

  /** What is planned of a moment; all else is 1. */
  public record Planned(
      long step, double hess, double g, double r, double alJ, double bound, List<Double> layers) {}

  /**
   * A run.
   *
   * @param shape has all else that a run has
   */
  public static RunData of(RunData shape, Planned... moments) {
    var rows = new ArrayList<MomentRow>();
    var layers = new ArrayList<LayerRow>();
    for (int m = 0; m < moments.length; m++) {
      var planned = moments[m];
      rows.add(row(m, planned));
      for (int l = 1; l <= planned.layers().size(); l++) {
        layers.add(layer(m, l, planned));
      }
    }
    return new RunData(
        shape.folder(),
        shape.status(),
        shape.provenance(),
        shape.spec(),
        shape.error(),
        shape.steps(),
        rows,
        layers,
        shape.amplifications(),
        shape.additional());
  }

  /** Of moments at steps 0, 10, 20 and so on, with the same parts and layers at all. */
  public static RunData rising(RunData shape, double... alignments) {
    return of(
        shape,
        IntStream.range(0, alignments.length)
            .mapToObj(m ->
                new Planned(
                    10L * m,
                    100 * alignments[m],
                    99 * alignments[m],
                    5 * alignments[m],
                    alignments[m],
                    50,
                    List.of(4.0, 3.0)))
            .toArray(Planned[]::new));
  }

  private static MomentRow row(int m, Planned planned) {
    return new MomentRow(
        m,
        planned.step(),
        0.5 * (m + 1),
        1.0 / (m + 1),
        Optional.of(0.5),
        1,
        m,
        new Spectrum(
            ritz(planned.hess()),
            ritz(planned.g()),
            ritz(planned.r()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty()),
        Optional.of(
            new Decomposition(
                Optional.of(1.0),
                1,
                1,
                new Products(1, 1, 1, planned.alJ()),
                1,
                planned.alJ(),
                1,
                0)),
        Optional.of(planned.bound()),
        Optional.of(2 / planned.bound()));
  }

  private static Optional<Ritz> ritz(double value) {
    return Optional.of(new Ritz(value, 0, true));
  }

  private static LayerRow layer(int m, int l, Planned planned) {
    double k2 = planned.layers().get(l - 1);
    return new LayerRow(m, l, k2, k2, Optional.empty(), new Products(1, 1, 1, 1));
  }
}
