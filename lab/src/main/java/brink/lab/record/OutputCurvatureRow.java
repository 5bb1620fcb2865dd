package brink.lab.record;

/**
 * How curved the criterion is in the outputs at a moment, a row of {@code
 * output_curvature.parquet}; H_z is the Hessian of an example's loss in its outputs z.
 *
 * @param moment number of the moment, from 0
 * @param trace {@code e_tr_hz}, the mean over the examples of H_z's trace
 * @param top {@code e_top_hz}, the mean over the examples of H_z's largest eigenvalue
 */
public record OutputCurvatureRow(int moment, double trace, double top) implements Row {

  static final Table<OutputCurvatureRow> TABLE =
      Table.named("output_curvature", "output_curvature", OutputCurvatureRow::from)
          .whole("moment", r -> (long) r.moment)
          .real("e_tr_hz", OutputCurvatureRow::trace)
          .real("e_top_hz", OutputCurvatureRow::top);

  private static OutputCurvatureRow from(Cells cells) {
    return new OutputCurvatureRow(
        cells.count("moment"), cells.real("e_tr_hz"), cells.real("e_top_hz"));
  }
}
