package brink.core.krylov;

import brink.core.eigen.Orthonormalization;
import brink.core.operator.LinearOperator;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/**
 * {@code h^k phi_k(h A) b} for one symmetric A, one b and any h and k, from an orthonormal basis of
 * the Krylov space {@code span(b, A b, .., A^(m-1) b)} that grows as far as it is needed. The basis
 * depends on neither h nor k, so that another h costs no products where it needs no more basis.
 *
 * <p>With Lanczos's {@code A V = V T + t v e_m^T}, v the next basis vector, the result is {@code
 * |b| V h^k phi_k(h T) e_1}. Its error for A without eigenvalues above w &gt;= 0 is at most
 *
 * <pre>
 * bound = |b| t h^(k+1) e^(h w) (phi_(k+1)(h T))_(m,1):
 * </pre>
 *
 * the result solves the equation of which {@code h^k phi_k(h A) b} is the solution up to the
 * residual {@code t |b| s^k (phi_k(s T))_(m,1) v} at time s, whose sign never changes since the
 * entries of T beside the diagonal are above 0; integrating it gives the bound. (The estimate is
 * Saad's, SIAM J. Numer. Anal. 29, 1992, and Hochbruck, Lubich and Selhofer's, SIAM J. Sci. Comput.
 * 19, 1998; that it bounds the error for w = 0 is this argument.) In place of {@code e^(h w)}
 * stands the larger of 1 and the Frobenius norm of {@code e^(h T)}, which sees the eigenvalues
 * above 0 as far as the basis does.
 *
 * <p>When the space closes on itself, t = 0, the result is exact up to rounding, and so it is when
 * m reaches the dimension. Rounding in the products leaves an error of about {@code u h |A|}
 * relative to the result, u that of the storage, which no bound shows.
 *
 * <p>Cost of a basis vector: one product and, since the basis is kept orthonormal in full, two
 * passes over the basis. Without that the result would be as accurate but later: eigenvalues that
 * have converged come again and again, and never would a space be found closed.
 */
public final class KrylovSpace {
  private static final int OFTEN = 32; // up to here, looking costs nothing beside a product
  private static final double ASYMMETRIC = 0.01; // beyond any rounding

  private final Space space;
  private final Orthonormalization orthonormalization;
  private final Block room; // the basis, one vector more than has been multiplied
  private final int capacity;
  private final double[] diagonal; // of T
  private final double[] beside; // of T; the last one is t
  private double norm; // |b|
  private int size; // m
  private boolean closed;

  /**
   * A Krylov space with nothing in it.
   *
   * @param room its storage: one vector more than the dimension m may reach, at least 2
   */
  public KrylovSpace(Space space, Block room) {
    if (room.columns() < 2) {
      throw new IllegalArgumentException("a Krylov space needs room for 2 vectors at least");
    }
    this.space = space;
    this.orthonormalization = new Orthonormalization(space);
    this.room = room;
    this.capacity = (int) Math.min(room.columns() - 1, space.dim());
    this.diagonal = new double[capacity];
    this.beside = new double[capacity];
  }

  /**
   * An approximation of {@code u = h^k phi_k(h A) b}.
   *
   * @param value u on the basis vectors, m numbers
   * @param slope {@code A u + h^(k-1) / (k-1)! b}, the time derivative of u, on m + 1 basis
   *     vectors: this holds up to rounding for u as it stands, whatever its error
   * @param norm {@code |u|}
   * @param bound of the error of u, along the last basis vector at first
   */
  public record Approximation(double[] value, double[] slope, double norm, double bound) {
    /** Of u = 0. */
    public static Approximation zero() {
      return new Approximation(new double[0], new double[1], 0, 0);
    }

    /** Whether it is finite and its bound small enough, given what is allowed for its norm. */
    public boolean within(DoubleUnaryOperator allowed) {
      return Double.isFinite(norm) && bound <= allowed.applyAsDouble(norm);
    }
  }

