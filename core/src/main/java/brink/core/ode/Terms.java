package brink.core.ode;

import brink.core.krylov.KrylovSpace;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import java.util.ArrayList;
import java.util.List;

/** A linear combination that is collected term by term and summed in one pass. */
final class Terms {
  private final List<Vec> vectors = new ArrayList<>();
  private final List<Double> weights = new ArrayList<>();

  Terms add(double weight, Vec x) {
    weights.add(weight);
    vectors.add(x);
    return this;
  }

  /** {@code scale sum_i c_i v_i} of the basis vectors of a Krylov space. */
  Terms add(double scale, KrylovSpace basis, double[] c) {
    for (int i = 0; i < c.length; i++) {
      add(scale * c[i], basis.vector(i));
    }
    return this;
  }

  /** The error of {@code scale} times an approximation, which begins along the next vector. */
  Terms addError(double scale, KrylovSpace basis, KrylovSpace.Approximation found) {
    return found.bound() > 0
        ? add(scale * found.bound(), basis.vector(found.value().length))
        : this;
  }

  void sum(Space space, Vec into) {
    space.combine(
        weights.stream().mapToDouble(Double::doubleValue).toArray(),
        vectors.toArray(Vec[]::new),
        into);
  }
}
