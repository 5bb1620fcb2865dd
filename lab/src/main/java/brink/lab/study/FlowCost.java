package brink.lab.study;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What following a flow to its end takes, estimated to a factor of some two.
 *
 * <p>The number of gradients grows as n^0.6 ({@link brink.lab.bench.Growth} of RKC2 from 64 to
 * 1,562 images); Hessian products on the way add a half. A moment is taken for as much as its
 * measured products.
 *
 * @param widths of a fully connected network, from the inputs to the outputs
 * @param gradients of a run on 64 examples
 */
public record FlowCost(List<Integer> widths, double gradients) {
  /** Moments of a run, beside the first and the last. */
  static final int MOMENTS = 30;

  private static final double GROWTH = 0.6;
  private static final double PRODUCTS_TOO = 1.5;
  private static final double GRADIENTS_A_MOMENT = 60;
  private static final double OF_THE_RATE = 0.6; // of large square products, by those of a network

  /** Checks the widths. */
  public FlowCost {
    widths = List.copyOf(widths);
    if (widths.size() < 2) {
      throw new IllegalArgumentException("no layer: " + widths);
    }
  }

  /**
   * Floating-point operations of a gradient on n examples, in coordinates of what they span: two
   * products of 2 n d_in d_out in the first layer, three in the others.
   */
  double gradientFlops(int n) {
    double first = (double) Math.min(n, widths.getFirst()) * widths.get(1);
    double others =
        IntStream.range(1, widths.size() - 1)
            .mapToDouble(l -> (double) widths.get(l) * widths.get(l + 1))
            .sum();
    return 2.0 * n * (2 * first + 3 * others);
  }

  /** Floating-point operations of a run on n examples. */
  public double flops(int n) {
    double steps = PRODUCTS_TOO * gradients * Math.pow(n / 64.0, GROWTH);
    return gradientFlops(n) * (steps + GRADIENTS_A_MOMENT * (MOMENTS + 2));
  }

  /** The time of some operations at a rate of matrix products, in operations a second. */
  public static Duration time(double flops, double rate) {
    return Duration.ofMillis(Math.round(1000 * flops / (OF_THE_RATE * rate)));
  }

  /** A time in words, as {@code about 3 h}; it is not known better than to a digit or two. */
  public static String about(Duration time) {
    double minutes = time.toMillis() / 60_000.0;
    if (minutes < 1) {
      return "less than a minute";
    }
    if (minutes < 90) {
      return "about %.0f min".formatted(minutes);
    }
    return minutes < 48 * 60
        ? "about %.0f h".formatted(minutes / 60)
        : "about %.0f days".formatted(minutes / 60 / 24);
  }
}
