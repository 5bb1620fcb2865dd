package brink.lab.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What may be written for a component, in the user's words. */
final class TypeName {
  private TypeName() {}

  static String of(Type type) {
    if (type instanceof ParameterizedType generic) {
      var content = of(content(generic));
      if (generic.getRawType() == Optional.class) {
        return content;
      }
      return (generic.getRawType() == List.class ? "list of " : "mapping to ") + content;
    }
    var plain = (Class<?>) type;
    if (plain.isEnum()) {
      var constants = new ArrayList<String>();
      for (var constant : plain.getEnumConstants()) {
        constants.add(Names.constant((Enum<?>) constant));
      }
      return String.join(" | ", constants);
    }
    if (plain.isRecord()) {
      return "mapping";
    }
    if (plain.isSealed()) {
      return "mapping with kind " + String.join(" | ", Names.kinds(plain).keySet());
    }
    return switch (plain.getName()) {
      case "int", "long", "java.lang.Integer", "java.lang.Long" -> "integer";
      case "double", "java.lang.Double" -> "number";
      case "boolean", "java.lang.Boolean" -> "true | false";
      case "java.nio.file.Path" -> "path";
      default -> "string";
    };
  }

  /** What an Optional, a List or a Map holds. */
  static Type content(ParameterizedType container) {
    var arguments = container.getActualTypeArguments();
    return arguments[arguments.length - 1];
  }
}
