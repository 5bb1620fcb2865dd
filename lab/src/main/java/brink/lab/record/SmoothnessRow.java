package brink.lab.record;

/**
 * How smooth the training loss is where a moment is, a row of {@code smoothness.parquet}.
 *
 * @param moment number of the moment, from 0
 * @param eta learning rate of the step that led there, at the start of the first one
 * @param effective the effective smoothness along the step, {@code max |g(theta - s g) - g(theta)|
 *     / |s g|} over a grid of s in (0, eta]
 * @param beta the smoothness at the point itself, |Hess|, the largest absolute value of an
 *     eigenvalue
 */
public record SmoothnessRow(int moment, double eta, double effective, double beta) implements Row {

  static final Table<SmoothnessRow> TABLE =
      Table.named("smoothness", "smoothness", SmoothnessRow::from)
          .whole("moment", r -> (long) r.moment)
          .real("eta", SmoothnessRow::eta)
          .real("effective", SmoothnessRow::effective)
          .real("beta", SmoothnessRow::beta);

  private static SmoothnessRow from(Cells cells) {
    return new SmoothnessRow(
        cells.count("moment"), cells.real("eta"), cells.real("effective"), cells.real("beta"));
  }
}
