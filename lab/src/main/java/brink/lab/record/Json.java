package brink.lab.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import brink.core.error.InputError;
import brink.nn.format.AtomicFile;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one way in which files hold JSON: snake-case keys, ISO instants. */
public final class Json {
  static final JsonMapper LINES =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build();
  static final JsonMapper PAGES =
      LINES.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

  private Json() {}

  /** A value as one line of text; {@link #parse} gives it back, numbers bit for bit. */
  public static String line(Object value) {
    return LINES.writeValueAsString(value);
  }

  /** The value of a line of text; {@code where} names it in errors. */
  public static <T> T parse(String line, Class<T> type, String where) {
    try {
      return LINES.readValue(line, type);
    } catch (JacksonException e) {
      throw new InputError(where + " is broken: it was cut off or changed, run it again.", e);
    }
  }

  /** The file's one value. */
  static <T> T read(Path file, Class<T> type) {
    try {
      return PAGES.readValue(RunFolder.text(file), type);
    } catch (JacksonException e) {
      throw new InputError(file + " is broken: it was cut off or changed, run it again.", e);
    }
  }

  /** Writes or replaces the file as a whole. */
  public static void write(Path file, Object value) {
    AtomicFile.write(file, (PAGES.writeValueAsString(value) + "\n").getBytes(UTF_8));
  }
}
