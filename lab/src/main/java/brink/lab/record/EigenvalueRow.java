package brink.lab.record;

/**
 * One of the algebraically largest eigenvalues of the Hessian at a moment, a row of {@code
 * eigenvalues.parquet}, which is there where more than the first was asked for.
 *
 * @param moment number of the moment, from 0
 * @param index from 1, the sharpness itself
 * @param pair its value, residual norm and verdict
 */
public record EigenvalueRow(int moment, int index, Ritz pair) implements Row {

  static final Table<EigenvalueRow> TABLE =
      Table.named("eigenvalue", "eigenvalues", EigenvalueRow::from)
          .whole("moment", r -> (long) r.moment)
          .whole("index", r -> (long) r.index)
          .real("value", r -> r.pair.value())
          .real("residual", r -> r.pair.residual())
          .flag("converged", r -> r.pair.converged());

  private static EigenvalueRow from(Cells cells) {
    return new EigenvalueRow(
        cells.count("moment"),
        cells.count("index"),
        new Ritz(cells.real("value"), cells.real("residual"), cells.flag("converged")));
  }
}
