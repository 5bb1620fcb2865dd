package brink.core.eigen;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Workspace;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The state of one {@link Lanczos} solve: {@code A V = V T + Q B} with V the {@code size} columns
 * that have been multiplied and Q the {@code front} columns behind them that have not, all
 * orthonormal.
 */
final class LanczosIteration {
  private static final double ROUNDING = 1e-14; // relative to A: no coupling, but rounding of it
  private static final double HALF_THE_DIGITS = 1e-8;

  private final Products products;
  private final EigenRequest request;
  private final Space space;
  private final Orthonormalization orthonormalization;
  private final RandomGenerator random;
  private final int capacity; // columns of V and Q together
  private final int width; // columns of Q at most
  private final Block basis; // [V, Q] and room for A Q
  private final double[] projected; // T, capacity x capacity
  private int size;
  private int front;
  private boolean closed; // whether the span has closed on itself before
  private double[] novelty; // per column of V and Q: its part outside the spans closed so far
  private SymmetricEigen ritz = new SymmetricEigen(new double[0], new double[0]);
  private double[] residuals = {};
  private double scale;

  LanczosIteration(
      Products products, EigenRequest request, int capacity, int width, Workspace scratch) {
    this.products = products;
    this.request = request;
    this.space = scratch.space();
    this.orthonormalization = new Orthonormalization(space);
    this.random = RandomStream.of(request.seed(), "lanczos");
    this.capacity = capacity;
    this.width = width;
    this.basis = scratch.block(capacity + width);
    this.projected = new double[capacity * capacity];
    this.novelty = new double[capacity];
  }

  void begin(Block start) {
    orthonormalization.begin(basis.columns(0, width), start, random);
    front = width;
    Arrays.fill(novelty, 1);
  }

  Verdict run() {
    while (products.left() >= front) {
      if (expand()) {
        return new Verdict.Converged();
      }
      if (size == space.dim()) {
        return unconverged("rounding allows no more; loosen the tolerance");
      }
      boolean closing = front == 0;
      int next = closing ? (int) Math.min(width, space.dim() - size) : front;
      if (products.left() < next) {
        break;
      }
      if (size + next > capacity) {
        restart(next);
      }
      if (closing) {
        seek(next);
      }
    }
    if (size < request.count()) {
      throw new InputError(
          "lanczos: %d products are too few for %d pairs in blocks of %d; allow at least %d"
              .formatted(
                  products.count() + products.left(),
                  request.count(),
                  width,
                  request.count() + width));
    }
    return unconverged(
        closed
            ? "allow more products, so that copies of multiple eigenvalues can be ruled out"
            : "allow more products or a larger basis");
  }

  Eigenpairs result(Verdict verdict, Workspace work) {
    int k = request.count();
    var vectors = work.block(k);
    space.transform(basis.columns(0, size), ritz.first(k), vectors);
    return new Eigenpairs(
        Arrays.copyOf(ritz.values(), k),
        vectors,
        Arrays.copyOf(residuals, k),
        products.count(),
        verdict);
  }

