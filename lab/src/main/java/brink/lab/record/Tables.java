package brink.lab.record;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The tables of a run folder. */
final class Tables {
  /** Those that every finished run has. */
  static final List<Table<?>> ALWAYS =
      List.of(StepRow.TABLE, MomentRow.TABLE, LayerRow.TABLE, AmplificationRow.TABLE);

  /** Those that a run has where it measured something for them. */
  static final List<Table<?>> ASKED =
      List.of(
          EigenvalueRow.TABLE,
          ProjectionRow.TABLE,
          RandomProjectionRow.TABLE,
          TaylorRow.TABLE,
          SmoothnessRow.TABLE,
          OutputCurvatureRow.TABLE,
          TestRow.TABLE,
          NoteRow.TABLE);

  private Tables() {}

  /** The table with lines of this {@code type}. */
  static Optional<Table<?>> ofKind(String kind) {
    return Stream.of(ALWAYS, ASKED)
        .flatMap(List::stream)
        .filter(table -> table.kind().equals(kind))
        .findFirst();
  }

  /** The line of a row. */
  static Map<String, Object> line(Row row) {
    return switch (row) {
      case StepRow r -> StepRow.TABLE.line(r);
      case MomentRow r -> MomentRow.TABLE.line(r);
      case LayerRow r -> LayerRow.TABLE.line(r);
      case AmplificationRow r -> AmplificationRow.TABLE.line(r);
      case EigenvalueRow r -> EigenvalueRow.TABLE.line(r);
      case ProjectionRow r -> ProjectionRow.TABLE.line(r);
      case RandomProjectionRow r -> RandomProjectionRow.TABLE.line(r);
      case TaylorRow r -> TaylorRow.TABLE.line(r);
      case SmoothnessRow r -> SmoothnessRow.TABLE.line(r);
      case OutputCurvatureRow r -> OutputCurvatureRow.TABLE.line(r);
      case TestRow r -> TestRow.TABLE.line(r);
      case NoteRow r -> NoteRow.TABLE.line(r);
    };
  }
}
