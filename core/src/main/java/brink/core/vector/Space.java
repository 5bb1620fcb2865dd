package brink.core.vector;

import java.util.random.RandomGenerator;

/**
 * A real vector space of finite dimension P with the Euclidean inner product.
 *
 * <p>All that solvers do to vectors is here, so that each operation is one pass over memory.
 * Whatever the storage (float64 or float32), sums are kept in float64 and added in an order that
 * does not depend on the number of threads: results are reproducible bit for bit.
 */
public interface Space {
  /** The dimension P. */
  long dim();

  /** Opens storage for vectors of this space. */
  Workspace workspace();

  /**
   * The unit roundoff u of the storage: a number x is stored to within {@code u |x|}. 2^-53 for
   * float64, 2^-24 for float32.
   */
  double roundoff();

  /** {@code sum_t x_t y_t}. */
  double dot(Vec x, Vec y);

  /**
   * Inner products over ranges of the components, in one pass over both:
   *
   * <pre>
   * into[i] = sum of x_t y_t over bounds[i] &lt;= t &lt; bounds[i + 1]
   * </pre>
   *
   * @param bounds not decreasing, within 0 .. P
   * @param into one number less than the bounds
   */
  void dots(Vec x, Vec y, long[] bounds, double[] into);

  /** The Euclidean norm {@code |x|}. */
  default double norm(Vec x) {
    return Math.sqrt(dot(x, x));
  }

  /**
   * {@code into = sum_i c_i x_i} in one pass; {@code into} may be one of the x. A term with c_i = 0
   * is not read, so with {@code into} among the x at weight 0 it is overwritten whatever it held.
   */
  void combine(double[] c, Vec[] xs, Vec into);

  /** All inner products, {@code into[i * y.columns() + j] = x_i . y_j}, in one pass over both. */
  void gram(Block x, Block y, double[] into);

  /**
   * {@code into_j = sum_i x_i c[i * into.columns() + j]} in one pass; {@code into} may consist of
   * columns of x, which are then overwritten.
   */
  void transform(Block x, double[] c, Block into);

  /** Fills x with independent standard normal draws. */
  void randomize(Vec x, RandomGenerator random);

  /** Writes P values. */
  void write(double[] values, Vec into);

  /** A copy of the P values of x. */
  double[] read(Vec x);

  /** {@code into_i = x_i} for every column; to an earlier column of the same block, too. */
  default void copy(Block x, Block into) {
    for (int i = 0; i < x.columns(); i++) {
      combine(new double[] {1}, new Vec[] {x.column(i)}, into.column(i));
    }
  }

  /** {@code y = y + a x}. */
  default void axpy(double a, Vec x, Vec y) {
    combine(new double[] {1, a}, new Vec[] {y, x}, y);
  }

  /** {@code x = a x}. */
  default void scale(double a, Vec x) {
    combine(new double[] {a}, new Vec[] {x}, x);
  }
}
