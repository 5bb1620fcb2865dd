package brink.nn.jacobian;

import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Those of an MLP, where {@code J_l = W^{l+1} diag(s'(h^l))} and {@code M_l M_l^T = (1 +
 * |a^{l-1}|^2) I}.
 *
 * @param weights {@code W^l} at index l, [d_l x d_{l-1}]
 * @param slopes {@code s'(h^l)} at index l = 1..L-1, [rows x d_l]
 * @param scales {@code 1 + |a^{l-1}|^2} at index l = 1..L, [rows]
 * @param columns {@code J_l} at index l-1, for their norms
 * @param root S
 */
record DenseSignals(
    Engine engine,
    Tensor[] weights,
    Tensor[] slopes,
    double[][] scales,
    List<ScaledColumns> columns,
    Tensor root)
    implements Signals {
  @Override
  public Tensor pull(Tensor m, int l) {
    long k = m.size(1);
    long d = weights[l + 1].size(1);
    var flat = m.reshape(rows() * k, m.size(2)).mm(weights[l + 1]);
    var pulled = flat.view(rows(), k, d);
    Ops.times(slopes[l].unsqueeze(1), pulled, pulled);
    return pulled;
  }

  @Override
  public Norms jacobians(int l) {
    return columns.get(l - 1).squaredNorms(slopes[l]);
  }

  @Override
  public Norms parameters(int l) {
    return new Norms(scales[l], 0, 0);
  }

  @Override
  public Tensor gramOfK(Tensor sz, Tensor gram, int l) {
    return gram.mul(engine.tensor(scales[l], rows(), 1, 1));
  }
}
