package brink.lab.analysis;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;

/**
 * What is measured at each moment, and how accurately.
 *
 * @param tolerance of eigenpairs: residual norm relative to the operator's norm
 * @param maxProducts limit on operator-vector products an eigenpair
 * @param gaussNewton whether to measure top(G) and top(R)
 * @param classical whether to measure top(N) too
 * @param bottom whether to measure the smallest eigenvalue of the Hessian too
 * @param decomposition whether to take apart the sharpness layer by layer, where the network is an
 *     MLP
 * @param leading how many leading eigenvalues of each operator an analysis lists
 * @param jacobianTolerance relative residual of the norms |J_l|^2; their errors are about its
 *     square
 * @param jacobianSteps limit on Lanczos steps for |J_l|^2
 * @param amplification examples whose amplification profile is taken at the first and last moment
 */
public record Measure(
    @Doc("residual of eigenpairs, relative to the operator's norm") @Default("1e-3")
        double tolerance,
    @Doc("most operator products an eigenpair") @Default("400") int maxProducts,
    @Doc("whether to measure top(G) and top(R)") @Default("true") boolean gaussNewton,
    @Doc("whether to measure top(N), of the tangent kernel") @Default("true") boolean classical,
    @Doc("whether to measure the Hessian's smallest eigenvalue") @Default("false") boolean bottom,
    @Doc("whether an MLP's sharpness is taken apart, layer by layer") @Default("true")
        boolean decomposition,
    @Doc("leading eigenvalues of each operator that analyze lists") @Default("10") int leading,
    @Doc("relative residual of layerwise Jacobian norms") @Default("1e-4") double jacobianTolerance,
    @Doc("most steps a layerwise Jacobian norm") @Default("200") int jacobianSteps,
    @Doc("examples in the amplification profiles") @Default("128") int amplification) {
  /** Checks each number. */
  public Measure {
    if (!(tolerance > 0) || !(jacobianTolerance > 0 && jacobianTolerance < 1)) {
      throw new InputError("tolerance must be above 0, and jacobian-tolerance above 0 and below 1");
    }
    if (maxProducts < 10 || leading < 1 || jacobianSteps < 1 || amplification < 0) {
      throw new InputError(
          "max-products must be at least 10, leading and jacobian-steps at least 1, and amplification at least 0");
    }
  }
}
