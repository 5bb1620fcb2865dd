package brink.lab.spec;

import brink.core.error.InputError;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLAnchorReplayingFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/** YAML text as a tree and back, and the settings {@code a.b.c=value} put into it. */
final class SpecTree {
  private static final YAMLMapper YAML =
      YAMLMapper.builder(new YAMLAnchorReplayingFactory())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER)
          .enable(YAMLWriteFeature.MINIMIZE_QUOTES)
          .enable(YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
          .disable(YAMLWriteFeature.SPLIT_LINES)
          .build();

  private SpecTree() {}

  /** One YAML document that is a mapping; an empty text is an empty mapping. */
  static ObjectNode document(String where, String yaml) {
    return switch (value(where, yaml)) {
      case ObjectNode mapping -> mapping;
      case NullNode _ -> JsonNodeFactory.instance.objectNode();
      case JsonNode other ->
          throw new InputError(
              where + ": mapping of keys to values expected, found " + Found.in(other));
    };
  }

  /** Any YAML value; an empty text is null. */
  static JsonNode value(String where, String yaml) {
    try {
      var tree = YAML.readTree(yaml);
      return tree.isMissingNode() ? JsonNodeFactory.instance.nullNode() : tree;
    } catch (JacksonException e) {
      var at = e.getLocation();
      var line = at == null ? "" : " line " + at.getLineNr() + " column " + at.getColumnNr() + ":";
      var reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable").strip();
      throw new InputError(where + ":" + line + " not valid YAML (" + reason + ")", e);
    }
  }

  static String text(JsonNode tree) {
    return YAML.writeValueAsString(tree);
  }

  /**
   * Puts the setting's value into the tree, making the mappings on the way; keys that no record
   * knows are found later, when the tree is read. A bare kind grows keys, and another kind takes
   * the place of the one that was chosen with all its keys.
   */
  static void set(ObjectNode root, Setting setting, Choices choices) {
    JsonNode node = root;
    var keys = setting.keys();
    for (int i = 0; i < keys.size(); i++) {
      boolean choice = choices.at(root, keys.subList(0, i));
      boolean grown = i + 1 < keys.size() && choices.at(root, keys.subList(0, i + 1));
      node = put(node, setting, i, choice, grown);
    }
  }

  private static JsonNode put(
      JsonNode node, Setting setting, int depth, boolean choice, boolean grown) {
    var key = setting.keys().get(depth);
    boolean last = depth == setting.keys().size() - 1;
    var value = last ? setting.value() : JsonNodeFactory.instance.objectNode();
    switch (node) {
      case ObjectNode mapping -> {
        var present = mapping.path(key);
        if (last && choice && key.equals(Names.KIND) && !present.equals(value)) {
          mapping.removeAll();
        }
        if (last || present.isMissingNode() || present.isNull()) {
          mapping.set(key, value);
        } else if (grown && present.isString()) {
          mapping.set(key, JsonNodeFactory.instance.objectNode().set(Names.KIND, present));
        }
        return mapping.get(key);
      }
      case ArrayNode list -> {
        if (!key.matches("\\d{1,6}") || Integer.parseInt(key) >= list.size()) {
          throw setting.fault(
              "%s is a list of %d: give an index from 0 to %d, or the whole list"
                  .formatted(setting.path(depth), list.size(), list.size() - 1));
        }
        int index = Integer.parseInt(key);
        if (last) {
          list.set(index, value);
        }
        return list.get(index);
      }
      default ->
          throw setting.fault(
              "%s holds %s in the spec, which has no keys"
                  .formatted(setting.path(depth), Found.in(node)));
    }
  }
}
