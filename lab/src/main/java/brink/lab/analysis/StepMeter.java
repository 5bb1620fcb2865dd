package brink.lab.analysis;

import brink.lab.dynamics.DescentSolve.Here;
import brink.lab.record.Row;
import java.util.List;
import java.util.Optional;

/** Something measured at each step of a descent from some moment on. */
public sealed interface StepMeter extends AutoCloseable permits ProjectionMeter, TaylorMeter {
  /** The key that asks for it. */
  String key();

  /** Number of the moment from which on it measures; the first at the edge where empty. */
  Optional<Integer> moment();

  /**
   * Begins where the descent is.
   *
   * @return what a reader must know of this beginning, in sentences
   */
  List<String> begin(Here here);

  /** Measures where the descent is, first where it began. */
  List<? extends Row> at(Here here);

  /** Frees its storage. */
  @Override
  void close();
}
