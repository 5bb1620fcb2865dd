package brink.lab.spec;

import brink.core.error.InputError;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One {@code a.b.c=value} that goes over what the file says.
 *
 * @param text as the user typed it
 * @param keys from the root to the value; list positions count from 0
 * @param value parsed as YAML; nothing behind the equals sign is YAML's null
 */
record Setting(String text, List<String> keys, JsonNode value) {
  static Setting parse(String text) {
    int equals = text.indexOf('=');
    var keys = equals < 0 ? "" : text.substring(0, equals).strip();
    if (List.of(keys.split("\\.", -1)).contains("")) {
      throw new InputError(
          "--set " + text + ": write key=value, a nested key with dots, as flow.tolerance=1e-4");
    }
    var yaml = text.substring(equals + 1);
    var value = SpecTree.value("--set " + text, yaml);
    return new Setting(text, List.of(keys.split("\\.")), value);
  }

  /** The path of the first {@code depth} keys: {@code /a/b} for two, {@code /} for none. */
  String path(int depth) {
    return "/" + String.join("/", keys.subList(0, depth));
  }

  /** Whether what stands at this path, or the path itself, is not the file's but this setting's. */
  boolean made(String path, ObjectNode file) {
    var own = path(keys.size());
    return (path + "/").startsWith(own + "/")
        || (own.startsWith(path + "/") && !has(file, path.substring(1)));
  }

  private static boolean has(JsonNode file, String path) {
    JsonNode node = file;
    for (var key : path.split("/")) {
      node =
          node.isArray() && key.matches("\\d{1,6}")
              ? node.path(Integer.parseInt(key))
              : node.path(key);
    }
    return !node.isMissingNode();
  }

  InputError fault(String sentence) {
    return new InputError("--set " + text + ": " + sentence);
  }
}
