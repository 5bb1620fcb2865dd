package brink.lab.record;

/**
 * A descent beside the same descent on its quadratic Taylor model at a moment, a row of {@code
 * taylor.parquet}, from that moment's step on.
 *
 * @param step steps taken
 * @param t its time
 * @param loss L where the training is
 * @param model the model's own loss where the model's descent is
 * @param distance Euclidean, between the weights of the two
 */
public record TaylorRow(long step, double t, double loss, double model, double distance)
    implements Row {

  static final Table<TaylorRow> TABLE =
      Table.named("taylor", "taylor", TaylorRow::from)
          .whole("step", TaylorRow::step)
          .real("t", TaylorRow::t)
          .real("loss", TaylorRow::loss)
          .real("model", TaylorRow::model)
          .real("distance", TaylorRow::distance);

  private static TaylorRow from(Cells cells) {
    return new TaylorRow(
        cells.whole("step"),
        cells.real("t"),
        cells.real("loss"),
        cells.real("model"),
        cells.real("distance"));
  }
}
