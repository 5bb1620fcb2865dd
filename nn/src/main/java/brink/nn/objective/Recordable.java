package brink.nn.objective;

import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.network.Network;
import org.bytedeco.pytorch.Tensor;

/**
 * A network with its examples: what is recorded, piece by piece.
 *
 * @param engine that computes
 * @param network z
 * @param loss l
 * @param examples all of them
 * @param space of theta
 */
record Recordable(Engine engine, Network network, Loss loss, Examples examples, FlatSpace space) {
  /** A vector of parameters as a flat tensor on the same memory. */
  Tensor flat(Vec vec) {
    return engine.view(vec, 0, space.dim());
  }

  /** Outputs of a piece, [count r x C]. */
  Tensor outputs(Tensor theta, Division.Piece piece) {
    return network.forward(inputs(piece), network.layout().split(theta));
  }

  /** Inputs of a piece, [count x d]. */
  Tensor inputs(Division.Piece piece) {
    return examples.x().narrow(0, piece.first(), piece.count());
  }

  /** Targets of a piece, [count r x C]. */
  Tensor targets(Division.Piece piece) {
    return examples.byRow(examples.y().narrow(0, piece.first(), piece.count()));
  }

  /** 1/(n r) of a tensor. */
  Tensor mean(Tensor sum) {
    return Ops.scaled(1.0 / examples.terms(), sum);
  }
}
