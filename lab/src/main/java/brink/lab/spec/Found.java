package brink.lab.spec;

import tools.jackson.databind.JsonNode;

/** What stands in the file where something else was expected, in the user's words. */
final class Found {
  private Found() {}

  static String in(JsonNode node) {
    return switch (node.getNodeType()) {
      case STRING -> "string \"" + node.stringValue() + "\"";
      case NUMBER -> (node.isIntegralNumber() ? "integer " : "number ") + node.asString();
      case BOOLEAN -> "boolean " + node.booleanValue();
      case ARRAY -> "a list";
      case OBJECT -> "a mapping";
      default -> "nothing";
    };
  }
}
