package brink.lab.spec;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Writes a spec record back as YAML: everything resolved, defaults filled in, keys in the order of
 * the components, empty Optionals left out. {@link SpecReader} reads it back to an equal record.
 */
public final class SpecWriter {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SpecWriter() {}

  /** The resolved spec as YAML text. */
  public static String yaml(Record spec) {
    return SpecTree.text(tree(spec));
  }

  /** The resolved spec as a tree, for JSON. */
  public static ObjectNode tree(Record spec) {
    return fill(NODES.objectNode(), spec);
  }

  private static ObjectNode fill(ObjectNode mapping, Record record) {
    for (var component : record.getClass().getRecordComponents()) {
      var value = value(component, record);
      if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
        mapping.set(Names.key(component), node(value));
      }
    }
    return mapping;
  }

  private static Object value(RecordComponent component, Record record) {
    try {
      var accessor = component.getAccessor();
      accessor.setAccessible(true); // a record may be private to its package
      return accessor.invoke(record);
    } catch (IllegalAccessException | InvocationTargetException e) {
      throw new IllegalStateException("cannot read " + component, e);
    }
  }

  private static JsonNode node(Object value) {
    return switch (value) {
      case Integer number -> NODES.numberNode(number);
      case Long number -> NODES.numberNode(number);
      case Double number -> NODES.numberNode(number);
      case Boolean truth -> NODES.booleanNode(truth);
      case String text -> NODES.stringNode(text);
      case Path path -> NODES.stringNode(path.toString());
      case Enum<?> constant -> NODES.stringNode(Names.constant(constant));
      case Optional<?> present -> node(present.orElseThrow());
      case List<?> list -> {
        var array = NODES.arrayNode();
        list.forEach(element -> array.add(node(element)));
        yield array;
      }
      case Map<?, ?> map -> {
        var mapping = NODES.objectNode();
        map.forEach((key, element) -> mapping.set((String) key, node(element)));
        yield mapping;
      }
      case Record record -> fill(kinded(record), record);
      default -> throw new IllegalArgumentException("a spec cannot hold a " + value.getClass());
    };
  }

  /** A record that implements a sealed interface is one of its kinds. */
  private static ObjectNode kinded(Record record) {
    var mapping = NODES.objectNode();
    for (var type : record.getClass().getInterfaces()) {
      if (type.isSealed()) {
        mapping.put(Names.KIND, Names.kind(record.getClass()));
      }
    }
    return mapping;
  }
}
