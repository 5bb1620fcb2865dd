package brink.core.ode;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.ejml.dense.row.CommonOps_DDRM;

/**
 * The four finishing stages that give a recurrence order 4.
 *
 * <p>With {@code gamma_i = c_i - c_1}, {@code q_i = sum_j a_ij gamma_j} and Phi the elementary
 * weights of Y_n, the eight conditions on the whole step become those of an explicit method with
 * c_1 = 0 and other right-hand sides:
 *
 * <pre>
 * sum b = m_0,  sum b gamma = m_1,  sum b gamma^2 = m_2,  sum b gamma^3 = m_3,
 * sum b q = n_1,  sum b gamma q = n_2,  sum b a gamma^2 = n_3,  sum b a q = n_4.
 * </pre>
 *
 * b_3 q_3, b_4 a_43 and b_3 follow from the others, so that the last condition becomes linear in
 * gamma_4 and independent of gamma_3,
 *
 * <pre>
 * gamma_4 = (n_2 (n_3 - gamma_2 n_1) - n_4 (m_3 - gamma_2 m_2))
 *         / (n_1 (n_3 - gamma_2 n_1) - n_4 (m_2 - gamma_2 m_1)),
 * </pre>
 *
 * which is 1 for the classical right-hand sides; gamma_2 and gamma_3 are free. gamma_3 is half of
 * m_0. gamma_2 decides what happens to a stiff component that is driven, as the sharp directions of
 * a curved valley are: {@code y' = lambda (y - phi(t)) + phi'(t)}. With {@code phi = t^2 / 2} and
 * {@code e_n(z)} the error of Y_n, y_new has the error
 *
 * <pre>
 * e_n w(z) - z (m_2 / 2 - n_1) - z^2 (n_3 / 2 - n_4) - z^3 n_4 gamma_2 / 2
 * </pre>
 *
 * times h^2 phi''. It grows as z^3 but for one gamma_2, which depends on the recurrence: we take
 * the one with the least mean square on the stability interval. Growth by z^2 remains: at the end
 * of the interval 20 at 20 stages (1300 with gamma_2 a quarter), so that driven components of more
 * than some hundred times the speed of what drives them are followed with order 2.
 *
 * <p>The error estimate is {@code y_new - y - h sum_i d_i K_i}, d the weights with which the same
 * stages give order 3 without Y_n: bounded on the whole stability interval.
 *
 * @param phi elementary weights of Y_n
 * @param z points of the stability interval, all below 0
 * @param driven e_n(z) at each
 */
record Rock4Finish(double[] phi, double[] z, double[] driven) {
  /** The conditions after a recurrence, on the stability interval {@code [-interval, 0]}. */
  static Rock4Finish of(Recurrence recurrence, double interval) {
    int points = 16 * recurrence.stages();
    var z = new double[points];
    var driven = new double[points];
    for (int i = 0; i < points; i++) {
      z[i] = -interval * (i + 1) / points;
      driven[i] = driven(recurrence, z[i]);
    }
    return new Rock4Finish(ElementaryWeights.of(recurrence).getLast().w(), z, driven);
  }

  /** The scheme that ends the recurrence of Y_n. */
  StabilizedScheme after(Recurrence recurrence) {
    var m = m();
    var n = n(m);
    var growth = new double[z.length];
    var error = new double[z.length];
    for (int i = 0; i < z.length; i++) {
      double x = z[i];
      // w up to x^4: the condition of the tall trees, phi_1, phi_3, phi_7 those of Y_n.
      double w = 1 + x * (m[0] + x * (m[1] + x * (n[1] + x * n[4])));
      growth[i] = x * x * x * n[4] / 2;
      error[i] = driven[i] * w - x * (m[2] / 2 - n[1]) - x * x * (n[3] / 2 - n[4]);
    }
    double g2 = ratio(error, growth);
    double g3 = m[0] / 2;
    double g4 =
        (n[2] * (n[3] - g2 * n[1]) - n[4] * (m[3] - g2 * m[2]))
            / (n[1] * (n[3] - g2 * n[1]) - n[4] * (m[2] - g2 * m[1]));
    double b3 = (m[3] - (g2 + g4) * m[2] + g2 * g4 * m[1]) / (g3 * (g3 - g2) * (g3 - g4));
    double b4 = (m[3] - (g2 + g3) * m[2] + g2 * g3 * m[1]) / (g4 * (g4 - g2) * (g4 - g3));
    double b2 = (m[1] - b3 * g3 - b4 * g4) / g2;
    double a32 = (n[2] - g4 * n[1]) / (b3 * (g3 - g4)) / g2;
    double q4 = (n[2] - g3 * n[1]) / (b4 * (g4 - g3));
    double a43 = (n[3] - g2 * n[1]) / (b4 * g3 * (g3 - g2));
    double a42 = (q4 - a43 * g3) / g2;
    var a = new double[][] {{}, {g2}, {g3 - a32, a32}, {g4 - a42 - a43, a42, a43}};
    var b = new double[] {m[0] - b2 - b3 - b4, b2, b3, b4};
    var d = weights(slopes(a));
    var ones = new double[] {1, 1, 1, 1};
    var c = new double[] {phi[0], phi[0] + g2, phi[0] + g3, phi[0] + g4};
    return new PulledSlopes(c, ones)
        .scheme(
            recurrence,
            new double[][] {a[0], a[1], a[2], a[3], b},
            1,
            Arrays.stream(d).map(weight -> -weight).toArray());
  }

