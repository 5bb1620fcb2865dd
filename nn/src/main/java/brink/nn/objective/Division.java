package brink.nn.objective;

import brink.core.error.InputError;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How the examples of an objective are divided: into batches that fit the memory together, and each
 * batch into pieces that are computed one at a time, small enough to stay near the processor and at
 * least one a lane where there are enough. Pieces are whole groups of examples that see each other.
 *
 * @param batches the pieces of each batch, in the order of the examples
 */
record Division(List<List<Piece>> batches) {
  /**
   * Consecutive examples.
   *
   * @param first the number of the first one
   * @param count how many
   */
  record Piece(long first, long count) {}

  /**
   * Divides n examples evenly.
   *
   * @param together examples a group; divides n
   * @param example bytes kept for an example
   * @param budget bytes for a batch
   * @param piece bytes for a piece, about
   * @param lanes threads that share the pieces of a batch
   */
  static Division of(int n, int together, double example, double budget, double piece, int lanes) {
    int groups = n / together;
    double group = Math.max(1, together * example);
    int most = (int) Math.clamp(budget / group, 1, groups);
    int batches = Math.ceilDiv(groups, most);
    return new Division(
        IntStream.range(0, batches)
            .mapToObj(b -> {
              int first = at(groups, b, batches);
              int count = at(groups, b + 1, batches) - first;
              int least = (int) Math.clamp(Math.ceil(count * group / piece), 1, count);
              int pieces = Math.min(count, Math.ceilDiv(least, lanes) * lanes);
              return IntStream.range(0, pieces)
                  .mapToObj(p -> {
                    long from = first + at(count, p, pieces);
                    long to = first + at(count, p + 1, pieces);
                    return new Piece(from * together, (to - from) * together);
                  })
                  .toList();
            })
            .toList());
  }

  /** Where part i of {@code parts} begins among {@code count}. */
  private static int at(int count, int i, int parts) {
    return (int) ((long) count * i / parts);
  }

  /** All pieces, in the order of the examples. */
  List<Piece> pieces() {
    return batches.stream().flatMap(List::stream).toList();
  }

  /**
   * Checks that examples make whole groups.
   *
   * @param what they are, for people
   * @throws InputError if they do not
   */
  static void requireWhole(int n, int together, String what) {
    if (n % together == 0) {
      return;
    }
    int below = n - n % together;
    var sizes =
        below == 0 ? Integer.toString(together) : "%d or %d".formatted(below, below + together);
    throw new InputError(
        "The network computes groups of %d examples together (its ghost batches), and there are %d in %s, which make no whole groups: take %s, or set network.norm.ghost to a divisor of %d (%s)."
            .formatted(together, n, what, sizes, n, divisors(n, together)));
  }

  /** The divisors of n next to a number, in words. */
  private static String divisors(int n, int near) {
    int below = IntStream.rangeClosed(1, Math.min(n, near)).filter(d -> n % d == 0).max().orElse(1);
    int above = IntStream.rangeClosed(Math.min(n, near), n).filter(d -> n % d == 0).min().orElse(n);
    return below == above ? Integer.toString(below) : below + " or " + above;
  }
}
