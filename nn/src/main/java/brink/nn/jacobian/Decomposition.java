package brink.nn.jacobian;

import java.util.List;
import java.util.stream.IntStream;

/**
 * The sharpness decomposition of a network at one moment (Lowell and Kastner 2024, for MLPs). |A|^2
 * is the squared spectral norm, E the mean over the examples, layers are counted l = 1..L. Of a
 * network for images they are those of {@link brink.nn.network.Chain}.
 *
 * <ul>
 *   <li>{@code K = H_z^{1/2} dz/dtheta}, [C x P], and K_l its columns for the weights and biases of
 *       layer l;
 *   <li>{@code M_l = dh^l/dtheta_l}, the Jacobian of layer l in its own parameters, so that {@code
 *       K_l = H_z^{1/2} dz/dh^l M_l}; of a fully connected layer {@code M_l M_l^T = (1 +
 *       |a^{l-1}|^2) I};
 *   <li>{@code D_l = |M_l| H_z^{1/2} dz/dh^l}, so that {@code |K_l| <= |D_l|}, and equal for a
 *       fully connected layer;
 *   <li>{@code J_l = dh^{l+1}/dh^l}, the layerwise Jacobian, l below L;
 *   <li>{@code x_l = |M_l| / |M_{l+1}|}, the activation ratio, l below L, so that {@code D_l = x_l
 *       D_{l+1} J_l};
 *   <li>{@code Al(A, B) = E|AB|^2 / (E|A|^2 E|B|^2)}, the alignment ratio. Where the denominator is
 *       0 there is nothing to align, and it is 1 by convention.
 * </ul>
 *
 * <p>Where layers share weights between places, as convolutions do, one factor comes to those of
 * the paper: {@code AL_M^l = E|K_l|^2 / E|D_l|^2}, in (0, 1], says how far what is most amplified
 * on its way through the later layers is what the parameters move most.
 *
 * @param squaredK {@code E|K|^2}
 * @param parts layer l at index l-1
 * @param links from layer l+1 down to layer l, at index l-1
 */
public record Decomposition(double squaredK, List<Layer> parts, List<Link> links) {
  /**
   * A layer by itself.
   *
   * @param squaredK {@code E|K_l|^2}
   * @param squaredD {@code E|D_l|^2}
   * @param errorOfM estimate of the relative error of the worst example's {@code |M_l|^2}, rounding
   *     apart
   * @param stepsForM Lanczos steps that the slowest example's {@code |M_l|^2} took; 0 where it is
   *     known
   */
  public record Layer(double squaredK, double squaredD, double errorOfM, int stepsForM) {}

  /**
   * What takes the norm of D from layer l+1 to layer l.
   *
   * @param squaredX {@code E[x_l^2]}
   * @param squaredJ {@code E|J_l|^2}
   * @param squaredDOverX {@code E|D_l / x_l|^2}
   * @param squaredDJ {@code E|D_{l+1} J_l|^2}, from D_{l+1} and J_l: equal to {@link
   *     #squaredDOverX} but for rounding
   * @param errorOfJ estimate of the relative error of the worst example's {@code |J_l|^2}, rounding
   *     apart
   * @param stepsForJ Lanczos steps that the slowest example's {@code |J_l|^2} took; 0 where dense
   */
  public record Link(
      double squaredX,
      double squaredJ,
      double squaredDOverX,
      double squaredDJ,
      double errorOfJ,
      int stepsForJ) {}

  /**
   * The factors of {@code E|D_l|^2 = PI_x^l AL_x^l PI_J^l AL_J^l E|D_L|^2}: products over i =
   * l..L-1, 1 at l = L.
   *
   * @param x {@code PI_x^l}, of {@code E[x_i^2]}
   * @param alignmentX {@code AL_x^l}, of {@code Al(x_i, D_i/x_i)}
   * @param j {@code PI_J^l}, of {@code E|J_i|^2}
   * @param alignmentJ {@code AL_J^l}, of {@code Al(D_{i+1}, J_i)}; {@code AL_J^1} is layerwise
   *     Jacobian alignment
   */
  public record Products(double x, double alignmentX, double j, double alignmentJ) {}

