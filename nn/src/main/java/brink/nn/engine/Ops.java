package brink.nn.engine;

import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.pytorch.BoolOptional;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/**
 * Tensor operations in the words of this project. Those with {@code into} write in place and make
 * no new tensor; the others can be differentiated where recording is on.
 */
public final class Ops {
  private Ops() {}

  /** Whether the numbers are float32; they are float64 otherwise. */
  static boolean single(Tensor a) {
    // What the library returns is a copy of the constant until it is interned.
    return a.scalar_type().intern() == torch.ScalarType.Float;
  }

  /** {@code into = a b}. */
  public static void multiply(Tensor a, Tensor b, Tensor into) {
    torch.mm_out(into, a, b);
  }

  /** {@code into = into + a b}. */
  public static void addProduct(Tensor a, Tensor b, Tensor into) {
    into.addmm_(a, b);
  }

  /** {@code into = into - a b}. */
  public static void subtractProduct(Tensor a, Tensor b, Tensor into) {
    into.addmm_(a, b, new Scalar(1.0), new Scalar(-1.0));
  }

  /** {@code into = c + a b}, c a row added to every row of the product. */
  public static void affine(Tensor c, Tensor a, Tensor b, Tensor into) {
    torch.addmm_out(into, c, a, b);
  }

  /** {@code into = a * b}, element by element. */
  public static void times(Tensor a, Tensor b, Tensor into) {
    torch.mul_out(into, a, b);
  }

  /** {@code into = into + a * b}, element by element. */
  public static void addTimes(Tensor a, Tensor b, Tensor into) {
    into.addcmul_(a, b);
  }

  /** {@code into = into + c a * b}, element by element. */
  public static void addTimes(double c, Tensor a, Tensor b, Tensor into) {
    into.addcmul_(a, b, new Scalar(c));
  }

  /** {@code into = into - a * b}, element by element. */
  public static void subtractTimes(Tensor a, Tensor b, Tensor into) {
    into.addcmul_(a, b, new Scalar(-1.0));
  }

  /** {@code into = into + c a}. */
  public static void add(double c, Tensor a, Tensor into) {
    into.add_(a, new Scalar(c));
  }

  /** {@code c a}. */
  public static Tensor scaled(double c, Tensor a) {
    return a.mul(new Scalar(c));
  }

  /** {@code a + c}. */
  public static Tensor shifted(Tensor a, double c) {
    return a.add(new Scalar(c));
  }

  /** {@code min(a, c)}. */
  public static Tensor atMost(Tensor a, double c) {
    return a.clamp_max(new Scalar(c));
  }

  /** {@code max(a, c)}. */
  public static Tensor atLeast(Tensor a, double c) {
    return a.clamp_min(new Scalar(c));
  }

  /** 1 where {@code a > c}, else 0, in a's own type. */
  public static Tensor above(Tensor a, double c) {
    return a.gt(new Scalar(c)).to(a.scalar_type());
  }

  /** The sum over the rows, {@code [n x k] -> [k]}. */
  public static void sumRows(Tensor a, Tensor into) {
    torch.sum_out(into, a, 0);
  }

  /** Sums along the last dimension, which stays with length 1. */
  public static Tensor rowSums(Tensor a) {
    return a.sum(new long[] {-1}, true, new ScalarTypeOptional());
  }

  /** The index of the largest number in every row, the first where several are. */
  public static Tensor largestInRow(Tensor a) {
    return a.argmax(new LongOptional(1), false);
  }

  /** {@code into} = the rows of a with these indices, one after the other. */
  public static void selectRows(Tensor a, int[] rows, Tensor into) {
    try (var pointer = new LongPointer(Arrays.stream(rows).asLongStream().toArray())) {
      var shape = new long[] {rows.length};
      var index = torch.from_blob(pointer, shape, new TensorOptions(torch.ScalarType.Long));
      torch.index_select_out(into, a, 0, index);
    }
  }

  /** {@code a w^T + b}, b added to every row. */
  public static Tensor linear(Tensor a, Tensor w, Tensor b) {
    return torch.linear(a, w, b);
  }

  /** {@code max(a, 0) + min(0, exp(a) - 1)}. */
  public static Tensor elu(Tensor a) {
    return torch.elu(a);
  }

  /** {@code into = elu(a)}. */
  public static void elu(Tensor a, Tensor into) {
    torch.elu_out(into, a);
  }

  /** {@code into = g min(elu + 1, 1)}: g times the slope of ELU where its value is {@code elu}. */
  public static void eluPull(Tensor g, Tensor elu, Tensor into) {
    var one = new Scalar(1.0);
    torch.elu_backward_out(into, g, one, one, one, true, elu);
  }

  /** {@code into = tanh(a)}. */
  public static void tanh(Tensor a, Tensor into) {
    torch.tanh_out(into, a);
  }

  /** {@code into = g (1 - tanh^2)}: g times the slope of tanh where its value is {@code tanh}. */
  public static void tanhPull(Tensor g, Tensor tanh, Tensor into) {
    torch.tanh_backward_out(into, g, tanh);
  }

  /** {@code into = max(a, 0)}. */
  public static void relu(Tensor a, Tensor into) {
    torch.relu_out(into, a);
  }

  /** {@code into = g} where {@code relu > 0}, else 0. */
  public static void reluPull(Tensor g, Tensor relu, Tensor into) {
    torch.threshold_backward_out(into, g, relu, new Scalar(0.0));
  }

  /** {@code log(1 + exp(a))}. */
  public static Tensor softplus(Tensor a) {
    // The library's version turns linear above its threshold of 20; at 60 the two agree to the
    // last bit in float64.
    return torch.softplus(a, new Scalar(1.0), new Scalar(60.0));
  }

