package brink.lab.spec;

import brink.core.error.InputError;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code a.b.c=value} that goes over what the file says.
 *
 * @param where it stands, before its text; empty for the command line
 * @param text what says it, as {@code --set flow.tolerance=1e-4}
 * @param keys from the root to the value; list positions count from 0
 * @param value parsed as YAML; nothing behind the equals sign is YAML's null
 */
record Setting(String where, String text, List<String> keys, JsonNode value) {
  static Setting parse(String text) {
    int equals = text.indexOf('=');
    var keys = equals < 0 ? "" : text.substring(0, equals).strip();
    if (List.of(keys.split("\\.", -1)).contains("")) {
      throw new InputError(
          "--set " + text + ": write key=value, a nested key with dots, as flow.tolerance=1e-4");
    }
    var yaml = text.substring(equals + 1);
    var value = SpecTree.value("--set " + text, yaml);
    return new Setting("", "--set " + text, List.of(keys.split("\\.")), value);
  }

  /** A value on an axis of a sweep. */
  static Setting ofAxis(String where, String key, JsonNode value) {
    if (List.of(key.split("\\.", -1)).contains("")) {
      throw new InputError(
          "%s: axis %s: write a key of the spec, a nested one with dots, as data.subset.count"
              .formatted(where, key));
    }
    return new Setting(
        where + ": ", "axis %s=%s".formatted(key, value), List.of(key.split("\\.")), value);
  }

  /** The path of the first {@code depth} keys: {@code /a/b} for two, {@code /} for none. */
  String path(int depth) {
    return "/" + String.join("/", keys.subList(0, depth));
  }

  /**
   * Whether what stands at this path, or the path itself, or the mapping in which it is missing, is
   * not the file's but this setting's.
   */
  boolean made(String path, ObjectNode file) {
    var above = path.substring(0, Math.max(0, path.lastIndexOf('/')));
    return (path + "/").startsWith(path(keys.size()) + "/")
        || (inside(path) && !has(file, path))
        || (inside(above) && !has(file, above));
  }

  /** Whether this setting is of something inside what stands at this path. */
  boolean inside(String path) {
    return path(keys.size()).startsWith(path + "/");
  }

  private static boolean has(JsonNode file, String path) {
    JsonNode node = file;
    for (var key : keys(path)) {
      node =
          node.isArray() && key.matches("\\d{1,6}")
              ? node.path(Integer.parseInt(key))
              : node.path(key);
    }
    return !node.isMissingNode();
  }

  /** The keys of a path, none of the root's, which is empty. */
  private static List<String> keys(String path) {
    return path.isEmpty() ? List.of() : List.of(path.substring(1).split("/"));
  }

  InputError fault(String sentence) {
    return new InputError(where + text + ": " + sentence);
  }
}
