package brink.nn.data;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import java.util.Optional;

/**
 * The Dice data (Lowell and Kastner, Training on the Edge of Stability Is Caused by Layerwise
 * Jacobian Alignment, 2024): pictures of six classes, drawn at random, black on white, as shape [1,
 * s, s] with values 0 (black) .. 255 (white). {@link DiceFace} defines the classes, {@link
 * DicePlot} the drawing.
 *
 * <p>Example e has class e mod 6 and is number e div 6 of it, so that first-n subsets are balanced
 * too. Each picture depends on (seed, part, class, number) alone: a subset draws only its own
 * pictures, and the test part comes from other streams of random numbers than the training part.
 *
 * @param seed of the draws
 * @param imageSize s in pixels, 4 .. 1024; 32 when empty
 * @param imagesPerClass 20,000 when empty
 */
@Doc("drawn pictures of the six faces of dice")
public record Dice(
    @Doc("of the drawing") @Default("1") long seed,
    @Doc("pixels along an edge; 32 where not given") Optional<Integer> imageSize,
    @Doc("20000 where not given") Optional<Integer> imagesPerClass)
    implements DataSource {
  /**
   * @throws InputError when the size or the number of images is out of range
   */
  public Dice {
    int size = imageSize.orElse(32);
    int images = imagesPerClass.orElse(20_000);
    if (size < 4 || size > 1024 || images < 1 || images > 10_000_000) {
      throw new InputError(
          "dice pictures of %d pixels, %d a class, cannot be drawn: give 4 to 1024 pixels and 1 to 10,000,000 images a class."
              .formatted(size, images));
    }
  }

  /** 20,000 images a class of 32 x 32 pixels. */
  public static Dice ofSeed(long seed) {
    return new Dice(seed, Optional.empty(), Optional.empty());
  }

  /** s. */
  public int pixels() {
    return imageSize.orElse(32);
  }

  /** Examples of the training part, and as many of the test part. */
  public int size() {
    return DiceFace.values().length * imagesPerClass.orElse(20_000);
  }
}
