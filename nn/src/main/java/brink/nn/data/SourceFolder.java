package brink.nn.data;

import brink.core.error.InputError;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The folder that a source's files lie in.
 *
 * @param source for people: {@code WikiText-2}
 * @param name of the folder
 * @param files that belong in it; a folder that has the first one is taken for it
 */
record SourceFolder(String source, String name, List<String> files) {
  /**
   * The folder to read: at the given path, else in the first place that has one.
   *
   * @throws InputError when there is none
   */
  Path find(Optional<Path> given, Places places) {
    var looked = given.map(List::of).orElse(places.inOrder());
    return looked.stream()
        .flatMap(place -> at(place).stream())
        .findFirst()
        .orElseThrow(() ->
            new InputError(
                "no %s file %s in %s: put the folder %s with %s there, or into the folder named by %s."
                    .formatted(
                        source,
                        files.getFirst(),
                        String.join(" or ", looked.stream().map(Path::toString).toList()),
                        name,
                        String.join(" and ", files),
                        Places.VARIABLE)));
  }

  /** The folder at a path, or in the folder there. */
  Optional<Path> at(Path place) {
    return Stream.of(place, place.resolve(name))
        .filter(folder -> Files.isRegularFile(folder.resolve(files.getFirst())))
        .findFirst();
  }

  /** In the first place that has it. */
  Optional<Path> in(Places places) {
    return places.inOrder().stream().flatMap(place -> at(place).stream()).findFirst();
  }
}
