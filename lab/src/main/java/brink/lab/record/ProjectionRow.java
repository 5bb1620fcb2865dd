package brink.lab.record;

/**
 * Where a descent is along one of the leading eigenvectors q_i of the Hessian at a moment N, a row
 * of {@code projections.parquet}: one for every step from that moment on and every i.
 *
 * @param step steps taken, from that moment's
 * @param t its time
 * @param index i, from 1, the eigenvector to the largest eigenvalue
 * @param displacement {@code <theta_t - theta_N, q_i>}, q_i of norm 1 and of a sign that is kept
 * @param gradient {@code <g_t, q_i>}, g_t the gradient at theta_t; of the next batch, where there
 *     are batches
 */
public record ProjectionRow(long step, double t, int index, double displacement, double gradient)
    implements Row {

  static final Table<ProjectionRow> TABLE =
      Table.named("projection", "projections", ProjectionRow::from)
          .whole("step", ProjectionRow::step)
          .real("t", ProjectionRow::t)
          .whole("index", r -> (long) r.index)
          .real("displacement", ProjectionRow::displacement)
          .real("gradient", ProjectionRow::gradient);

  private static ProjectionRow from(Cells cells) {
    return new ProjectionRow(
        cells.whole("step"),
        cells.real("t"),
        cells.count("index"),
        cells.real("displacement"),
        cells.real("gradient"));
  }
}
