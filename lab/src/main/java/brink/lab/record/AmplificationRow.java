package brink.lab.record;

/**
 * How much one example's output gradient grows on its way back to a layer, a row of {@code
 * amplification.parquet}: |u^T Z_l| with Z_l = dz/dh^l, for two unit vectors u.
 *
 * @param moment number of the moment, from 0
 * @param which whether that is the first or the last snapshot
 * @param example its index in the training set, from 0
 * @param layer l, from 1 to L; at L both lengths are 1
 * @param largest for the u most amplified at layer 1, the top left singular vector of Z_1
 * @param random for a random u
 */
public record AmplificationRow(
    int moment, Which which, int example, int layer, double largest, double random) implements Row {

  /** Which snapshot of the run. */
  public enum Which {
    FIRST("first"),
    LAST("last");

    private final String word;

    Which(String word) {
      this.word = word;
    }

    /** As in files: {@code first} or {@code last}. */
    public String word() {
      return word;
    }
  }

  static final Table<AmplificationRow> TABLE =
      Table.named("amplification", "amplification", AmplificationRow::from)
          .whole("moment", r -> (long) r.moment)
          .text("which", r -> r.which.word())
          .whole("example", r -> (long) r.example)
          .whole("layer", r -> (long) r.layer)
          .real("largest", AmplificationRow::largest)
          .real("random", AmplificationRow::random);

  private static AmplificationRow from(Cells cells) {
    return new AmplificationRow(
        cells.count("moment"),
        cells.oneOf("which", Which.values(), Which::word),
        cells.count("example"),
        cells.count("layer"),
        cells.real("largest"),
        cells.real("random"));
  }
}
