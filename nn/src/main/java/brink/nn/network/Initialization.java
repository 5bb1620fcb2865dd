package brink.nn.network;

import brink.core.random.RandomStream;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.random.RandomGenerator;

/**
 * How the weights of a network are drawn before training.
 *
 * <p>With a weight [out x in x kernel ..], fan_in = in x kernel and fan_out = out x kernel. Scales
 * begin at 1 and the shifts behind them at 0, embeddings as standard normal numbers. Every
 * parameter draws from a random stream of its own, named after it.
 *
 * @param scheme the distribution
 * @param gain the factor on the standard deviation; by default that of the activation
 * @param seed of the random streams
 */
public record Initialization(
    @Doc("distribution of the weights") @Default("xavier-normal") Scheme scheme,
    @Doc("factor on the standard deviation; that of the activation where not given")
        Optional<Double> gain,
    @Doc("of the random streams") @Default("1") long seed) {
  /** A distribution of weights and biases. */
  public enum Scheme {
    /** Normal, std = gain sqrt(2 / (fan_in + fan_out)); zero biases (Glorot and Bengio 2010). */
    XAVIER_NORMAL,
    /** Uniform of the same variance as {@link #XAVIER_NORMAL}; zero biases. */
    XAVIER_UNIFORM,
    /** Normal, std = gain / sqrt(fan_in); zero biases (He et al. 2015). */
    KAIMING_NORMAL,
    /** Uniform of the same variance as {@link #KAIMING_NORMAL}; zero biases. */
    KAIMING_UNIFORM,
    /** Weights and biases uniform in +-1/sqrt(fan_in), the framework default; no gain. */
    FRAMEWORK
  }

  /**
   * Draws theta.
   *
   * @param layout of the network
   * @param defaultGain where none is set here: that of the activation
   */
  public void draw(Layout layout, double defaultGain, Space space, Vec into) {
    var theta = new double[Math.toIntExact(layout.size())];
    double g = gain.orElse(defaultGain);
    long fanIn = 1;
    var before = Layout.Role.WEIGHT;
    for (var entry : layout.entries()) {
      if (entry.role() == Layout.Role.WEIGHT) {
        fanIn = entry.size() / entry.shape().getFirst();
      }
      var random = RandomStream.of(seed, "init " + entry.name());
      var next =
          switch (entry.role()) {
            case WEIGHT -> weight(random, g, fanIn, fanOut(entry));
            case BIAS ->
                before == Layout.Role.SCALE ? (DoubleSupplier) () -> 0 : bias(random, fanIn);
            case SCALE -> (DoubleSupplier) () -> 1;
            case EMBEDDING -> (DoubleSupplier) random::nextGaussian;
          };
      before = entry.role();
      int offset = Math.toIntExact(entry.offset());
      for (int i = 0; i < entry.size(); i++) {
        theta[offset + i] = next.getAsDouble();
      }
    }
    space.write(theta, into);
  }

  private static long fanOut(Layout.Entry entry) {
    return entry.size() / entry.shape().get(1);
  }

  private DoubleSupplier weight(RandomGenerator random, double g, long fanIn, long fanOut) {
    return switch (scheme) {
      case FRAMEWORK -> () -> random.nextDouble(-1, 1) / Math.sqrt(fanIn);
      case XAVIER_NORMAL -> () -> g * xavier(fanIn, fanOut) * random.nextGaussian();
      case KAIMING_NORMAL -> () -> g / Math.sqrt(fanIn) * random.nextGaussian();
      case XAVIER_UNIFORM ->
          () -> g * xavier(fanIn, fanOut) * Math.sqrt(3) * random.nextDouble(-1, 1);
      case KAIMING_UNIFORM -> () -> g / Math.sqrt(fanIn) * Math.sqrt(3) * random.nextDouble(-1, 1);
    };
  }

  /** The bias that follows a weight of some fan_in. */
  private DoubleSupplier bias(RandomGenerator random, long fanIn) {
    return scheme == Scheme.FRAMEWORK ? () -> random.nextDouble(-1, 1) / Math.sqrt(fanIn) : () -> 0;
  }

  private static double xavier(long fanIn, long fanOut) {
    return Math.sqrt(2.0 / (fanIn + fanOut));
  }
}