  /** {@code min(max(a, -1), 1)}. */
  public static Tensor hardtanh(Tensor a) {
    return torch.hardtanh(a);
  }

  /** {@code a Phi(a)}, Phi the normal distribution function. */
  public static Tensor gelu(Tensor a) {
    return torch.gelu(a);
  }

  /** Row {@code k_i} of a table [m x d] for every i, k whole numbers: {@code [..] -> [.. x d]}. */
  public static Tensor lookUp(Tensor table, Tensor k) {
    return torch.embedding(table, k.to(torch.ScalarType.Long));
  }

  /**
   * {@code scale (a - m) / sqrt(v + epsilon) + shift} along the last dimension, with its mean m and
   * its variance v (1/d): {@code [.. x d], [d], [d] -> [.. x d]}.
   */
  public static Tensor layerNorm(Tensor a, Tensor scale, Tensor shift, double epsilon) {
    var last = new long[] {a.size(-1)};
    return torch.layer_norm(
        a, last, new TensorOptional(scale), new TensorOptional(shift), epsilon, false);
  }

  /** The softmax of each row up to the diagonal, 0 behind it: {@code [.. x t x t]}. */
  public static Tensor causalSoftmax(Tensor a) {
    var square = new long[] {a.size(-2), a.size(-1)};
    var behind = torch.ones(square, new TensorOptions(torch.ScalarType.Bool)).triu(1);
    return a.masked_fill(behind, new Scalar(Double.NEGATIVE_INFINITY)).softmax(-1);
  }

  /** {@code into_i = a_i b_i} for every i: {@code [n x p x q], [n x q x r] -> [n x p x r]}. */
  public static void multiplyEach(Tensor a, Tensor b, Tensor into) {
    torch.bmm_out(into, a, b);
  }

  /** {@code a_i a_i^T} for every i: {@code [n x p x q] -> [n x p x p]}. */
  public static Tensor gramEach(Tensor a) {
    return torch.bmm(a, a.transpose(1, 2));
  }

  /** The rows of a with the given numbers, in that order. */
  public static Tensor rows(Tensor a, long[] numbers) {
    try (var source = new LongPointer(numbers)) {
      var options = new TensorOptions(torch.ScalarType.Long);
      return a.index_select(0, torch.from_blob(source, new long[] {numbers.length}, options));
    }
  }

  /** Writes the rows of a to the rows of {@code into} with the given numbers. */
  public static void putRows(Tensor a, long[] numbers, Tensor into) {
    try (var source = new LongPointer(numbers)) {
      var options = new TensorOptions(torch.ScalarType.Long);
      into.index_copy_(0, torch.from_blob(source, new long[] {numbers.length}, options), a);
    }
  }

  /**
   * The eigenvalues of symmetric matrices, ascending: {@code [.. x k x k] -> [.. x k]}. Only lower
   * triangles are read.
   */
  public static Tensor eigenvalues(Tensor symmetric) {
    return torch.linalg_eigvalsh(symmetric);
  }

  /** Unit eigenvectors to the largest eigenvalues: {@code [n x k x k] -> [n x k]}. */
  public static Tensor topEigenvectors(Tensor symmetric) {
    return torch.linalg_eigh(symmetric).get1().select(2, symmetric.size(2) - 1);
  }

  /**
   * {@code (d output / d input)^T cotangent} through the recorded operations, which stay for
   * further pullbacks; zeros where the output does not depend on the input.
   *
   * @param record whether the result can itself be differentiated
   */
  public static Tensor pullback(Tensor output, Tensor input, Tensor cotangent, boolean record) {
    var results =
        torch.grad(
            new TensorVector(output),
            new TensorVector(input),
            new TensorVector(cotangent),
            new BoolOptional(true),
            record,
            true);
    var result = new Tensor(results.get(0));
    return result.defined() ? result : torch.zeros_like(input);
  }

  /** A new tensor of arbitrary content, shaped and laid out as another. */
  public static Tensor like(Tensor a) {
    return torch.empty_like(a);
  }

  /** Tensors one after the other along the first dimension. */
  public static Tensor joined(List<Tensor> pieces) {
    return torch.cat(new TensorVector(pieces.toArray(Tensor[]::new)));
  }

  /** Consecutive pieces of a flat tensor, in one operation whose derivative is one too. */
  public static Tensor[] split(Tensor flat, long[] sizes) {
    var pieces = torch.split_with_sizes(flat, sizes);
    var tensors = new Tensor[sizes.length];
    for (int i = 0; i < sizes.length; i++) {
      tensors[i] = new Tensor(pieces.get(i)); // a copy of the handle: the container dies first
    }
    return tensors;
  }

  /**
   * The reduced QR factorisation of {@code a} [m x n], m at least n: orthonormal columns [m x n]
   * and an upper triangle [n x n], by Householder reflections, so that neither depends on a's rank.
   */
  public static Tensor[] qr(Tensor a) {
    var factors = torch.linalg_qr(a);
    return new Tensor[] {factors.get0(), factors.get1()};
  }

  /** The same numbers in float64. */
  public static Tensor wide(Tensor a) {
    return a.to(torch.ScalarType.Double);
  }

  /** The numbers of a tensor, row-major, in float64. */
  public static double[] read(Tensor tensor) {
    var wide = wide(tensor).contiguous();
    var values = new double[Math.toIntExact(wide.numel())];
    new DoublePointer(wide.data_ptr()).get(values);
    return values;
  }
}
