package brink.nn.objective;

import brink.core.vector.Vec;
import brink.nn.engine.Scope;
import brink.nn.network.LayeredNetwork;
import java.util.List;
import java.util.function.UnaryOperator;
import org.bytedeco.pytorch.Tensor;

/**
 * A forward and a backward pass over a piece of the examples, until closed. Any thread may make it,
 * use it and close it.
 */
sealed interface Recording extends AutoCloseable permits AutogradRecording, LayeredRecording {
  /** Products of one term with vectors [P] until closed. */
  record Product(UnaryOperator<Tensor> of, List<Tensor> kept) implements AutoCloseable {
    /** The product with a vector; to be called where nothing is recorded. */
    Tensor apply(Tensor v) {
      return of.apply(v);
    }

    @Override
    public void close() {
      kept.forEach(Scope::free);
    }
  }

  /**
   * Goes forward and back.
   *
   * @param twice whether products can follow
   */
  static Recording of(Recordable on, Vec at, Division.Piece piece, boolean twice) {
    return on.network() instanceof LayeredNetwork network
        ? LayeredRecording.of(on, network.layers(), at, piece)
        : AutogradRecording.of(on, at, piece, twice);
  }

  /** The loss summed over the piece. */
  double lossSum();

  /** This piece's part of the gradient, [P]; for the scope it is called in. */
  Tensor gradient();

  /** What gives the products of a term. */
  Product product(Term term);

  @Override
  void close();
}
