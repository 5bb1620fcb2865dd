package brink.lab.record;

/**
 * The products over layers i = l..L-1 that take E|D_L|^2 to E|D_l|^2 [LK]: {@code E|D_l|^2 = PI_x
 * AL_x PI_J AL_J E|D_L|^2}, exactly. All are 1 at l = L.
 *
 * @param piX PI_x = prod E[x_i^2], the activation ratios
 * @param alX AL_x = prod Al(x_i, D_i / x_i), how they align
 * @param piJ PI_J = prod E|J_i|^2, the layerwise Jacobians
 * @param alJ AL_J = prod Al(D_(i+1), J_i), layerwise Jacobian alignment
 */
public record Products(double piX, double alX, double piJ, double alJ) {

  static Products from(Cells cells) {
    return new Products(
        cells.real("PI_x"), cells.real("AL_x"), cells.real("PI_J"), cells.real("AL_J"));
  }
}
