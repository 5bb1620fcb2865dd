package brink.nn.data;

import brink.core.random.RandomStream;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** The pictures of one part of Dice, drawn when visited. */
record DiceExamples(Dice dice, Part part) implements Examples.Pixels {
  private static final int CHUNK = 4096;
  private static final int FACES = DiceFace.values().length;

  /** A picture's pixels [s x s], 0 black to 255 white. */
  static byte[] draw(Dice dice, Part part, DiceFace face, int number) {
    var stream =
        "dice/%s/%s/%d".formatted(part.name().toLowerCase(Locale.ROOT), face.className(), number);
    return DicePlot.draw(face.draw(RandomStream.of(dice.seed(), stream)), dice.pixels());
  }

  @Override
  public String title() {
    return "Dice %s pictures of seed %d, %d x %d"
        .formatted(part.name().toLowerCase(Locale.ROOT), dice.seed(), dice.pixels(), dice.pixels());
  }

  @Override
  public List<Integer> shape() {
    return List.of(1, dice.pixels(), dice.pixels());
  }

  @Override
  public int size() {
    return dice.size();
  }

  @Override
  public Targets targets() {
    var labels = IntStream.range(0, size()).map(i -> i % FACES).toArray();
    return new Targets.Labels(labels, DiceFace.classNames());
  }

  @Override
  public void visit(BitSet wanted, PixelVisitor visitor) {
    var indices = wanted.stream().toArray();
    for (int from = 0; from < indices.length; from += CHUNK) {
      int start = from;
      // Drawn in parallel, handed over in order: pictures do not depend on each other.
      var pictures =
          IntStream.range(start, Math.min(start + CHUNK, indices.length))
              .parallel()
              .mapToObj(i -> draw(dice, part, face(indices[i]), indices[i] / FACES))
              .toList();
      for (int i = 0; i < pictures.size(); i++) {
        visitor.accept(indices[start + i], pictures.get(i));
      }
    }
  }

  static DiceFace face(int index) {
    return DiceFace.values()[index % FACES];
  }
}
