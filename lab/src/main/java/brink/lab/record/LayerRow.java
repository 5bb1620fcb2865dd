package brink.lab.record;

import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * The decomposition of one layer at one moment, a row of {@code layers.parquet}.
 *
 * @param moment number of the moment, from 0
 * @param layer l, from 1 (next to the input) to L
 * @param eKl2 E|K_l|^2
 * @param eDl2 E|D_l|^2
 * @param factors from layer l+1 down to layer l; absent at l = L
 * @param products from layer L down to layer l
 */
public record LayerRow(
    int moment, int layer, double eKl2, double eDl2, Optional<Factors> factors, Products products)
    implements Row {

  /**
   * One layer down: {@code E|D_l|^2 = Al(x_l, D_l/x_l) E[x_l^2] Al(D_(l+1), J_l) E|J_l|^2
   * E|D_(l+1)|^2}.
   *
   * @param eX2 {@code e_xl2}, E[x_l^2]
   * @param alX {@code al_xl}, Al(x_l, D_l / x_l)
   * @param eJ2 {@code e_jl2}, E|J_l|^2
   * @param alJ {@code al_jl}, Al(D_(l+1), J_l)
   */
  public record Factors(double eX2, double alX, double eJ2, double alJ) {}

  static final Table<LayerRow> TABLE =
      Table.named("layer", "layers", LayerRow::from)
          .whole("moment", r -> (long) r.moment)
          .whole("layer", r -> (long) r.layer)
          .real("e_kl2", LayerRow::eKl2)
          .real("e_dl2", LayerRow::eDl2)
          .maybe("e_xl2", r -> r.factor(Factors::eX2))
          .maybe("al_xl", r -> r.factor(Factors::alX))
          .maybe("e_jl2", r -> r.factor(Factors::eJ2))
          .maybe("al_jl", r -> r.factor(Factors::alJ))
          .real("PI_x", r -> r.products.piX())
          .real("AL_x", r -> r.products.alX())
          .real("PI_J", r -> r.products.piJ())
          .real("AL_J", r -> r.products.alJ());

  private Optional<Double> factor(ToDoubleFunction<Factors> which) {
    return factors.map(which::applyAsDouble);
  }

  private static LayerRow from(Cells cells) {
    return new LayerRow(
        cells.count("moment"),
        cells.count("layer"),
        cells.real("e_kl2"),
        cells.real("e_dl2"),
        cells
            .maybe("e_xl2")
            .map(eX2 ->
                new Factors(eX2, cells.real("al_xl"), cells.real("e_jl2"), cells.real("al_jl"))),
        Products.from(cells));
  }
}
