package brink.nn.objective;

import brink.core.vector.Block;
import brink.core.vector.Vec;
import java.util.List;

/**
 * The parts that the examples of an objective are divided into, wherever they are computed. Each
 * answers with means over its own examples; what part p answers depends on nothing but its examples
 * and the question.
 */
public interface Parts extends AutoCloseable {
  /** The fraction of all examples that each part has, n_p / n, in the order of the examples. */
  List<Double> weights();

  /** {@link Objective#evaluate} of each. */
  List<Evaluation> evaluate(Vec theta);

  /**
   * {@link Objective#gradient} of each.
   *
   * @param into a vector a part
   * @return a loss a part
   */
  List<Double> gradients(Vec theta, List<? extends Vec> into);

  /** {@link Objective#at} of each; theta must not change until it is closed. */
  Linearized at(Vec theta);

  /** Linearizations of the parts, until closed. */
  interface Linearized extends AutoCloseable {
    /** {@link Linearization#loss} of each. */
    List<Double> losses();

    /** {@link Linearization#gradient} of each. */
    void gradients(List<? extends Vec> into);

    /** Products of one of the operators of each with the same vectors, a block a part. */
    void products(Term term, Block x, List<? extends Block> into);

    @Override
    void close();
  }

  @Override
  void close();
}
