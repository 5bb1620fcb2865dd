package brink.nn.network;

import brink.core.error.InputError;
import brink.nn.data.DataSet;

/**
 * The shape of an image, or of signals that lie like one.
 *
 * @param channels numbers a place
 * @param height places from top to bottom
 * @param width places from left to right
 */
public record Image(int channels, int height, int width) {
  /**
   * The shape of a data set's examples.
   *
   * @param network that needs images, for people
   * @throws InputError if they are no images
   */
  static Image of(String network, DataSet data) {
    var shape = data.shape();
    if (shape.size() != 3) {
      throw new InputError(
          "%s needs images [channels, height, width], but an example of %s is %s: take a data set of images, or network kind mlp."
              .formatted(network, data.name(), shape));
    }
    return new Image(shape.get(0), shape.get(1), shape.get(2));
  }

  /** With another number of channels. */
  Image channels(int count) {
    return new Image(count, height, width);
  }

  /** What 2 x 2 pooling leaves: half the height and width, rounded down. */
  Image pooled() {
    return new Image(channels, height / 2, width / 2);
  }

  /** What taking every second place leaves: half the height and width, rounded up. */
  Image halved() {
    return new Image(channels, (height + 1) / 2, (width + 1) / 2);
  }

  /** How many numbers it has. */
  int size() {
    return Math.multiplyExact(channels, Math.multiplyExact(height, width));
  }

  /** Its shape in words, {@code 3x32x32}. */
  String describe() {
    return channels + "x" + height + "x" + width;
  }
}
