package brink.lab.record;

import java.util.Optional;

/**
 * The factors of sharpness at one moment [LK]. |M|^2 is the squared spectral norm and E the mean
 * over the examples.
 *
 * @param rho overlap ratio {@code top(G) / E|K|^2}, in (0, 1]; absent where top(G) is
 * @param eK2 E|K|^2
 * @param eKl2Sum sum over the layers of E|K_l|^2, at least E|K|^2
 * @param components the products from layer L down to layer 1
 * @param eDl2Last E|D_L|^2
 * @param eDl2First E|D_1|^2
 * @param alM AL_M = E|K_1|^2 / E|D_1|^2, in (0, 1]; 1 where the first layer is fully connected
 * @param identityError largest relative deviation, over the layers, of E|D_l|^2 from its product
 */
public record Decomposition(
    Optional<Double> rho,
    double eK2,
    double eKl2Sum,
    Products components,
    double eDl2Last,
    double eDl2First,
    double alM,
    double identityError) {

  static Decomposition from(Cells cells) {
    return new Decomposition(
        cells.maybe("rho"),
        cells.real("e_k2"),
        cells.real("e_kl2_sum"),
        Products.from(cells),
        cells.real("e_dl2_last"),
        cells.real("e_dl2_first"),
        cells.maybe("AL_M").orElse(1.0), // runs without it are of fully connected networks
        cells.real("identity_error"));
  }
}
