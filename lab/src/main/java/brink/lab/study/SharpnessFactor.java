package brink.lab.study;

import brink.lab.record.Decomposition;
import java.util.Optional;
import java.util.function.Function;

/**
 * The factors of top(G) [LK]: it is the product of all, exactly, as {@code top(G) = rho E|K|^2} and
 * {@code E|D_1|^2 = PI_x AL_x PI_J AL_J E|D_L|^2}.
 */
enum SharpnessFactor {
  /** The overlap ratio. */
  RHO("ρ(K)", Decomposition::rho),
  /**
   * What all layers have together over the first's {@code E|D_1|^2}: of fully connected networks
   * from 1 to the number of layers; where weights are shared AL_M is part of it.
   */
  LAYERS("E|K|²/E|D_1|²", d -> Optional.of(d.eK2() / d.eDl2First())),
  PI_X("PI_x", d -> Optional.of(d.components().piX())),
  AL_X("AL_x", d -> Optional.of(d.components().alX())),
  PI_J("PI_J", d -> Optional.of(d.components().piJ())),
  AL_J("AL_J", d -> Optional.of(d.components().alJ())),
  D_L("E|D_L|²", d -> Optional.of(d.eDl2Last()));

  private final String symbol;
  private final Function<Decomposition, Optional<Double>> value;

  SharpnessFactor(String symbol, Function<Decomposition, Optional<Double>> value) {
    this.symbol = symbol;
    this.value = value;
  }

  String symbol() {
    return symbol;
  }

  /** Whether it is a factor of E|D_1|^2, rather than of what all layers make of it. */
  boolean ofFirstLayer() {
    return this != RHO && this != LAYERS;
  }

  /** Absent where top(G) was not measured and the factor needs it, or where it is not above 0. */
  Optional<Double> of(Decomposition decomposition) {
    return value.apply(decomposition).filter(v -> v > 0);
  }
}
