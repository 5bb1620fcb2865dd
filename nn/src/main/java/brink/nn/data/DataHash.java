package brink.nn.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The content hash of a data set: SHA-256 over the number of axes, the shape, the inputs, the
 * number of outputs, of tokens their number an example, and the targets; whole numbers as int32,
 * real ones as float64, little-endian.
 */
final class DataHash {
  private static final int CHUNK = 8192;

  private DataHash() {}

  static String of(List<Integer> shape, double[] inputs, Targets targets) {
    var digest = sha256();
    add(digest, new int[] {shape.size()});
    add(digest, shape.stream().mapToInt(Integer::intValue).toArray());
    add(digest, inputs);
    add(digest, new int[] {targets.outputs()});
    switch (targets) {
      case Targets.Labels labels -> add(digest, labels.labels());
      case Targets.Values values -> add(digest, values.values());
      case Targets.Tokens tokens -> {
        add(digest, new int[] {tokens.rows()});
        add(digest, tokens.tokens());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private static void add(MessageDigest digest, int[] numbers) {
    var buffer = ByteBuffer.allocate(4 * numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    buffer.asIntBuffer().put(numbers);
    digest.update(buffer);
  }

  private static void add(MessageDigest digest, double[] numbers) {
    var buffer = ByteBuffer.allocate(8 * CHUNK).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < numbers.length; from += CHUNK) {
      int count = Math.min(CHUNK, numbers.length - from);
      buffer.asDoubleBuffer().put(numbers, from, count);
      digest.update(buffer.clear().limit(8 * count));
      buffer.clear();
    }
  }
}
