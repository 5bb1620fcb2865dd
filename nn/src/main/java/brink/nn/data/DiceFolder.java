package brink.nn.data;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.nn.format.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;

/** Dice as files, for other programs. */
public final class DiceFolder {
  private DiceFolder() {}

  /**
   * Draws pictures into a folder: {@code one/000017.png} is number 17 of class one. {@code
   * labels.csv} with the columns file and label (0 to 5) is written last: a folder without it is
   * incomplete.
   *
   * @param folder new or empty
   * @return the number of pictures
   * @throws InputError when the folder is not empty or cannot be written, or the subset is too
   *     large
   */
  public static int write(Dice dice, Part part, Subset subset, Path folder) {
    var examples = new DiceExamples(dice, part);
    var wanted = new BitSet();
    for (int index : subset.choose(examples)) {
      wanted.set(index);
    }
    prepare(folder);
    var labels = new StringBuilder("file,label\n");
    examples.visit(
        wanted,
        (index, pixels) -> {
          var face = DiceExamples.face(index);
          var file = "%s/%06d.png".formatted(face.className(), index / DiceFace.values().length);
          Png.write(Png.grey(pixels, dice.pixels()), folder.resolve(file));
          labels.append(file).append(',').append(face.ordinal()).append('\n');
        });
    AtomicFile.write(
        folder.resolve("labels.csv"), labels.toString().getBytes(StandardCharsets.UTF_8));
    return wanted.cardinality();
  }

  private static void prepare(Path folder) {
    try {
      Files.createDirectories(folder);
      try (var inside = Files.list(folder)) {
        if (inside.findAny().isPresent()) {
          throw new InputError(folder + " is not empty: name a new folder for the pictures.");
        }
      }
      for (var name : DiceFace.classNames()) {
        Files.createDirectory(folder.resolve(name));
      }
    } catch (IOException e) {
      throw new InputError(folder + " cannot be made (" + Why.of(e) + "): name another folder.", e);
    }
  }
}
