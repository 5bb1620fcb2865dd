package brink.lab.report;

import brink.lab.record.Decomposition;
import brink.lab.record.MomentRow;
import java.util.Optional;
import java.util.function.Function;

/** The factors of sharpness, down to layer 1 [LK]. */
enum Factor {
  RHO("ρ(K)", "the overlap ratio", Colour.SKY, Decomposition::rho),
  PI_X("PI_x", "the activation ratios", Colour.ORANGE, d -> Optional.of(d.components().piX())),
  AL_X(
      "AL_x",
      "the alignment of activations",
      Colour.PURPLE,
      d -> Optional.of(d.components().alX())),
  PI_J(
      "PI_J",
      "the norms of the layerwise Jacobians",
      Colour.GREEN,
      d -> Optional.of(d.components().piJ())),
  AL_J(
      "AL_J",
      "layerwise Jacobian alignment",
      Colour.VERMILION,
      d -> Optional.of(d.components().alJ())),
  AL_M(
      "AL_M",
      "the alignment of the first layer's own parameters",
      Colour.FRAME,
      d -> Optional.of(d.alM()).filter(value -> Math.abs(value - 1) > Factor.ROUNDING)),
  D_L("E|D_L|²", "the last layer's own size", Colour.BLUE, d -> Optional.of(d.eDl2Last()));

  /** Within it of 1, AL_M is that of a fully connected layer, and nothing is said of it. */
  private static final double ROUNDING = 1e-4;

  private final String symbol;
  private final String words;
  private final Colour colour;
  private final Function<Decomposition, Optional<Double>> value;

  Factor(
      String symbol, String words, Colour colour, Function<Decomposition, Optional<Double>> value) {
    this.symbol = symbol;
    this.words = words;
    this.colour = colour;
    this.value = value;
  }

  String symbol() {
    return symbol;
  }

  /** What it is, in words. */
  String words() {
    return words;
  }

  Colour colour() {
    return colour;
  }

  Optional<Double> at(MomentRow moment) {
    return moment.decomposition().flatMap(value);
  }

  /** Its value at one moment over that at another, where both are positive. */
  Optional<Double> ratio(MomentRow from, MomentRow to) {
    return at(from).filter(a -> a > 0).flatMap(a -> at(to).filter(b -> b > 0).map(b -> b / a));
  }
}
