package brink.nn.network;

import brink.core.error.InputError;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import java.nio.file.Path;
import java.util.Optional;

/** What learns: a network for whatever data it is given, and where its weights begin. */
public sealed interface NetworkSpec
    permits MlpSpec, DeepLinearSpec, CnnSpec, VggSpec, ResnetSpec, TransformerSpec {
  /** How the first weights are drawn. */
  Initialization init();

  /** A safetensors or NPZ file with the first weights, instead of a draw. */
  Optional<Path> weights();

  /** The factor on the drawn weights' standard deviation where {@link #init} names none. */
  double gain();

  /**
   * The network for some data.
   *
   * @throws brink.core.error.InputError if it does not fit the data
   */
  Network on(DataSet data);

  /**
   * Checks that inputs are numbers to calculate with, not those of words.
   *
   * @throws InputError if they are words
   */
  static void requireNumbers(DataSet data) {
    if (data.targets() instanceof Targets.Tokens) {
      throw new InputError(
          "The network calculates with numbers, but %s are words: set network to {kind: transformer}, or take other data."
              .formatted(data.name()));
    }
  }

  /**
   * Writes the first weights of its network: read or drawn.
   *
   * @throws brink.core.error.InputError if they cannot be read or are of another network
   */
  default void start(Network network, Space space, Vec into) {
    weights()
        .ifPresentOrElse(
            path -> Weights.read(path, network.layout(), space, into),
            () -> init().draw(network.layout(), gain(), space, into));
  }
}
