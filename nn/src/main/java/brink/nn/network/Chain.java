package brink.nn.network;

import brink.nn.engine.Images;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * A network for images as the chain of its pre-activations, {@code h^l = f_l(h^{l-1}, theta_l)} for
 * l = 1..L: {@code h^0} is the image, {@code h^L} the outputs, and each other {@code h^l} what an
 * activation is applied to. A layer of the chain is what lies between: with the activation before
 * it, a convolution and its norm, a whole residual block up to the sum, or a fully connected layer.
 *
 * <p>Only for networks whose examples do not see each other ({@link Network#together} is 1): there
 * is a chain of each example.
 */
public final class Chain {
  private final Image image;
  private final List<Sequence> links;

  /** The layers of a network, cut in front of each activation. */
  Chain(Image image, List<Layer> layers) {
    this.image = image;
    var cut = new ArrayList<Sequence>();
    int from = 0;
    for (int i = 1; i < layers.size(); i++) {
      if (layers.get(i) instanceof Activated) {
        cut.add(new Sequence(layers.subList(from, i)));
        from = i;
      }
    }
    cut.add(new Sequence(layers.subList(from, layers.size())));
    this.links = List.copyOf(cut);
  }

  /** L. */
  public int layers() {
    return links.size();
  }

  /** Computes all {@code h^l} of inputs [n x d] and the parameters in the order of the layout. */
  public Pass forward(Tensor inputs, Tensor[] theta) {
    var at = Images.arranged(inputs.view(-1, image.channels(), image.height(), image.width()));
    var values = new ArrayList<Layer.Values>();
    int from = 0;
    for (var link : links) {
      int to = from + link.parameters();
      var here = link.forward(at, Arrays.copyOfRange(theta, from, to));
      values.add(here);
      at = here.out();
      from = to;
    }
    return new Pass(values);
  }

  /**
   * A forward pass with the derivatives of every {@code f_l}. Signals are rows of numbers, [n x
   * d_l], an example each.
   */
  public static final class Pass {
    private final List<Layer.Values> values;

    private Pass(List<Layer.Values> values) {
      this.values = values;
    }

    /** {@code h^l}, l = 1..L, as rows. */
    public Tensor signals(int l) {
      return rows(h(l));
    }

    /** {@code d_l}, how many numbers {@code h^l} has. */
    public long width(int l) {
      return h(l).numel() / h(l).size(0);
    }

    /** {@code J_l v = dh^{l+1}/dh^l v}, l = 1..L-1, [n x d_l] -> [n x d_{l+1}]. */
    public Tensor push(int l, Tensor v) {
      return rows(values.get(l).push(shaped(v, h(l))));
    }

    /** {@code J_l^T g}, l = 1..L-1, [n x d_{l+1}] -> [n x d_l]. */
    public Tensor pull(int l, Tensor g) {
      return rows(values.get(l).backward(shaped(g, h(l + 1))).in());
    }

    /** {@code M_l M_l^T g}, {@code M_l = dh^l/dtheta_l}, l = 1..L, [n x d_l] -> [n x d_l]. */
    public Tensor kernel(int l, Tensor g) {
      return rows(values.get(l - 1).kernel(shaped(g, h(l))));
    }

    private Tensor h(int l) {
      return values.get(l - 1).out();
    }

    private static Tensor rows(Tensor signals) {
      return signals.dim() == 4 ? Images.examples(Images.arranged(signals)) : signals;
    }

    private static Tensor shaped(Tensor rows, Tensor like) {
      return like.dim() == 4 ? Images.ofExamples(rows, like) : rows;
    }
  }
}
