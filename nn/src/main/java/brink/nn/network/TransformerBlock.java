package brink.nn.network;

import brink.nn.engine.Ops;
import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;

/**
 * One block of a {@link Transformer}: {@code a = a + attend(norm(a))}, then {@code a = a + D s(B
 * norm(a) + b) + e}.
 *
 * <p>Attention has h heads of width {@code d / h}. In each, with queries q, keys k and values v
 * linear in the input, position t becomes {@code sum_{i <= t} p_{ti} v_i}, {@code p_t = softmax_{i
 * <= t}(q_t . k_i / sqrt(d / h))}; the heads side by side go through one more linear layer. It is
 * made of matrix products and a softmax, so that it can be differentiated twice.
 *
 * <p>{@code norm(a) = scale (a - m) / sqrt(v + 1e-5) + bias} with the mean m and the variance v
 * (1/d) over the width.
 *
 * @param width d, a multiple of the heads
 * @param heads h
 * @param feedForward f, rows of B and columns of D
 * @param activation s
 */
public record TransformerBlock(int width, int heads, int feedForward, Activation activation) {
  /** Parameters a block. */
  static final int PARAMETERS = 12;

  private static final double EPSILON = 1e-5; // the framework default

  /** Adds the parameters of a block. */
  void add(String prefix, Layout.Builder layout) {
    long d = width;
    long f = feedForward;
    layout.add(prefix + "self_attn.in_proj_weight", 3 * d, d); // q, k, v
    layout.add(prefix + "self_attn.in_proj_bias", 3 * d);
    layout.add(prefix + "self_attn.out_proj.weight", d, d);
    layout.add(prefix + "self_attn.out_proj.bias", d);
    layout.add(prefix + "linear1.weight", f, d);
    layout.add(prefix + "linear1.bias", f);
    layout.add(prefix + "linear2.weight", d, f);
    layout.add(prefix + "linear2.bias", d);
    layout.add(Layout.Role.SCALE, prefix + "norm1.weight", d);
    layout.add(prefix + "norm1.bias", d);
    layout.add(Layout.Role.SCALE, prefix + "norm2.weight", d);
    layout.add(prefix + "norm2.bias", d);
  }

  /** Numbers that a forward pass produces at a position. */
  double signals(int length) {
    return 8.0 * width + 2.0 * feedForward + 2.0 * heads * length;
  }

  /** The block's output for {@code a} [n x T x d], its parameters beginning at {@code first}. */
  Tensor forward(Tensor a, Tensor[] parameters, int first) {
    var p = Arrays.copyOfRange(parameters, first, first + PARAMETERS);
    var attended = a.add(Ops.linear(mixed(norm(a, p[8], p[9]), p[0], p[1]), p[2], p[3]));
    var inner = activation.apply(Ops.linear(norm(attended, p[10], p[11]), p[4], p[5]));
    return attended.add(Ops.linear(inner, p[6], p[7]));
  }

  /** {@code norm(a)} along the last dimension. */
  static Tensor norm(Tensor a, Tensor scale, Tensor bias) {
    return Ops.layerNorm(a, scale, bias, EPSILON);
  }

  /** What the heads see, side by side: [n x T x d]. */
  private Tensor mixed(Tensor a, Tensor weight, Tensor bias) {
    long n = a.size(0);
    long length = a.size(1);
    long each = width / heads;
    var all =
        Ops.linear(a, weight, bias)
            .view(n, length, 3, heads, each)
            .permute(2, 0, 3, 1, 4); // [3 x n x h x T x d/h]
    var queries = Ops.scaled(1 / Math.sqrt(each), all.select(0, 0));
    var scores = queries.matmul(all.select(0, 1).transpose(2, 3)); // [n x h x T x T]
    var seen = Ops.causalSoftmax(scores).matmul(all.select(0, 2)); // [n x h x T x d/h]
    return seen.transpose(1, 2).reshape(n, length, width);
  }
}
