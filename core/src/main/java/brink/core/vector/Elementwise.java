package brink.core.vector;

/**
 * What is done to corresponding numbers of several vectors, a stretch of them at a time; see {@link
 * FlatSpace#update}.
 */
@FunctionalInterface
public interface Elementwise {
  /**
   * Changes a stretch.
   *
   * @param rows a row a vector, of which the first {@code length} numbers count; only rows of
   *     vectors that are to be changed may be written to
   */
  void run(double[][] rows, int length); // rows [vectors x length]
}
