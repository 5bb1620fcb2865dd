package brink.nn.jacobian;

import brink.core.error.InputError;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import brink.nn.network.Mlp;
import brink.nn.objective.Loss;
import java.util.stream.IntStream;
import org.bytedeco.pytorch.Tensor;

/**
 * What the Jacobians of some examples are made of: one forward pass, kept until the scope closes
 * that it was made in.
 *
 * @param weights {@code W^l} at index l, [d_l x d_{l-1}]
 * @param slopes {@code s'(h^l)} at index l = 1..L-1, [rows x d_l]
 * @param scales {@code 1 + |a^{l-1}|^2} at index l = 1..L, [rows]
 * @param root S with {@code S^T S = H_z}, [rows x C x C]
 */
record Signals(Tensor[] weights, Tensor[] slopes, double[][] scales, Tensor root) {
  /**
   * A forward pass.
   *
   * @param theta [W^1, b^1, W^2, ..]
   * @param x [rows x d_0]
   * @throws InputError where the outputs are not finite
   */
  static Signals forward(Mlp mlp, Loss loss, Tensor[] theta, Tensor x) {
    int last = mlp.layers();
    var weights = new Tensor[last + 1];
    var slopes = new Tensor[last + 1];
    var scales = new double[last + 1][];
    var a = x;
    for (int l = 1; l <= last; l++) {
      weights[l] = theta[2 * l - 2];
      scales[l] = Ops.read(Ops.shifted(Ops.rowSums(a.square()), 1));
      var h = Ops.linear(a, weights[l], theta[2 * l - 1]);
      if (l < last) {
        a = mlp.activation().apply(h);
        slopes[l] = mlp.activation().slope(h, a);
      } else {
        a = h;
      }
    }
    requireFinite(Ops.read(a));
    for (int l = 1; l <= last; l++) {
      requireFinite(scales[l]);
    }
    return new Signals(weights, slopes, scales, loss.root(a));
  }

  private static void requireFinite(double[] numbers) {
    for (double number : numbers) {
      if (!Double.isFinite(number)) {
        throw new InputError(
            "The outputs of the network or the squares of its activations are not all finite at"
                + " these weights: training has diverged, or the weights or the data are too large"
                + " (scale the inputs with data.scaling).");
      }
    }
  }

  /** Examples. */
  int rows() {
    return Math.toIntExact(root.size(0));
  }

  /** Outputs, C. */
  int outputs() {
    return Math.toIntExact(root.size(1));
  }

  /** {@code Z_L = I} for every example, [rows x C x C]. */
  Tensor identity(Engine engine) {
    int c = outputs();
    var eye = new double[c * c];
    IntStream.range(0, c).forEach(i -> eye[i * c + i] = 1);
    return engine.tensor(eye, 1, c, c).expand(rows(), c, c).contiguous();
  }

  /**
   * {@code M J_l} for every example's M: one GEMM with {@code W^{l+1}} for all of them.
   *
   * @param above M, [rows x k x d_{l+1}]
   * @param room where to compute, at least rows * k * d_l numbers
   * @return [rows x k x d_l], in the room
   */
  Tensor pull(Tensor above, int l, Tensor room) {
    long k = above.size(1);
    long d = weights[l + 1].size(1);
    var into = room.narrow(0, 0, rows() * k * d);
    Ops.multiply(above.view(rows() * k, above.size(2)), weights[l + 1], into.view(rows() * k, d));
    var pulled = into.view(rows(), k, d);
    Ops.times(slopes[l].unsqueeze(1), pulled, pulled);
    return pulled;
  }

  /** {@code S M} for every example's M [rows x C x d], in the room. */
  Tensor rooted(Tensor m, Tensor room) {
    var into = room.narrow(0, 0, m.numel()).view(rows(), outputs(), m.size(2));
    Ops.multiplyEach(root, m, into);
    return into;
  }
}