  /** The dimension m: products made since {@link #begin}. */
  public int size() {
    return size;
  }

  /** Where b is to be written before {@link #begin}. */
  public Vec start() {
    return room.column(0);
  }

  /**
   * Forgets the basis and starts from the b in {@link #start}.
   *
   * @return {@code |b|}; where that is not finite, the space is not to be used
   */
  public double begin() {
    norm = space.norm(start());
    size = 0;
    closed = norm == 0;
    if (!closed && Double.isFinite(norm)) {
      space.scale(1 / norm, start());
    }
    return norm;
  }

  /** The basis vector that a coefficient belongs to. */
  public Vec vector(int i) {
    return room.column(i);
  }

  /**
   * Approximates {@code h^k phi_k(h A) b}, with more basis vectors until its bound is small enough
   * or there is no more room.
   *
   * @param a A, the same from {@link #begin} on
   * @param k at least 1
   * @param h at least 0
   * @param allowed from the norm of the result to the bound that is small enough for it
   * @throws brink.core.error.InputError when a product is not finite
   * @throws IllegalArgumentException when A is seen not to be symmetric
   */
  public Approximation phi(LinearOperator a, int k, double h, DoubleUnaryOperator allowed) {
    if (size == 0 && !closed) {
      expand(a);
    }
    while (true) {
      var found = phi(k, h);
      if (found.within(allowed) || closed || size == capacity) {
        return found;
      }
      int next = Math.min(capacity, size + Math.max(1, size / OFTEN));
      while (size < next && !closed) {
        expand(a);
      }
    }
  }

  /** The same from the basis as it is. */
  public Approximation phi(int k, double h) {
    if (size == 0) {
      return Approximation.zero();
    }
    var phi = TridiagonalPhi.of(diagonal, beside, size, h, k + 1);
    double power = Math.pow(h, k - 1);
    var slope = Arrays.copyOf(scaled(phi.values()[k - 1], norm * power), size + 1);
    var value = scaled(phi.values()[k], norm * power * h);
    double next = closed ? 0 : beside[size - 1];
    slope[size] = next * value[size - 1];
    double sum = 0;
    for (double v : value) {
      sum += v * v;
    }
    double bound =
        norm * next * power * h * h * phi.values()[k + 1][size - 1] * Math.max(1, phi.growth());
    return new Approximation(value, slope, Math.sqrt(sum), bound);
  }

  /**
   * The longest step below h, to within a twentieth, for which the basis as it is gives {@code h^k
   * phi_k(h A) b} with a small enough bound, where it does not for h. Makes no products.
   */
  public double longest(int k, double h, DoubleUnaryOperator allowed) {
    double high = h;
    double low = h / 2;
    while (!phi(k, low).within(allowed)) {
      high = low;
      low /= 2;
    }
    while (high > 1.05 * low) {
      double middle = (low + high) / 2;
      if (phi(k, middle).within(allowed)) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private void expand(LinearOperator a) {
    a.apply(room.column(size), room.column(size + 1));
    var factors = orthonormalization.factor(room.columns(0, size + 2), size + 1);
    requireSymmetric(factors);
    diagonal[size] = factors.onFixed()[size];
    size++;
    closed = factors.rank() == 0 || size == space.dim();
    beside[size - 1] = closed ? 0 : factors.r()[0];
  }

  /** {@code v_(m-1) . A v_m} is known from the step before: all that follows rests on it. */
  private void requireSymmetric(Orthonormalization.Factors factors) {
    double length = 0;
    for (double entry : factors.onFixed()) {
      length = Math.hypot(length, entry);
    }
    if (size > 0
        && Math.abs(factors.onFixed()[size - 1] - beside[size - 1]) > ASYMMETRIC * length) {
      throw new IllegalArgumentException("a Krylov space of an operator that is not symmetric");
    }
  }

  private static double[] scaled(double[] x, double factor) {
    return Arrays.stream(x).map(v -> factor * v).toArray();
  }
}