  /** Copies the lists. */
  public Decomposition {
    parts = List.copyOf(parts);
    links = List.copyOf(links);
    if (links.size() != parts.size() - 1) {
      throw new IllegalArgumentException(
          links.size() + " links between " + parts.size() + " layers");
    }
  }

  /** L. */
  public int layers() {
    return parts.size();
  }

  /** {@code E|D_l|^2}, l = 1..L, at least {@code E|K_l|^2}. */
  public double squaredD(int l) {
    return parts.get(l - 1).squaredD();
  }

  /** {@code E|K_l|^2}, l = 1..L. */
  public double squaredK(int l) {
    return parts.get(l - 1).squaredK();
  }

  /** {@code AL_M^l}, l = 1..L; 1 for fully connected layers. */
  public double alignmentM(int l) {
    return ratio(squaredK(l), squaredD(l));
  }

  /** The link from layer l+1 down to l, l = 1..L-1. */
  public Link link(int l) {
    return links.get(l - 1);
  }

  /** {@code sum_l E|K_l|^2}, at least {@code E|K|^2}. */
  public double sumOfSquaredK() {
    return parts.stream().mapToDouble(Layer::squaredK).sum();
  }

  /** {@code Al(x_l, D_l/x_l)}, l = 1..L-1. */
  public double alignmentX(int l) {
    return ratio(squaredD(l), link(l).squaredX() * link(l).squaredDOverX());
  }

  /** {@code Al(D_{l+1}, J_l)}, l = 1..L-1, in [0, 1] where |D| and |J| do not vary together. */
  public double alignmentJ(int l) {
    return ratio(link(l).squaredDJ(), squaredD(l + 1) * link(l).squaredJ());
  }

  /** The products from layer l up, l = 1..L. */
  public Products products(int l) {
    var product = new Products(1, 1, 1, 1);
    for (int i = l; i < layers(); i++) {
      product =
          new Products(
              product.x * link(i).squaredX(),
              product.alignmentX * alignmentX(i),
              product.j * link(i).squaredJ(),
              product.alignmentJ * alignmentJ(i));
    }
    return product;
  }

  /**
   * How far the product identity is from exact at layer l, relative to {@code E|D_l|^2}. It holds
   * to rounding. The two sides meet D_l by different ways, {@code H_z^{1/2} (Z_{l+1} J_l)} on the
   * left and {@code D_{l+1} J_l} on the right; the error of {@code |J_l|^2} cancels in it.
   */
  public double identityError(int l) {
    var p = products(l);
    double product = p.x * p.alignmentX * p.j * p.alignmentJ * squaredD(layers());
    double scale = Math.max(Math.abs(product), squaredD(l));
    return scale == 0 ? 0 : Math.abs(product - squaredD(l)) / scale;
  }

  /** The largest {@link #identityError} of all layers. */
  public double identityError() {
    return IntStream.rangeClosed(1, layers()).mapToDouble(this::identityError).max().orElseThrow();
  }

  /**
   * The overlap ratio {@code rho(K) = top(G) / E|K|^2}, in (0, 1]; 1 where both are 0.
   *
   * @param topG the largest eigenvalue of the Gauss-Newton operator at the same theta
   */
  public double rho(double topG) {
    return ratio(topG, squaredK);
  }

  /**
   * {@code sum_l E|K_l|^2} had Jacobian alignment stayed as it was: with {@code AL_J^l} of the
   * reference in place of today's, everything else as it is.
   */
  public double sumOfSquaredKAtAlignmentOf(Decomposition reference) {
    if (reference.layers() != layers()) {
      throw new IllegalArgumentException(
          "a reference of " + reference.layers() + " layers for " + layers());
    }
    double sum = 0;
    for (int l = 1; l <= layers(); l++) {
      var p = products(l);
      double squaredD =
          p.x * p.alignmentX * p.j * reference.products(l).alignmentJ * squaredD(layers());
      sum += alignmentM(l) * squaredD;
    }
    return sum;
  }

  private static double ratio(double part, double whole) {
    return whole == 0 ? 1 : part / whole;
  }
}
