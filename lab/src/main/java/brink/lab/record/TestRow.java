package brink.lab.record;

import java.util.Optional;

/**
 * What the network does on held-out examples at a moment, a row of {@code test.parquet}.
 *
 * @param moment number of the moment, from 0
 * @param loss {@code test_loss}, the mean over the held-out examples
 * @param accuracy {@code test_accuracy}, the part of them classified rightly, where the targets are
 *     classes
 */
public record TestRow(int moment, double loss, Optional<Double> accuracy) implements Row {

  static final Table<TestRow> TABLE =
      Table.named("test", "test", TestRow::from)
          .whole("moment", r -> (long) r.moment)
          .real("test_loss", TestRow::loss)
          .maybe("test_accuracy", TestRow::accuracy);

  private static TestRow from(Cells cells) {
    return new TestRow(
        cells.count("moment"), cells.real("test_loss"), cells.maybe("test_accuracy"));
  }
}
