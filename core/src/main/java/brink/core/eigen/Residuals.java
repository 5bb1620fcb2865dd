package brink.core.eigen;

import brink.core.error.InputError;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Vec;

/** Residuals of Ritz pairs and what they say. */
final class Residuals {
  private Residuals() {}

  /** {@code into = ax - value x}; returns its norm. */
  static double residual(Space space, Vec ax, double value, Vec x, Vec into) {
    space.combine(new double[] {1, -value}, new Vec[] {ax, x}, into);
    return space.norm(into);
  }

  /** The norms {@code |ax_i - values[i] x_i|}, one product's storage as scratch. */
  static double[] norms(Space space, Block x, Block ax, double[] values, Vec scratch) {
    var norms = new double[values.length];
    for (int i = 0; i < norms.length; i++) {
      norms[i] = residual(space, ax.column(i), values[i], x.column(i), scratch);
    }
    return norms;
  }

  /** Whether the first {@code count} residuals are at most {@code bound}. */
  static boolean within(double[] residuals, int count, double bound) {
    for (int i = 0; i < count; i++) {
      if (residuals[i] > bound) {
        return false;
      }
    }
    return true;
  }

  /** The largest absolute value, at least {@code soFar}. */
  static double scale(double[] values, double soFar) {
    double scale = soFar;
    for (double value : values) {
      scale = Math.max(scale, Math.abs(value));
    }
    return scale;
  }

  /** Passes on inner products of an operator's results if all are finite. */
  static double[] requireFinite(double[] products) {
    for (double product : products) {
      if (!Double.isFinite(product)) {
        throw new InputError(
            "eigenpairs: the product of the operator with a vector is not finite; check that the"
                + " loss and the weights at this point are finite, and take smaller steps if they"
                + " have grown without bound");
      }
    }
    return products;
  }

  /** The verdict of a solve that ended before its tolerance was met. */
  static Verdict unconverged(
      double[] residuals, double scale, EigenRequest request, long applications, String remedy) {
    double worst = 0;
    for (int i = 0; i < request.count(); i++) {
      worst = Math.max(worst, residuals[i]);
    }
    double relative = scale > 0 ? worst / scale : 0;
    return new Verdict.Unconverged(
        "after %d products the largest residual is %.1e of the operator's scale, %.1e was asked: %s"
            .formatted(applications, relative, request.tolerance(), remedy));
  }
}
