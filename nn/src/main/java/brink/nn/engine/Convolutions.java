package brink.nn.engine;

import java.util.Optional;
import org.bytedeco.javacpp.BoolPointer;
import org.bytedeco.pytorch.LongArrayRefOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Convolutions of images with kernels of odd size k, zeros around: {@code [n x c x h x w], [o x c x
 * k x k] -> [n x o x h/stride x w/stride]}, rounded up; and what is adjoint to them.
 *
 * <p>The library has no fast kernel for float64. Where an image has fewer places than channels, one
 * product of the kernel with all patches took 0.5 to 0.7 of its time, elsewhere up to 1.6. It
 * leaves its results as it likes in memory, so they are arranged. Its adjoint in the images is
 * wrong in float32 on some machines (AMD EPYC with AVX-512, PyTorch 2.10), so there it is built
 * from what is right on all: a convolution, or a product with patches.
 */
public final class Convolutions {
  private static final long[] ONCE = {1, 1};
  private static final long[] NOTHING = {0, 0};

  private Convolutions() {}

  /**
   * The convolution.
   *
   * @param bias one number a channel of the result
   */
  public static Tensor convolve(Tensor a, Tensor kernel, Optional<Tensor> bias, long stride) {
    if (byPatches(a)) {
      long height = (a.size(2) + stride - 1) / stride;
      var product = kernel.flatten(1, -1).mm(patches(a, kernel, stride)); // [o x n places]
      var shifted = bias.map(b -> product.add(b.unsqueeze(1))).orElse(product);
      var byImage = shifted.view(kernel.size(0), a.size(0), -1).transpose(0, 1);
      return arranged(byImage.view(a.size(0), kernel.size(0), height, -1));
    }
    var shift = bias.map(TensorOptional::new).orElseGet(TensorOptional::new);
    return arranged(torch.conv2d(a, kernel, shift, both(stride), around(kernel), ONCE, 1));
  }

  /**
   * The adjoint in the images: the images h with {@code h . a = g . convolve(a)} for all a.
   *
   * @param g of the shape of the convolution's result
   * @param a images of the shape of the result
   */
  public static Tensor toImages(Tensor g, Tensor a, Tensor kernel, long stride) {
    if (Ops.single(a) && stride == 1) {
      var turned = kernel.transpose(0, 1).flip(2, 3);
      return arranged(
          torch.conv2d(g, turned, new TensorOptional(), both(stride), around(kernel), ONCE, 1));
    }
    if (Ops.single(a) || byPatches(a)) {
      var byPlace = kernel.flatten(1, -1).t().mm(channels(g)); // [c k k x n places]
      var byImage = byPlace.view(byPlace.size(0), a.size(0), -1).transpose(0, 1).contiguous();
      var size = new long[] {a.size(2), a.size(3)};
      return arranged(
          torch.col2im(byImage, size, size(kernel), ONCE, around(kernel), both(stride)));
    }
    return backward(g, a, kernel, stride, true);
  }

  /**
   * The adjoint in the kernel: the kernel K with {@code K . kernel = g . convolve(kernel)} for all.
   *
   * @param g of the shape of the convolution's result
   * @param kernel of the shape of the result
   */
  public static Tensor toKernel(Tensor g, Tensor a, Tensor kernel, long stride) {
    if (byPatches(a)) {
      return channels(g).mm(patches(a, kernel, stride).t()).view_as(kernel);
    }
    return backward(g, a, kernel, stride, false);
  }

  /**
   * {@code f_w f_w^T g} image by image, f the convolution as a function of its kernel and, where it
   * has one, its bias: the kernel {@code g P^T} applied to the same image's patches P.
   *
   * @param g of the shape of the convolution's result
   */
  public static Tensor tangentKernel(
      Tensor g, Tensor a, Tensor kernel, long stride, boolean biased) {
    var p =
        torch.im2col(
            a.contiguous(),
            size(kernel),
            ONCE,
            around(kernel),
            both(stride)); // [n x c k k x places]
    var byPlace = g.contiguous().flatten(2, -1); // [n x o x places]
    var sum = byPlace.bmm(p.transpose(1, 2)).bmm(p);
    if (biased) {
      sum.add_(Ops.rowSums(byPlace));
    }
    return arranged(sum.view(g.size(0), g.size(1), g.size(2), g.size(3)));
  }

  private static Tensor backward(Tensor g, Tensor a, Tensor kernel, long stride, boolean toImages) {
    try (var wanted = new BoolPointer(3)) { // adjoint in images, kernel, bias
      wanted.put(0, toImages).put(1, !toImages).put(2, false);
      var noBias = new LongArrayRefOptional();
      try (var results =
          torch.convolution_backward(
              g,
              a,
              kernel,
              noBias,
              both(stride),
              around(kernel),
              ONCE,
              false,
              NOTHING,
              1,
              wanted)) {
        return Images.own(toImages ? results.get0() : results.get1());
      }
    }
  }

  /** As {@link Images} lie, and frees the handle of what the library made. */
  private static Tensor arranged(Tensor made) {
    var arranged = Images.arranged(made);
    Scope.free(made);
    return arranged;
  }

  private static boolean byPatches(Tensor a) {
    return !Ops.single(a) && a.size(2) * a.size(3) < a.size(1);
  }

  /** The surroundings of every place of the result, {@code [c k k x n places]}. */
  private static Tensor patches(Tensor a, Tensor kernel, long stride) {
    var patches = torch.im2col(a, size(kernel), ONCE, around(kernel), both(stride));
    return patches.transpose(0, 1).flatten(1, -1); // [n x c k k x places] before
  }

  /** {@code [n x o x h x w] -> [o x n h w]}. */
  private static Tensor channels(Tensor g) {
    return g.transpose(0, 1).flatten(1, -1);
  }

  private static long[] size(Tensor kernel) {
    return new long[] {kernel.size(2), kernel.size(3)};
  }

  private static long[] around(Tensor kernel) {
    return new long[] {kernel.size(2) / 2, kernel.size(3) / 2};
  }

  private static long[] both(long stride) {
    return new long[] {stride, stride};
  }
}