  /** The error of Y_n, from exact start, in {@code y' = z (y - t^2 / 2) + t} with h = 1. */
  private static double driven(Recurrence r, double z) {
    double previous = 0;
    double current = -r.c()[1] * r.c()[1] / 2;
    for (int j = 2; j <= r.stages(); j++) {
      double c = r.c()[j - 1];
      double exact = r.mu()[j] * c * c / 2 + r.nu()[j] * r.c()[j - 2] * r.c()[j - 2] / 2;
      double defect = exact + r.muTilde()[j] * c - r.c()[j] * r.c()[j] / 2;
      double next = (r.mu()[j] + r.muTilde()[j] * z) * current + r.nu()[j] * previous + defect;
      previous = current;
      current = next;
    }
    return current;
  }

  /** The c for which {@code |x - c y|} is least. */
  private static double ratio(double[] x, double[] y) {
    double xy = 0;
    double yy = 0;
    for (int i = 0; i < x.length; i++) {
      xy += x[i] * y[i];
      yy += y[i] * y[i];
    }
    return xy / yy;
  }

  /** m_0 .. m_3. */
  private double[] m() {
    var r = missing();
    double c = phi[0];
    return new double[] {
      r[0],
      r[1] - c * r[0],
      r[2] - 2 * c * r[1] + c * c * r[0],
      r[4] - 3 * c * r[2] + 3 * c * c * r[1] - c * c * c * r[0]
    };
  }

  /** n_1 .. n_4, at their indices. */
  private double[] n(double[] m) {
    var r = missing();
    double c = phi[0];
    double n1 = r[3] - phi[1] * m[0] - c * m[1];
    return new double[] {
      0,
      n1,
      r[5] - c * r[3] - phi[1] * m[1] - c * m[2],
      r[6] - phi[2] * m[0] - 2 * c * n1 - c * c * m[1],
      r[7] - phi[3] * m[0] - phi[1] * m[1] - c * n1
    };
  }

  /** What Y_n misses of the solution, tree by tree. */
  private double[] missing() {
    return ElementaryWeights.EXACT.plus(-1, new ElementaryWeights(phi)).w();
  }

  /** The elementary weights of h K_i. */
  private List<ElementaryWeights> slopes(double[][] a) {
    var slopes = new ArrayList<ElementaryWeights>();
    for (var row : a) {
      var stage = new ElementaryWeights(phi);
      for (int j = 0; j < row.length; j++) {
        stage = stage.plus(row[j], slopes.get(j));
      }
      slopes.add(stage.slope());
    }
    return slopes;
  }

  /** d: as many conditions from the start of the list of trees as there are stages. */
  private static double[] weights(List<ElementaryWeights> slopes) {
    int m = slopes.size();
    var conditions = new DMatrixRMaj(m, m);
    var wanted = new DMatrixRMaj(m, 1);
    for (int tree = 0; tree < m; tree++) {
      for (int i = 0; i < m; i++) {
        conditions.set(tree, i, slopes.get(i).w()[tree]);
      }
      wanted.set(tree, 0, ElementaryWeights.EXACT.w()[tree]);
    }
    var d = new DMatrixRMaj(m, 1);
    CommonOps_DDRM.solve(conditions, wanted, d);
    return d.getData();
  }
}
