package brink.core.ode;

/**
 * The slopes of a finish in the form {@code G_i = Y_n + h sum_j a_ij k_j}, where {@code k_j = (f(y
 * + beta_j (G_j - y)) - (1 - beta_j) f) / beta_j} stands for f(G_j): {@link Recurrence#pulled}.
 *
 * @param c abscissae of the G_i
 * @param beta m numbers, not 0; the first is the last one of the recurrence
 */
record PulledSlopes(double[] c, double[] beta) {
  /**
   * The scheme with these slopes, in terms of what is evaluated and stored.
   *
   * @param recurrence pulled, so that its last stage is {@code y + beta_0 (Y_n - y)}
   * @param a rows of G_0 .. G_(m-1) and y_new
   * @param weight of {@code y_new - y} in the error estimate
   * @param error weights of h k_i there
   */
  StabilizedScheme scheme(Recurrence recurrence, double[][] a, double weight, double[] error) {
    int m = beta.length;
    var points = new double[m + 1][];
    var times = new double[m];
    for (int i = 0; i <= m; i++) {
      double pull = i < m ? beta[i] : 1;
      points[i] = new double[i + 3];
      points[i][0] = 1 - pull / beta[0];
      points[i][1] = pull / beta[0];
      for (int j = 0; j < i; j++) {
        points[i][2] -= pull * a[i][j] * (1 - beta[j]) / beta[j];
        points[i][j + 3] = pull * a[i][j] / beta[j];
      }
    }
    var estimate = new double[m];
    double ofStart = 0;
    for (int i = 0; i < m; i++) {
      times[i] = beta[i] * c[i];
      estimate[i] = error[i] / beta[i];
      ofStart -= error[i] * (1 - beta[i]) / beta[i];
    }
    return new StabilizedScheme(
        recurrence,
        new Finish(points, times, estimate),
        new double[] {-weight, weight, ofStart, 0});
  }
}
