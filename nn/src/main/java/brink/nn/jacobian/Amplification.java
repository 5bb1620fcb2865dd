package brink.nn.jacobian;

import java.util.List;

/**
 * How the backward pass of one input amplifies a gradient u of the outputs on its way down: {@code
 * |u^T Z_l|}, {@code Z_l = dz/dh^l}, for l = 1..L at index l-1; at L it is |u| = 1.
 *
 * @param most for the u that is most amplified at layer 1, the top left singular vector of Z_1
 * @param random for a u drawn uniformly from the unit sphere
 */
public record Amplification(List<Double> most, List<Double> random) {}
