package brink.lab.spec;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads a record from YAML and settings that go over it.
 *
 * <p>Keys and enum constants are written in kebab-case ({@code maxSteps} is {@code max-steps},
 * {@code XAVIER_NORMAL} is {@code xavier-normal}); the record of a sealed interface is chosen by
 * the key {@code kind}, or by the bare kind where it needs no other key. What is not given comes
 * from {@link Default}. Unknown keys, wrong types and missing keys are {@link InputError}s that
 * name the file (or the setting), the path and what fits there; what a record's constructor refuses
 * with an {@code InputError} or {@code IllegalArgumentException} is reported with the record's
 * path.
 *
 * @param type of the record; see {@link Default} and {@link Doc}
 */
public record SpecReader<R extends Record>(Class<R> type) {

  /** Reads a file; each setting is {@code a.b.c=value}, its value YAML, later ones last. */
  public R read(Path file, List<String> settings) {
    try {
      return read(file.toString(), Files.readString(file), settings);
    } catch (NoSuchFileException e) {
      throw new InputError("No spec at " + file + ": give the path of a YAML file.", e);
    } catch (CharacterCodingException e) {
      throw new InputError(file + " is not a text file in UTF-8: give a YAML spec.", e);
    } catch (IOException e) {
      throw new InputError(
          file + " cannot be read (" + Why.of(e) + "): give the path of a YAML file.", e);
    }
  }

  /** Reads YAML text; {@code where} names it in errors. */
  public R read(String where, String yaml, List<String> settings) {
    return readWith(where, yaml, settings.stream().map(Setting::parse).toList());
  }

  R readWith(String where, String yaml, List<Setting> parsed) {
    var file = SpecTree.document(where, yaml);
    var tree = file.deepCopy();
    var choices = new Choices(type);
    parsed.forEach(setting -> SpecTree.set(tree, setting, choices));
    RecordMapper.Faults faults =
        (path, sentence) -> {
          var place = (path.isEmpty() ? "/" : path) + ": " + sentence;
          return parsed.reversed().stream()
              .filter(setting -> setting.made(path, file))
              .findFirst()
              .map(setting -> setting.fault(place))
              .orElseGet(() -> new InputError(where + with(parsed, path) + ": " + place));
        };
    return new RecordMapper(faults).record(type, tree, "");
  }

  /** The settings that may have a part in what is wrong at a path. */
  private static String with(List<Setting> settings, String path) {
    return settings.stream()
        .filter(setting -> setting.inside(path))
        .map(setting -> " " + setting.text())
        .collect(Collectors.joining());
  }
}
