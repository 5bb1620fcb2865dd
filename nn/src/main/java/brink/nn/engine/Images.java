package brink.nn.engine;

import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Operations on images {@code [n x c x h x w]} beside convolutions.
 *
 * <p>In float32 the channels of a place lie side by side in memory, which the library convolves
 * faster where there are few: gradients took 0.6 of the time with 32 channels, as long with 512. In
 * float64 the places of a channel do. All operations, and convolutions, give images that lie as
 * those they are given. Nothing here is recorded.
 */
public final class Images {
  private static final long[] SIDE = {2, 2}; // of what is pooled
  private static final long[] NOTHING = {0, 0};
  private static final long[] ONCE = {1, 1};

  private Images() {}

  /** The same images, laid out for what follows. */
  public static Tensor arranged(Tensor a) {
    return a.contiguous(
        channelsLast(a) ? torch.MemoryFormat.ChannelsLast : torch.MemoryFormat.Contiguous);
  }

  private static boolean channelsLast(Tensor a) {
    return Ops.single(a);
  }

  /**
   * Images on the same memory such that channels are columns: {@code [n h x w c]} where the
   * channels of a place lie side by side. A whole row is the unit, since few channels alone make
   * slow loops.
   */
  private static Tensor rows(Tensor a) {
    return a.permute(0, 2, 3, 1).view(a.size(0) * a.size(2), a.size(3) * a.size(1));
  }

  /** Images again, of {@link #rows} of the shape of some. */
  private static Tensor unrows(Tensor rows, Tensor a) {
    return rows.view(a.size(0), a.size(2), a.size(3), a.size(1)).permute(0, 3, 1, 2);
  }

  /** {@code into = into + scale a} with one number a channel. */
  public static void addChannels(Tensor scale, Tensor a, Tensor into) {
    if (channelsLast(a)) {
      rows(into).addcmul_(rows(a), scale.repeat(a.size(3)));
    } else {
      into.addcmul_(a, scale.view(-1, 1, 1));
    }
  }

  /** {@code scale a + shift} with one number a channel. */
  public static Tensor affineChannels(Tensor a, Tensor scale, Tensor shift) {
    if (channelsLast(a)) {
      long w = a.size(3);
      return unrows(torch.addcmul(shift.repeat(w), rows(a), scale.repeat(w)), a);
    }
    return torch.addcmul(shift.view(-1, 1, 1), a, scale.view(-1, 1, 1));
  }

  /** The sum over everything but the channels, {@code [c]}. */
  public static Tensor sumChannels(Tensor a) {
    return channelsLast(a) ? rows(a).sum(0).view(a.size(3), a.size(1)).sum(0) : a.sum(0, 2, 3);
  }

  /** The sum over the places of each channel, {@code [n x c x 1 x 1]}. */
  public static Tensor sumPlaces(Tensor a) {
    return a.sum(new long[] {2, 3}, true, new ScalarTypeOptional());
  }

  /** Every image as a row of numbers on the same memory, {@code [n x c h w]} in some order. */
  public static Tensor examples(Tensor a) {
    return (channelsLast(a) ? a.permute(0, 2, 3, 1) : a).view(a.size(0), -1);
  }

  /** Images again, of {@link #examples} of the shape of some. */
  public static Tensor ofExamples(Tensor rows, Tensor a) {
    return channelsLast(a) ? unrows(rows, a) : rows.view_as(a);
  }

  /**
   * Channels brought to mean 0 and variance 1.
   *
   * @param values {@code r (a - m)} with m the mean of each channel over images and places
   * @param r one over the root of its variance plus eps, {@code [c]}
   */
  public record Standardised(Tensor values, Tensor r) {}

  /** Standardises every channel. */
  public static Standardised standardise(Tensor a, double eps) {
    var none = new TensorOptional();
    try (var results = torch.native_batch_norm(a, none, none, none, none, true, 0, eps)) {
      return new Standardised(own(results.get0()), own(results.get2()));
    }
  }

  /**
   * What the derivative of standardisation makes of images u.
   *
   * @param images {@code scale (u - E u - x E[x u])}, E the mean over images and places
   * @param along the sum of x u over images and places, {@code [c]}
   * @param sum the sum of u
   */
  public record Projected(Tensor images, Tensor along, Tensor sum) {}

  /**
   * Takes from images their part along a constant and along x in every channel.
   *
   * @param x standardised images
   * @param scale {@code [c]}
   */
  public static Projected project(Tensor u, Tensor x, Tensor scale) {
    try (var wanted = new BoolPointer(3)) {
      wanted.put(0, true).put(1, true).put(2, true);
      var none = new TensorOptional();
      var zero = new TensorOptional(torch.zeros_like(scale));
      var one = new TensorOptional(torch.ones_like(scale));
      var scales = new TensorOptional(scale);
      try (var results =
          torch.native_batch_norm_backward(u, x, scales, none, none, zero, one, true, 0, wanted)) {
        return new Projected(own(results.get0()), own(results.get1()), own(results.get2()));
      }
    }
  }

  /**
   * The largest of every 2 x 2 places, h and w halved and rounded down.
   *
   * @param values the largest
   * @param places where each was found among the h w places of its channel
   */
  public record Largest(Tensor values, Tensor places) {}

  /** The largest of every 2 x 2 places. */
  public static Largest maxPool(Tensor a) {
    try (var results = torch.max_pool2d_with_indices(a, SIDE, SIDE, NOTHING, ONCE, false)) {
      return new Largest(own(results.get0()), own(results.get1()));
    }
  }

  /** Images of the shape of a, with the numbers of g at the places where a was largest. */
  public static Tensor put(Tensor g, Tensor places, Tensor a) {
    return torch.max_pool2d_with_indices_backward(g, a, SIDE, SIDE, NOTHING, ONCE, false, places);
  }

  /** The numbers of a at the places: adjoint to {@link #put}. */
  public static Tensor pick(Tensor a, Tensor places) {
    if (channelsLast(a)) {
      var byPlace = a.permute(0, 2, 3, 1).flatten(1, 2); // [n x h w x c]
      return unrows(byPlace.gather(1, places.permute(0, 2, 3, 1).flatten(1, 2)), places);
    }
    return a.flatten(2, 3).gather(2, places.flatten(2, 3)).view_as(places);
  }

  /** The mean of every 2 x 2 places, h and w halved and rounded down. */
  public static Tensor averagePool(Tensor a) {
    return torch.avg_pool2d(a, 2, 2);
  }

  /** Adjoint to {@link #averagePool} of images of the shape of a. */
  public static Tensor averagePoolBack(Tensor g, Tensor a) {
    var divisor = new LongOptional();
    return torch.avg_pool2d_backward(g, a, SIDE, SIDE, NOTHING, false, true, divisor);
  }

  /** Every second place, the first one too: h and w halved and rounded up. */
  public static Tensor everySecond(Tensor a) {
    var all = new LongOptional();
    return a.slice(2, all, all, 2).slice(3, all, all, 2);
  }

  /** Channels of zeros before and behind those of images. */
  public static Tensor padChannels(Tensor a, long before, long behind) {
    return arranged(torch.constant_pad_nd(a, 0, 0, 0, 0, before, behind));
  }

  /** A handle of its own for one of several results: the container of them dies first. */
  static Tensor own(Tensor result) {
    return new Tensor(result);
  }

  /** {@code into = into + c a}, and frees a. */
  public static void absorb(double c, Tensor a, Tensor into) {
    into.add_(a, new Scalar(c));
    Scope.free(a);
  }
}
