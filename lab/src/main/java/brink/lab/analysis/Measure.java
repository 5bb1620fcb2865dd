package brink.lab.analysis;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.lab.dynamics.Descent;
import java.util.Optional;

/**
 * What is measured at each moment, and how accurately.
 *
 * @param tolerance of eigenpairs: residual norm relative to the operator's norm
 * @param maxProducts limit on operator-vector products an eigenpair
 * @param gaussNewton whether to measure top(G) and top(R)
 * @param classical whether to measure top(N) too
 * @param bottom whether to measure the smallest eigenvalue of the Hessian too
 * @param decomposition whether to take apart the sharpness layer by layer, where the network can
 *     be: an MLP, or one for images without batch norm
 * @param leading how many leading eigenvalues of each operator an analysis lists
 * @param jacobianTolerance relative residual of the norms |J_l|^2; their errors are about its
 *     square
 * @param jacobianSteps limit on Lanczos steps for |J_l|^2
 * @param amplification examples whose amplification profile is taken at the first and last moment
 * @param eigenvalues how many of the Hessian's algebraically largest eigenvalues; some four
 *     products more for each
 * @param projections of a descent on leading eigenvectors, step by step
 * @param randomProjections along how many random directions the weights are kept
 * @param taylor the quadratic model beside a descent, step by step; two gradients a step
 * @param effectiveSmoothness at how many points along a descent's step the gradient's change is
 *     looked at, a gradient each; with it goes |Hess|
 * @param outputCurvature whether to measure the loss's second derivative in the outputs; a forward
 *     pass
 * @param test the held-out examples that loss and accuracy are measured on too; a forward pass
 * @param slices of the loss that an analysis takes; a forward pass for each of their points
 */
public record Measure(
    @Doc("residual of eigenpairs, relative to the operator's norm") @Default("1e-3")
        double tolerance,
    @Doc("most operator products an eigenpair") @Default("400") int maxProducts,
    @Doc("whether to measure top(G) and top(R)") @Default("true") boolean gaussNewton,
    @Doc("whether to measure top(N), of the tangent kernel") @Default("true") boolean classical,
    @Doc("whether to measure the Hessian's smallest eigenvalue") @Default("false") boolean bottom,
    @Doc(
            "whether sharpness is taken apart, layer by layer: of an mlp, or of images without batch norm")
        @Default("true")
        boolean decomposition,
    @Doc("leading eigenvalues of each operator that analyze lists") @Default("10") int leading,
    @Doc("relative residual of layerwise Jacobian norms") @Default("1e-4") double jacobianTolerance,
    @Doc("most steps a layerwise Jacobian norm") @Default("200") int jacobianSteps,
    @Doc("examples in the amplification profiles") @Default("128") int amplification,
    @Doc("how many of the Hessian's largest eigenvalues to measure") @Default("1") int eigenvalues,
    @Doc("where a descent is along leading eigenvectors of a moment, at each step from there on")
        Optional<Projections> projections,
    @Doc(
            "along how many random directions the weights of a moment are kept, for distances between runs")
        Optional<Integer> randomProjections,
    @Doc("the quadratic Taylor model of a moment, descended beside the training")
        Optional<TaylorModel> taylor,
    @Doc("points along a descent's step at which its effective smoothness is measured")
        Optional<Integer> effectiveSmoothness,
    @Doc("whether to measure how curved the loss is in the outputs") @Default("false")
        boolean outputCurvature,
    @Doc("held-out examples, on which loss and accuracy are measured too") Optional<TestSet> test,
    @Doc("slices of the loss along two directions, that analyze takes") Optional<Slices> slices) {

  /** Checks each number. */
  public Measure {
    if (!(tolerance > 0) || !(jacobianTolerance > 0 && jacobianTolerance < 1)) {
      throw new InputError("tolerance must be above 0, and jacobian-tolerance above 0 and below 1");
    }
    if (maxProducts < 10 || leading < 1 || jacobianSteps < 1 || amplification < 0) {
      throw new InputError(
          "max-products must be at least 10, leading and jacobian-steps at least 1, and amplification at least 0");
    }
    randomProjections.ifPresent(RandomProjections::new);
    if (eigenvalues < 1 || effectiveSmoothness.filter(points -> points < 1).isPresent()) {
      throw new InputError("eigenvalues and effective-smoothness must be at least 1");
    }
  }

  /** Whether the Hessian's smallest eigenvalue is measured: |Hess| needs it too. */
  boolean bottomToo() {
    return bottom || effectiveSmoothness.isPresent();
  }

  /** How many of the Hessian's eigenvectors are wanted at once. */
  public int eigenvectors() {
    return Math.max(eigenvalues, projections.map(Projections::eigenvectors).orElse(0));
  }

  /**
   * Checks that there are as many eigenvalues as are asked for.
   *
   * @param dimension of the Hessian
   * @throws InputError if there are not
   */
  public void requireFit(long dimension) {
    if (eigenvectors() > dimension) {
      throw new InputError(
          "measure asks for %d eigenvalues (eigenvalues, or projections.eigenvectors), but the Hessian has no more than %d: ask for fewer."
              .formatted(eigenvectors(), dimension));
    }
  }

  /**
   * Checks that what is measured along a descent is asked of one that it can be measured on.
   *
   * @param descent of the run, where it follows no flow
   * @throws InputError if it cannot
   */
  public void requireFit(Optional<Descent> descent) {
    if (taylor.isPresent() && descent.filter(d -> d.batch().isEmpty()).isEmpty()) {
      throw new InputError(
          "measure.taylor goes on beside a descent with the gradients of all examples: give descent without batch, or leave it away");
    }
    if (taylor.isPresent() && descent.flatMap(Descent::sam).isPresent()) {
      throw new InputError(
          "measure.taylor takes the steps of a descent on its quadratic model, and knows none with descent.sam: leave one of them away");
    }
    if ((projections.isPresent() || effectiveSmoothness.isPresent()) && descent.isEmpty()) {
      throw new InputError(
          "measure.projections and measure.effective-smoothness are of the steps of a descent, and the run follows the flow: give descent, or leave them away");
    }
  }
}