  /**
   * Multiplies Q, which joins V, and subtracts from the product what lies in V: the rest, W, is the
   * residual of the pairs read from T. Only when they are not good enough, W becomes the next Q.
   */
  private boolean expand() {
    int from = size;
    size += front;
    products.apply(basis.columns(from, size), basis.columns(size, size + front));
    var room = basis.columns(0, size + front);
    var rest = orthonormalization.project(room, size);
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < front; j++) {
        double entry = rest.onFixed()[i * front + j];
        projected[i * capacity + from + j] = entry;
        projected[(from + j) * capacity + i] = entry;
      }
    }
    ritz = SymmetricEigen.of(projected, capacity, size, request.end());
    scale = Residuals.scale(ritz.values(), scale);
    boolean closing = Math.sqrt(Residuals.scale(rest.gram(), 0)) <= ROUNDING * scale;
    if (residualsFromGram(rest.gram(), from) && !closing && finished()) {
      return true;
    }
    var factors = orthonormalization.factor(room, size, rest);
    residualsFromFactor(factors, from);
    front = closing ? 0 : factors.rank();
    return finished();
  }

  /**
   * The residual of V y is W y' with y' the part of y on the block just multiplied: its norm from
   * {@code W^T W}. False if for a wanted pair the sum cancels to less than half its digits.
   */
  private boolean residualsFromGram(double[] gram, int from) {
    residuals = new double[size];
    boolean accurate = size >= request.count();
    for (int pair = 0; pair < size; pair++) {
      double sum = 0;
      double terms = 0;
      for (int i = 0; i < front; i++) {
        for (int j = 0; j < front; j++) {
          double term =
              ritz.vectors()[(from + i) * size + pair]
                  * gram[i * front + j]
                  * ritz.vectors()[(from + j) * size + pair];
          sum += term;
          terms += Math.abs(term);
        }
      }
      residuals[pair] = Math.sqrt(Math.max(0, sum));
      accurate &= pair >= request.count() || sum >= HALF_THE_DIGITS * terms;
    }
    return accurate;
  }

  /** The same from {@code W = V H + Q R}: the norm of {@code R y'}, without cancellation. */
  private void residualsFromFactor(Orthonormalization.Factors factors, int from) {
    residuals = new double[size];
    for (int pair = 0; pair < size; pair++) {
      for (int i = 0; i < factors.rank(); i++) {
        double entry = 0;
        for (int j = 0; j < front; j++) {
          entry += factors.r()[i * front + j] * ritz.vectors()[(from + j) * size + pair];
        }
        residuals[pair] = Math.hypot(residuals[pair], entry);
      }
    }
  }

  private boolean finished() {
    double bound = request.tolerance() * scale;
    if (size < request.count() || !Residuals.within(residuals, request.count(), bound)) {
      return false;
    }
    if (!closed || size == space.dim()) {
      return size == space.dim() || front > 0;
    }
    // The search outside the closed spans has found its best: is it no better than the last wanted?
    int newest = newest();
    return newest < size
        && residuals[newest] <= bound
        && (newest >= request.count()
            || Math.abs(ritz.values()[newest] - ritz.values()[request.count() - 1]) <= bound);
  }

  /** The first Ritz pair that lies mostly outside the closed spans; {@code size} if none does. */
  private int newest() {
    int first = 0;
    while (first < size && novelty(first) <= 0.5) {
      first++;
    }
    return first;
  }

  private double novelty(int pair) {
    double sum = 0;
    for (int i = 0; i < size; i++) {
      double y = ritz.vectors()[i * size + pair];
      sum += y * y * novelty[i];
    }
    return sum;
  }

  /** Shrinks V to its best Ritz vectors, such that {@code next} more columns fit twice over. */
  private void restart(int next) {
    int k = request.count();
    int kept = Math.min(size - 1, k + (capacity - next - k) / 2);
    var chosen = IntStream.range(0, kept).toArray();
    int newest = newest();
    if (newest >= kept && newest < size) {
      chosen[kept - 1] = newest;
    }
    var noveltyKept = new double[capacity];
    Arrays.fill(noveltyKept, 1);
    for (int i = 0; i < kept; i++) {
      noveltyKept[i] = novelty(chosen[i]);
    }
    novelty = noveltyKept;
    space.transform(basis.columns(0, size), ritz.vectors(chosen), basis.columns(0, kept));
    space.copy(basis.columns(size, size + front), basis.columns(kept, kept + front));
    Arrays.fill(projected, 0);
    for (int i = 0; i < kept; i++) {
      projected[i * capacity + i] = ritz.values()[chosen[i]];
    }
    size = kept;
  }

  /** The span is closed, A V = V T: goes on from random vectors orthogonal to it. */
  private void seek(int columns) {
    closed = true;
    Arrays.fill(novelty, 0, size, 0);
    Arrays.fill(novelty, size, capacity, 1);
    orthonormalization.complete(basis.columns(0, size + columns), size, random);
    front = columns;
  }

  private Verdict unconverged(String remedy) {
    return Residuals.unconverged(residuals, scale, request, products.count(), remedy);
  }
}
