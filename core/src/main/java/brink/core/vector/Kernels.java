package brink.core.vector;

/**
 * The arithmetic of {@link FlatSpace} on chunks that lie in the first-level cache. Each kernel does
 * many operations for every number it loads; {@link Math#fma} because scalar sums run at one fused
 * operation where a product and a sum would be two.
 */
final class Kernels {
  /** Rows and columns of a tile of inner products: 16 running sums fit the registers. */
  static final int TILE = 4;

  private Kernels() {}

  /** {@code sum_t a_t b_t}. */
  static double dot(double[] a, double[] b, int length) {
    // Four independent sums: one alone would wait for each addition before the next.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int t = 0;
    for (; t + 3 < length; t += 4) {
      s0 = Math.fma(a[t], b[t], s0);
      s1 = Math.fma(a[t + 1], b[t + 1], s1);
      s2 = Math.fma(a[t + 2], b[t + 2], s2);
      s3 = Math.fma(a[t + 3], b[t + 3], s3);
    }
    for (; t < length; t++) {
      s0 = Math.fma(a[t], b[t], s0);
    }
    return (s0 + s1) + (s2 + s3);
  }

  /**
   * Adds the 16 inner products of rows {@code i .. i+3} of a with rows {@code j .. j+3} of b to
   * {@code sums[(i + p) * stride + j + q]}.
   */
  static void addTile(
      double[][] a, int i, double[][] b, int j, int length, double[] sums, int stride) {
    var a0 = a[i];
    var a1 = a[i + 1];
    var a2 = a[i + 2];
    var a3 = a[i + 3];
    var b0 = b[j];
    var b1 = b[j + 1];
    var b2 = b[j + 2];
    var b3 = b[j + 3];
    double s00 = 0, s01 = 0, s02 = 0, s03 = 0;
    double s10 = 0, s11 = 0, s12 = 0, s13 = 0;
    double s20 = 0, s21 = 0, s22 = 0, s23 = 0;
    double s30 = 0, s31 = 0, s32 = 0, s33 = 0;
    for (int t = 0; t < length; t++) {
      double x0 = a0[t], x1 = a1[t], x2 = a2[t], x3 = a3[t];
      double y0 = b0[t], y1 = b1[t], y2 = b2[t], y3 = b3[t];
      s00 = Math.fma(x0, y0, s00);
      s01 = Math.fma(x0, y1, s01);
      s02 = Math.fma(x0, y2, s02);
      s03 = Math.fma(x0, y3, s03);
      s10 = Math.fma(x1, y0, s10);
      s11 = Math.fma(x1, y1, s11);
      s12 = Math.fma(x1, y2, s12);
      s13 = Math.fma(x1, y3, s13);
      s20 = Math.fma(x2, y0, s20);
      s21 = Math.fma(x2, y1, s21);
      s22 = Math.fma(x2, y2, s22);
      s23 = Math.fma(x2, y3, s23);
      s30 = Math.fma(x3, y0, s30);
      s31 = Math.fma(x3, y1, s31);
      s32 = Math.fma(x3, y2, s32);
      s33 = Math.fma(x3, y3, s33);
    }
    add(sums, i * stride + j, s00, s01, s02, s03);
    add(sums, (i + 1) * stride + j, s10, s11, s12, s13);
    add(sums, (i + 2) * stride + j, s20, s21, s22, s23);
    add(sums, (i + 3) * stride + j, s30, s31, s32, s33);
  }

  private static void add(double[] sums, int at, double s0, double s1, double s2, double s3) {
    sums[at] += s0;
    sums[at + 1] += s1;
    sums[at + 2] += s2;
    sums[at + 3] += s3;
  }

  /** {@code sum = sum + c x}. */
  static void axpy(double c, double[] x, double[] sum, int length) {
    for (int t = 0; t < length; t++) {
      sum[t] = Math.fma(c, x[t], sum[t]);
    }
  }

  /** {@code sum = sum + c0 x0 + c1 x1 + c2 x2 + c3 x3}, reading and writing the sum once. */
  static void axpy4(
      double c0,
      double[] x0,
      double c1,
      double[] x1,
      double c2,
      double[] x2,
      double c3,
      double[] x3,
      double[] sum,
      int length) {
    for (int t = 0; t < length; t++) {
      double s = Math.fma(c0, x0[t], sum[t]);
      s = Math.fma(c1, x1[t], s);
      s = Math.fma(c2, x2[t], s);
      sum[t] = Math.fma(c3, x3[t], s);
    }
  }

  /** {@code x = c x}. */
  static void scale(double c, double[] x, int length) {
    for (int t = 0; t < length; t++) {
      x[t] *= c;
    }
  }
}
