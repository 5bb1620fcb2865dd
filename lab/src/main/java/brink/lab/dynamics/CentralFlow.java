package brink.lab.dynamics;

import brink.core.vector.Block;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.objective.Objective;
import java.util.Optional;

/**
 * The central flow of gradient descent: the path of its averages over time, at the edge of
 * stability too (Cohen, Damian, Talwalkar, Kolter, Lee, arXiv:2410.24206). Descent at learning rate
 * eta swings about it with a covariance Sigma,
 *
 * <pre>
 * d theta / dt = -grad L - grad &lt;H, Sigma&gt; / 2,   H the Hessian, the second gradient at fixed Sigma,
 * </pre>
 *
 * where Sigma &gt;= 0 is supported on the eigenvectors of H of eigenvalue 2 / eta and is just what
 * keeps them from rising beyond: with Q those eigenvectors and Sigma = Q X Q^T, X &gt;= 0, the rate
 * of Q^T H Q is at most 0, and its inner product with X is 0. Where no eigenvalue has reached 2 /
 * eta, Sigma is 0 and it is the gradient flow.
 *
 * <p>In steps of Euler of length h the condition is put at their end, which also undoes what
 * earlier steps have missed: with {@code G_ij = grad (q_i^T H q_j)} and the edge E = 2 / eta, X
 * solves the {@link Complementarity} problem of
 *
 * <pre>
 * A_ij = (lambda_i - E) delta_ij / h - G_ij . grad L,   B_ij,kl = G_ij . G_kl.
 * </pre>
 *
 * All eigenvalues above 0.95 times the edge take part; X is 0 along those that do not reach it.
 * Steps are eta over a whole number, at least 2: descent and flow are of first order in eta, and so
 * is this.
 *
 * <p>Cost a step with k eigenvalues near the edge: 1 + k (k + 1) gradients and a few Hessian
 * products for each of k + 1 eigenvectors. Far below the edge, eigenvalues are looked for only so
 * often that sharpness would have to rise by a twentieth of the edge a step of the descent to be
 * missed; if it does, the next steps bring it back.
 */
public final class CentralFlow implements AutoCloseable {
  private static final double NEAR = 0.95; // of the edge: eigenvalues that a step may bring to it
  private static final double FAR = 20; // steps of the descent in which sharpness rises by an edge
  private static final double TOLERANCE = 1e-3; // of eigenpairs

  private final Objective objective;
  private final double edge;
  private final double length;
  private final int steps;
  private final LeadingEigenpairs leading;
  private int wait; // steps until it is looked for again

  /**
   * A flow; the objective stays open after it.
   *
   * @param eta learning rate of the descent
   * @param steps of this flow a step of the descent, at least 2
   */
  public CentralFlow(Objective objective, double eta, int steps) {
    if (steps < 2) {
      throw new IllegalArgumentException(
          "at the edge, steps of the descent's own length swing: at least 2 are needed, not "
              + steps);
    }
    this.objective = objective;
    this.edge = 2 / eta;
    this.steps = steps;
    this.length = eta / steps;
    this.leading = new LeadingEigenpairs(objective.space(), TOLERANCE);
  }

  /**
   * What the flow says of a descent around it.
   *
   * @param loss L of the centre
   * @param swing trace of Sigma: the mean squared distance of descent from its centre
   * @param meanLoss {@code L + <H, Sigma> / 2}, to second order the mean of the descent's loss
   * @param sharpness the largest eigenvalue of H, where it was looked for
   * @param oscillating along how many eigenvectors Sigma is not 0
   */
  public record Centre(
      double loss, double swing, double meanLoss, Optional<Double> sharpness, int oscillating) {}

  /** The time that a step takes. */
  public double length() {
    return length;
  }

  /** Takes a step: theta moves; what is returned is of where it was. */
  public Centre step(Vec theta) {
    var space = objective.space();
    try (var work = space.workspace()) {
      var rate = work.vec(); // minus d theta / dt
      var centre = centre(theta, rate, work);
      space.axpy(-length, rate, theta);
      return centre;
    }
  }

  private Centre centre(Vec theta, Vec rate, Workspace work) {
    if (wait > 0) {
      wait--;
      double loss = objective.gradient(theta, rate);
      return new Centre(loss, 0, loss, Optional.empty(), 0);
    }
    try (var at = objective.at(theta)) {
      at.gradient(rate);
      var pairs = leading.reaching(NEAR * edge, at.hessian(), work);
      var values = pairs.values();
      int k = 0;
      while (k < values.length && values[k] >= NEAR * edge) {
        k++;
      }
      wait = k > 0 ? 0 : (int) (FAR * (NEAR - values[0] / edge) * steps);
      var x = k == 0 ? new double[0][0] : pull(theta, rate, values, pairs.vectors().columns(0, k));
      double swing = 0;
      double lifted = 0;
      int oscillating = 0;
      for (int i = 0; i < k; i++) {
        swing += x[i][i];
        lifted += values[i] * x[i][i] / 2;
        oscillating += x[i][i] > 0 ? 1 : 0;
      }
      return new Centre(at.loss(), swing, at.loss() + lifted, Optional.of(values[0]), oscillating);
    }
  }

  /** Adds {@code grad <H, Sigma> / 2} to the gradient, and returns X. [k][k] */
  private double[][] pull(Vec theta, Vec rate, double[] values, Block q) {
    var space = objective.space();
    int k = q.columns();
    int n = k * (k + 1) / 2;
    try (var work = space.workspace()) {
      var g = work.block(n); // G_ij as in Complementarity
      new CurvatureGradient(objective).forms(theta, rate, q, g);
      var a = new double[n];
      for (int i = 0; i < k; i++) {
        for (int j = i; j < k; j++) {
          int ij = CurvatureGradient.index(i, j, k);
          space.scale(Complementarity.weight(i, j), g.column(ij));
          double above = i == j ? (values[i] - edge) / length : 0;
          a[ij] = above - space.dot(g.column(ij), rate);
        }
      }
      var b = new double[n * n];
      space.gram(g, g, b);
      var x = Complementarity.solve(a, b, k);
      for (int ij = 0; ij < n; ij++) {
        space.axpy(x[ij] / 2, g.column(ij), rate);
      }
      return Complementarity.matrix(x, k);
    }
  }

  @Override
  public void close() {
    leading.close();
  }
}
