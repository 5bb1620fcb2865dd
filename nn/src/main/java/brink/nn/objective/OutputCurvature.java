package brink.nn.objective;

/**
 * How curved a criterion is in the outputs, where a network puts them: H_z, [C x C], is the Hessian
 * of the loss of one example (or one position of a text) in its outputs z. Under cross-entropy it
 * goes to zero as the network becomes sure of its answers, and with it the Gauss-Newton part {@code
 * E[J^T H_z J]} and the sharpness (Cohen et al. 2021, appendix on cross-entropy); for the squared
 * error it is constant.
 *
 * @param trace {@code E[tr H_z]}, E the mean over the examples and positions
 * @param top {@code E[top(H_z)]}, of its largest eigenvalue
 */
public record OutputCurvature(double trace, double top) {}
