package brink.core.random;

import java.nio.charset.StandardCharsets;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Named streams of random numbers: the same seed and name give the same numbers on every JDK, and
 * two names give unrelated streams, so adding a use of chance in one place changes no other.
 */
public final class RandomStream {
  private RandomStream() {}

  /** The L64X128MixRandom stream of a seed and a name such as {@code "subset"}. */
  public static RandomGenerator of(long seed, String name) {
    // FNV-1a over the name, then over the seed's bytes: fixed for ever, unlike hashCode of objects.
    long hash = 0xcbf29ce484222325L;
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    for (int shift = 0; shift < 64; shift += 8) {
      hash = (hash ^ ((seed >>> shift) & 0xff)) * 0x100000001b3L;
    }
    return RandomGeneratorFactory.of("L64X128MixRandom").create(hash);
  }
}
