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
  private static final double ROUNDING = 1e-15; // relative to A: no coupling, but rounding of it

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
      expand();
      if (finished()) {
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

  /** Multiplies Q, which joins V; what is new in the product is the next Q. */
  private void expand() {
    int multiplied = size + front;
    products.apply(basis.columns(size, multiplied), basis.columns(multiplied, multiplied + front));
    var factors = orthonormalization.factor(basis.columns(0, multiplied + front), multiplied);
    for (int i = 0; i < multiplied; i++) {
      for (int j = 0; j < front; j++) {
        double entry = factors.onFixed()[i * front + j];
        projected[i * capacity + size + j] = entry;
        projected[(size + j) * capacity + i] = entry;
      }
    }
    ritz = SymmetricEigen.of(projected, capacity, multiplied, request.end());
    scale = Residuals.scale(ritz.values(), scale);
    // The residual of V y is Q r y' with y' the part of y on the block just multiplied.
    residuals = new double[multiplied];
    for (int column = 0; column < multiplied; column++) {
      double sum = 0;
      for (int i = 0; i < factors.rank(); i++) {
        double entry = 0;
        for (int j = 0; j < front; j++) {
          entry += factors.r()[i * front + j] * ritz.vectors()[(size + j) * multiplied + column];
        }
        sum += entry * entry;
      }
      residuals[column] = Math.sqrt(sum);
    }
    size = multiplied;
    double coupling = Residuals.scale(factors.r(), 0);
    front = coupling > ROUNDING * scale ? factors.rank() : 0;
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
