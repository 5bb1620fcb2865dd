package brink.lab.bench;

import java.util.List;
import java.util.Optional;

/**
 * How accurate solvers are on one training, and what they take for it.
 *
 * @param problem as it was asked for
 * @param title of the training in words, with network, data and criterion
 * @param examples n
 * @param parameters P of the whole network
 * @param time T of the flow, at which all solvers end
 * @param loss of the reference at T
 * @param distance that the weights of the reference travel
 * @param reference the two solves that agree, in words
 * @param uncertainty the difference of their final weights over the distance
 * @param solves in the order they were run in
 */
public record WorkPrecision(
    String problem,
    String title,
    int examples,
    long parameters,
    double time,
    double loss,
    double distance,
    String reference,
    double uncertainty,
    List<Solve> solves) {
  /** GEMM units of a gradient: a forward product, and two backward. */
  private static final int GRADIENT_UNITS = 3;

  private static final int PRODUCT_UNITS = 6;

  /**
   * One solver at one setting.
   *
   * @param solver its name
   * @param setting its tolerance or step rule, in words
   * @param reached the time it came to: T, unless it was given up or failed
   * @param how it ended, in words
   * @param steps accepted
   * @param rejections rejected
   * @param gradients evaluated
   * @param products Hessian-vector products
   * @param units of n d_in d_out multiplications summed over the layers: 3 a gradient, 6 a product
   * @param seconds on the clock
   * @param error of the final weights over the distance travelled, where T was reached
   * @param estimate of that error by the solver itself
   * @param lossError relative error of the final loss, where T was reached
   */
  public record Solve(
      String solver,
      String setting,
      double reached,
      String how,
      long steps,
      long rejections,
      long gradients,
      long products,
      long units,
      double seconds,
      Optional<Double> error,
      Optional<Double> estimate,
      Optional<Double> lossError) {}

  /** What gradients and Hessian-vector products cost, in GEMM units of the whole network. */
  static long units(long gradients, long products) {
    return GRADIENT_UNITS * gradients + PRODUCT_UNITS * products;
  }
}
