package brink.lab.record;

/**
 * The weights of a moment along a random direction, a row of {@code random_projections.parquet}.
 *
 * @param moment number of the moment, from 0
 * @param index of the direction, from 1; the same direction in all runs of a network that have as
 *     many
 * @param value {@code <theta, r>}, of the whole network's weights
 */
public record RandomProjectionRow(int moment, int index, double value) implements Row {

  static final Table<RandomProjectionRow> TABLE =
      Table.named("random_projection", "random_projections", RandomProjectionRow::from)
          .whole("moment", r -> (long) r.moment)
          .whole("index", r -> (long) r.index)
          .real("value", RandomProjectionRow::value);

  private static RandomProjectionRow from(Cells cells) {
    return new RandomProjectionRow(
        cells.count("moment"), cells.count("index"), cells.real("value"));
  }
}
