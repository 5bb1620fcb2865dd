package brink.lab.spec;

import brink.lab.analysis.Measure;
import brink.lab.analysis.ProjectionMeter;
import brink.lab.analysis.StepMeter;
import brink.lab.analysis.TaylorMeter;
import brink.lab.dynamics.Descent;
import brink.lab.dynamics.DescentSolve.Here;
import brink.lab.record.MomentRow;
import brink.lab.record.NoteRow;
import brink.lab.record.Row;
import brink.nn.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What is measured step by step along a descent, each from its moment on. */
final class Tracks implements AutoCloseable {
  private final List<StepMeter> waiting;
  private final List<StepMeter> begun = new ArrayList<>();
  private final List<StepMeter> due = new ArrayList<>(); // at the moment where the descent is
  private final List<StepMeter> ended = new ArrayList<>();
  private int moments;

  private Tracks(List<StepMeter> meters) {
    this.waiting = meters;
  }

  /** What a descent on an objective is asked for. */
  static Tracks of(Measure measure, Descent descent, Objective objective) {
    var meters = new ArrayList<StepMeter>();
    measure
        .projections()
        .ifPresent(wanted -> meters.add(new ProjectionMeter(objective, measure, wanted)));
    measure.taylor().ifPresent(wanted -> meters.add(new TaylorMeter(objective, descent, wanted)));
    return new Tracks(meters);
  }

  /**
   * A moment was measured.
   *
   * @param edge of stability there
   */
  void moment(MomentRow row, double edge) {
    moments = row.moment() + 1;
    due.addAll(waiting.stream().filter(meter -> due(meter, row, edge)).toList());
    waiting.removeAll(due);
  }

  private static boolean due(StepMeter meter, MomentRow row, double edge) {
    return meter
        .moment()
        .map(number -> row.moment() == number)
        .orElseGet(
            () -> row.spectrum().againstTheEdge().filter(top -> top.value() >= edge).isPresent());
  }

  /** The rows of where the descent is. */
  List<Row> at(Here place) {
    var rows = new ArrayList<Row>();
    for (var meter : due) {
      meter.begin(place).forEach(sentence -> rows.add(new NoteRow(sentence)));
    }
    begun.addAll(due);
    due.clear();
    begun.forEach(meter -> rows.addAll(meter.at(place)));
    return rows;
  }

  /** What has had its moment by now, by key. */
  List<String> keys() {
    var had = Stream.of(begun, due, ended).flatMap(List::stream);
    return had.map(StepMeter::key).toList();
  }

  /**
   * Goes on after a break: what was measured before it ends there, since its vectors are gone.
   *
   * @param keys of that, as from {@link #keys}
   * @return what a reader must know of it
   */
  List<NoteRow> takeUp(List<String> keys) {
    ended.addAll(waiting.stream().filter(meter -> keys.contains(meter.key())).toList());
    waiting.removeAll(ended);
    return ended.stream()
        .map(meter ->
            new NoteRow(
                "The run was taken up again after a break: %s ends there.".formatted(meter.key())))
        .toList();
  }

  /** What a reader must know of that whose moment has not come. */
  List<NoteRow> missed() {
    return waiting.stream()
        .map(meter ->
            meter
                .moment()
                .map(number ->
                    "%s was to begin at moment %d, and the last moment is %d: name an earlier one, or save more often."
                        .formatted(meter.key(), number, moments - 1))
                .orElseGet(() ->
                    "%s was to begin where the sharpness reaches the edge of stability, which it does at no moment: train longer, raise descent.learning-rate, or name a moment."
                        .formatted(meter.key())))
        .map(NoteRow::new)
        .toList();
  }

  @Override
  public void close() {
    waiting.forEach(StepMeter::close);
    due.forEach(StepMeter::close);
    ended.forEach(StepMeter::close);
    begun.forEach(StepMeter::close);
  }
}
