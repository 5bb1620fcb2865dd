package brink.core.ode;

import brink.core.krylov.KrylovSpace;
import brink.core.krylov.KrylovSpace.Approximation;
import brink.core.operator.LinearOperator;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;

/**
 * The solution u of a field linearized at a point, {@code u' = A u + f_0 + s f_t, u(0) = 0}, so
 *
 * <pre>
 * u(h) = h phi_1(h A) f_0 + h^2 phi_2(h A) f_t
 * </pre>
 *
 * in two Krylov spaces that serve every h; the second is there for fields that depend on time.
 */
final class LinearPart {
  /** {@code f_t} is a difference over this part of the step, or of the time if that is longer. */
  private static final double DIFFERENCE = 0x1p-20;

  private static final double LEAST_DIFFERENCE = 0x1p-26;

  private final Space space;
  private final double tolerance;
  private final KrylovSpace flow; // of f_0
  private final Optional<KrylovSpace> drift; // of f_t
  private boolean drifting; // whether f_t here is known
  private Approximation flowed = Approximation.zero();
  private Approximation drifted = Approximation.zero();

  LinearPart(Metered<? extends Linearizable> field, double tolerance, int columns, Workspace work) {
    this.space = field.space();
    this.tolerance = tolerance;
    this.flow = new KrylovSpace(space, work.block(columns));
    this.drift =
        field.field().autonomous()
            ? Optional.empty()
            : Optional.of(new KrylovSpace(space, work.block(columns)));
  }

  /** Linearizes at another point. */
  void begin(State at) {
    space.copy(at.f(), flow.start());
    flow.begin();
    drifting = false;
  }

  /**
   * Solves up to h, or less far if that is as far as the basis allows.
   *
   * @return how far: h or less
   */
  double solve(LinearOperator a, double h) {
    flowed = flow.phi(a, 1, h, this::allowed);
    double length = h;
    if (!flowed.within(this::allowed)) {
      length = flow.longest(1, h, this::allowed);
      flowed = flow.phi(1, length);
    }
    if (drift.isPresent()) {
      // Measured against both parts: either may be zero.
      DoubleUnaryOperator beside = norm -> allowed(norm + flowed.norm());
      drifted = drift.get().phi(a, 2, length, beside);
      if (!drifted.within(beside)) {
        length = drift.get().longest(2, length, beside);
        evaluate(length);
      }
    }
    return length;
  }

  /** Learns f_t by a difference, where the field has one and it is not known yet: an evaluation. */
  int differentiate(Metered<? extends Linearizable> field, State at, double h, Vec scratch) {
    if (drift.isEmpty() || drifting) {
      return 0;
    }
    double later = at.t() + Math.max(DIFFERENCE * h, LEAST_DIFFERENCE * Math.abs(at.t()));
    double delta = later - at.t();
    field.eval(later, at.y(), scratch);
    // Subtracted first: where f does not change, exactly nothing is left.
    var change = drift.get().start();
    space.combine(new double[] {1, -1}, new Vec[] {scratch, at.f()}, change);
    space.scale(1 / delta, change);
    drift.get().begin();
    drifting = true;
    return 1;
  }

  /** Makes u that of another step, for which the basis must suffice. */
  void evaluate(double h) {
    flowed = flow.phi(1, h);
    drifted = drift.map(basis -> basis.phi(2, h)).orElse(drifted);
  }

  /** Adds u. */
  Terms addTo(Terms sum) {
    sum.add(1, flow, flowed.value());
    drift.ifPresent(basis -> sum.add(1, basis, drifted.value()));
    return sum;
  }

  /** Subtracts {@code A u + f_0 + h f_t}, the linearized field at the end of the step. */
  Terms subtractSlope(Terms sum) {
    sum.add(-1, flow, flowed.slope());
    drift.ifPresent(basis -> sum.add(-1, basis, drifted.slope()));
    return sum;
  }

  /** Adds what the bases miss of u, as far as it is known. */
  Terms addError(Terms sum) {
    sum.addError(1, flow, flowed);
    drift.ifPresent(basis -> sum.addError(1, basis, drifted));
    return sum;
  }

  private double allowed(double norm) {
    return tolerance * norm;
  }

  /** What a Krylov approximation may be wrong by in the step that was last solved for. */
  double allowed() {
    return allowed(flowed.norm() + drifted.norm());
  }
}
