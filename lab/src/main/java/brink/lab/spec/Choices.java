package brink.lab.spec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where in a tree a record is chosen among those of a sealed interface, by its kind.
 *
 * @param root the type of the whole tree
 */
record Choices(Class<? extends Record> root) {

  /** Whether what stands, or would stand, at these keys of a tree is such a choice. */
  boolean at(JsonNode tree, List<String> keys) {
    return type(tree, keys).filter(Choices::chosen).isPresent();
  }

  /** Whether values of a type are chosen by kind. */
  static boolean chosen(Class<?> type) {
    return type.isSealed() && !type.isEnum(); // an enum whose constants have bodies is sealed too
  }

  private Optional<Class<?>> type(JsonNode tree, List<String> keys) {
    Optional<Type> type = Optional.of(root);
    var node = tree;
    for (var key : keys) {
      var here = node;
      type = type.flatMap(t -> below(t, here, key));
      node =
          node.isArray() && key.matches("\\d{1,6}")
              ? node.path(Integer.parseInt(key))
              : node.path(key);
    }
    return type.map(Choices::plain).filter(Class.class::isInstance).map(Class.class::cast);
  }

  private static Optional<Type> below(Type type, JsonNode node, String key) {
    return switch (plain(type)) {
      case ParameterizedType container -> Optional.of(TypeName.content(container));
      case Class<?> record when record.isRecord() -> component(record, key);
      case Class<?> choice when chosen(choice) ->
          kind(node).map(Names.kinds(choice)::get).flatMap(record -> component(record, key));
      default -> Optional.empty();
    };
  }

  private static Optional<Type> component(Class<?> record, String key) {
    return Arrays.stream(record.getRecordComponents())
        .filter(component -> Names.key(component).equals(key))
        .map(RecordComponent::getGenericType)
        .findFirst();
  }

  /** The kind that a tree names: bare, or in its mapping. */
  static Optional<String> kind(JsonNode node) {
    var kind = node.isString() ? node : node.path(Names.KIND);
    return kind.isString() ? Optional.of(kind.stringValue()) : Optional.empty();
  }

  private static Type plain(Type type) {
    return type instanceof ParameterizedType generic && generic.getRawType() == Optional.class
        ? TypeName.content(generic)
        : type;
  }
}
