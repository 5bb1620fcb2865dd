package brink.nn.data;

import java.util.BitSet;
import java.util.List;

/** The examples of an opened source, before subset and scaling. */
sealed interface Examples {
  /** What they are, for people: {@code CIFAR-10 training images}. */
  String title();

  /** Of one example; its product is d. */
  List<Integer> shape();

  /** Numbers an example, d. */
  default int features() {
    return shape().stream().reduce(1, Math::multiplyExact);
  }

  /** Examples, n. */
  int size();

  /** Of all n examples. */
  Targets targets();

  /** Examples small enough to be held in memory: inputs [n x d]. */
  record Numbers(String title, List<Integer> shape, double[] inputs, Targets targets)
      implements Examples {
    @Override
    public int size() {
      return inputs.length / features();
    }
  }

  /** Examples of bytes, too many to be held as doubles: they are visited where they are. */
  non-sealed interface Pixels extends Examples {
    /** Hands over the wanted examples, each once, in an order that may be any. */
    void visit(BitSet wanted, PixelVisitor visitor);
  }

  /** Examples whose numbers are made when asked for, too many to be held. */
  non-sealed interface Vectors extends Examples {
    /** Hands over the wanted examples in their order, each once. */
    void visit(BitSet wanted, VectorVisitor visitor);
  }

  /** What is done with an example's numbers [d]; they are its own to keep. */
  @FunctionalInterface
  interface VectorVisitor {
    void accept(int index, double[] numbers);
  }

  /** What is done with an example's pixels [d], each 0 .. 255; they are its own to keep. */
  @FunctionalInterface
  interface PixelVisitor {
    void accept(int index, byte[] pixels);
  }
}
