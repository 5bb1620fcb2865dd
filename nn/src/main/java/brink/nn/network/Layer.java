package brink.nn.network;

import brink.nn.engine.Ops;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * A function {@code y = f(a, w)} of signals a and parameters w with its derivatives to second
 * order, written out: what a forward and a backward pass compute, and how both change along a
 * direction of the parameters (the R-operator of Pearlmutter 1994). Layers are chained to networks;
 * each stage of the computation holds what the next one needs of it.
 *
 * <p>{@link #forward} gives y. With g, the derivative of a loss in y, {@link Values#backward} gives
 * {@code f_a^T g}, the derivative in a, and {@code f_w^T g}. Along da and dw, {@link Adjoint#push}
 * gives {@code dy = f_a da + f_w dw}. With dg, {@link Tangent#backward} gives what becomes of the
 * two derivatives: {@code f_a^T dg + d(f_a)^T g} and {@code f_w^T dg + d(f_w)^T g}.
 *
 * <p>No stage changes the tensors it is given, except those it adds to. Nothing is recorded.
 */
interface Layer {
  /** How many parameters it has. */
  int parameters();

  /** Computes y; w are the layer's parameters. */
  Values forward(Tensor a, Tensor[] w);

  /** A layer with what it was computed from. */
  interface Values {
    /** y. */
    Tensor out();

    /** Goes back from g, of the shape of y. */
    Adjoint backward(Tensor g);

    /** {@code f_a da}: how y follows the signals while the parameters stay. */
    Tensor push(Tensor da);

    /**
     * {@code f_w f_w^T g} with each example's own f_w: what the layer's parameters contribute to
     * the tangent kernel of y. Nothing where there are none.
     */
    default Tensor kernel(Tensor g) {
      return Ops.scaled(0, g);
    }
  }

  /** A layer with values and g. */
  interface Adjoint {
    /** {@code f_a^T g}; to be called once. */
    Tensor in();

    /** {@code into = into + f_w^T g}, parameter by parameter. */
    void gradient(Tensor[] into);

    /** Goes forward along a direction. */
    Tangent push(Tensor da, Tensor[] dw);

    /** The tensors that {@link #gradient} and {@link #push} need. */
    Stream<Tensor> held();
  }

  /** A layer with values, g and a direction. */
  interface Tangent {
    /** dy. */
    Tensor out();

    /**
     * Goes back from dg.
     *
     * @param second whether f's own second derivatives take part: the terms in g
     * @param into is added the derivative of {@link Adjoint#gradient}
     * @return the derivative of {@link Adjoint#in}
     */
    Tensor backward(Tensor dg, boolean second, Tensor[] into);
  }
}
