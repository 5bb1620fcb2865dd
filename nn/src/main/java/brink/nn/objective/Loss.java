package brink.nn.objective;

import brink.core.error.InputError;
import brink.core.setting.Doc;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Ops;
import org.bytedeco.pytorch.Tensor;

/**
 * The criterion l(z, y) of one example, or of one position of a text, convex in the outputs z; the
 * training loss is its mean over the examples and positions. All methods take a batch, one example
 * or position a row, and leave the 1/n to the caller.
 */
public sealed interface Loss {
  /**
   * {@code l = logsumexp(z) - z . y}, y one-hot. Its Hessian in z is {@code H_z = diag(p) - p p^T}
   * with {@code p = softmax(z)}.
   */
  @Doc("cross-entropy of the softmax; classes only")
  record CrossEntropy() implements Loss {
    @Override
    public String describe() {
      return "cross-entropy, mean over the examples";
    }

    @Override
    public void requireFit(DataSet data) {
      if (data.targets() instanceof Targets.Values) {
        throw new InputError(
            "Cross-entropy needs classes, but the targets of %s are values: set loss to {kind: squared-error, convention: half-sum}, or the targets to labels."
                .formatted(data.name()));
      }
      if (data.targets().outputs() < 2) {
        throw new InputError(
            "Cross-entropy needs at least two classes, but %s has one, so that there is nothing to learn: take more classes."
                .formatted(data.name()));
      }
    }

    @Override
    public int directions(int outputs) {
      return outputs - 1;
    }

    @Override
    public Tensor values(Tensor z, Tensor y) {
      return Ops.scaled(-1, Ops.rowSums(z.log_softmax(1).mul(y)));
    }

    @Override
    public Tensor slope(Tensor z, Tensor y) {
      return z.softmax(1).sub_(y);
    }

    @Override
    public Tensor curvature(Tensor z, Tensor u) {
      var p = z.softmax(1);
      var pu = p.mul(u);
      return pu.sub(p.mul(Ops.rowSums(pu)));
    }

    @Override
    public Tensor root(Tensor z) {
      // S = diag(sqrt p)(I - 1 p^T) satisfies S^T S = diag(p) - p p^T.
      var p = z.softmax(1);
      var centred = p.sqrt().diag_embed();
      return centred.sub_(p.sqrt().unsqueeze(2).mul(p.unsqueeze(1)));
    }
  }

  /**
   * {@code l = c |z - y|^2}, {@code H_z = 2 c I}, c by convention.
   *
   * @param convention the factor c
   */
  @Doc("squared error; classes as one-hot targets")
  record SquaredError(@Doc("factor on the squared distance") Convention convention)
      implements Loss {
    @Override
    public String describe() {
      return "squared error, "
          + switch (convention) {
            case SUM -> "sum over the outputs";
            case HALF_SUM -> "half the sum over the outputs";
            case MEAN -> "mean over the outputs";
            case HALF_MEAN -> "half the mean over the outputs";
          }
          + ", mean over the examples";
    }

    @Override
    public void requireFit(DataSet data) {
      // Classes are one-hot targets.
    }

    @Override
    public int directions(int outputs) {
      return outputs;
    }

    @Override
    public Tensor values(Tensor z, Tensor y) {
      return Ops.scaled(factor(z), Ops.rowSums(z.sub(y).square()));
    }

    @Override
    public Tensor slope(Tensor z, Tensor y) {
      return Ops.scaled(2 * factor(z), z.sub(y));
    }

    @Override
    public Tensor curvature(Tensor z, Tensor u) {
      return Ops.scaled(2 * factor(z), u);
    }

    @Override
    public Tensor root(Tensor z) {
      return Ops.shifted(Ops.scaled(0, z), Math.sqrt(2 * factor(z))).diag_embed();
    }

    private double factor(Tensor z) {
      return switch (convention) {
        case SUM -> 1;
        case HALF_SUM -> 0.5;
        case MEAN -> 1.0 / z.size(1);
        case HALF_MEAN -> 0.5 / z.size(1);
      };
    }
  }

  /** The factor c of the squared error over C outputs. */
  enum Convention {
    /** c = 1. */
    SUM,
    /** c = 1/2 [C21]. */
    HALF_SUM,
    /** c = 1/C, the frameworks' default. */
    MEAN,
    /** c = 1/(2C). */
    HALF_MEAN
  }

  /** The loss with its convention, in words. */
  String describe();

  /**
   * Checks that the criterion can be measured on the targets of some data.
   *
   * @throws InputError if it cannot
   */
  void requireFit(DataSet data);

  /** The rank of {@code H_z} over C outputs: how many directions a moment's G can be steep in. */
  int directions(int outputs);

  /** {@code l(z, y)} of every example, [n x C], [n x C] -> [n x 1]. */
  Tensor values(Tensor z, Tensor y);

  /** {@code dl/dz} of every example, [n x C]. */
  Tensor slope(Tensor z, Tensor y);

  /** {@code H_z u} of every example, [n x C]. */
  Tensor curvature(Tensor z, Tensor u);

  /** A root S of every example's {@code H_z = S^T S}, [n x C x C]. */
  Tensor root(Tensor z);
}
