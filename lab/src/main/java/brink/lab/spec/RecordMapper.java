package brink.lab.spec;

import brink.core.error.InputError;
import brink.core.error.Nearest;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * From a tree to a record. Components may be int, long, double, boolean, String, Path, enums,
 * records, sealed interfaces of records, and Optional, List or Map (of String) of these. Every
 * fault names its path, as {@code /network/widths/2}, and what to write instead.
 */
final class RecordMapper {
  /** Makes the error for a fault at a path: it knows which file or setting that path came from. */
  interface Faults {
    InputError at(String path, String sentence);
  }

  private final Faults faults;

  RecordMapper(Faults faults) {
    this.faults = faults;
  }

  /**
   * The record of this type that the tree describes; {@code path} is the tree's own, "" at root.
   */
  <R> R record(Class<R> type, JsonNode tree, String path) {
    return construct(type, mapping(tree, path), path, Names.keys(type));
  }

  private Object value(Type type, JsonNode node, String path) {
    if (type instanceof ParameterizedType generic) {
      return container(generic, node, path);
    }
    var plain = (Class<?>) type;
    if (plain.isRecord()) {
      return record(plain, node, path);
    }
    if (plain.isEnum()) {
      return constant(plain, node, path);
    }
    if (Choices.chosen(plain)) {
      return sealed(plain, node, path);
    }
    return scalar(plain, node, path);
  }

  private Object scalar(Class<?> type, JsonNode node, String path) {
    return switch (type.getName()) {
      case "int", "java.lang.Integer" ->
          (int) whole(node, path, Integer.MIN_VALUE, Integer.MAX_VALUE);
      case "long", "java.lang.Long" -> whole(node, path, Long.MIN_VALUE, Long.MAX_VALUE);
      case "double", "java.lang.Double" -> number(node, path);
      case "boolean", "java.lang.Boolean" -> {
        require(node.isBoolean(), "true or false", node, path);
        yield node.booleanValue();
      }
      case "java.lang.String" -> text("string", node, path);
      case "java.nio.file.Path" -> Path.of(text("path", node, path));
      default -> throw new IllegalArgumentException("a spec cannot hold a " + type + " at " + path);
    };
  }

  private String text(String expected, JsonNode node, String path) {
    require(node.isString(), expected, node, path);
    return node.stringValue();
  }

  private long whole(JsonNode node, String path, long least, long most) {
    if (node.isIntegralNumber() && node.canConvertToLong()) {
      long value = node.longValue();
      if (value >= least && value <= most) {
        return value;
      }
      throw faults.at(
          path, "integer from %d to %d expected, found %d".formatted(least, most, value));
    }
    // 1e4 is a floating-point number to YAML and an integer to people
    if (node.isNumber() && node.doubleValue() == Math.rint(node.doubleValue())) {
      double value = node.doubleValue();
      if (Math.abs(value) < 0x1p53 && value >= least && value <= most) {
        return (long) value;
      }
    }
    require(false, "integer", node, path);
    return 0;
  }

  private double number(JsonNode node, String path) {
    var text = node.isString() ? node.stringValue() : "";
    boolean exponent = text.matches("[-+]?(\\d+\\.?\\d*|\\.\\d+)[eE][-+]?\\d+");
    require(node.isNumber() || exponent, "number", node, path);
    double value = exponent ? Double.parseDouble(text) : node.doubleValue();
    require(Double.isFinite(value), "finite number", node, path);
    return value;
  }

  private Object constant(Class<?> type, JsonNode node, String path) {
    var constants = new LinkedHashMap<String, Object>();
    for (var constant : type.getEnumConstants()) {
      constants.put(Names.constant((Enum<?>) constant), constant);
    }
    require(node.isString(), "one of " + String.join(", ", constants.keySet()), node, path);
    return chosen("value", node.stringValue(), constants, path);
  }

  /** A sealed interface: its mapping's {@code kind} says which record; a bare kind has no keys. */
  private Object sealed(Class<?> type, JsonNode node, String path) {
    var kinds = Names.kinds(type);
    if (node.isString()) {
      var record = chosen("kind", node.stringValue(), kinds, path);
      return record(record, JsonNodeFactory.instance.objectNode(), path);
    }
    var mapping = mapping(node, path).deepCopy();
    var kind = mapping.remove(Names.KIND);
    var at = path + "/" + Names.KIND;
    var all = String.join(", ", kinds.keySet());
    if (kind == null) {
      throw faults.at(at, "required key missing: one of " + all);
    }
    require(kind.isString(), "one of " + all, kind, at);
    var record = chosen("kind", kind.stringValue(), kinds, at);
    var known = new ArrayList<>(Names.keys(record));
    known.addFirst(Names.KIND);
    return construct(record, mapping, path, known);
  }

  private <T> T chosen(String what, String typed, Map<String, T> known, String path) {
    if (!known.containsKey(typed)) {
      throw faults.at(
          path,
          "no %s \"%s\"%s (there are %s)"
              .formatted(
                  what,
                  typed,
                  Nearest.hint(typed, known.keySet()).replace("?", ""),
                  String.join(", ", known.keySet())));
    }
    return known.get(typed);
  }

  private Object container(ParameterizedType type, JsonNode node, String path) {
    var content = TypeName.content(type);
    var raw = type.getRawType();
    if (raw == Optional.class) {
      return node.isNull() ? Optional.empty() : Optional.of(value(content, node, path));
    }
    if (raw == List.class) {
      require(node.isArray(), "list", node, path);
      var list = new ArrayList<Object>();
      for (var element : node) {
        list.add(value(content, element, path + "/" + list.size()));
      }
      return List.copyOf(list);
    }
    if (raw == Map.class && type.getActualTypeArguments()[0] == String.class) {
      var map = new LinkedHashMap<String, Object>();
      mapping(node, path)
          .forEachEntry((key, child) -> map.put(key, value(content, child, path + "/" + key)));
      return Collections.unmodifiableMap(map);
    }
    throw new IllegalArgumentException("a spec cannot hold a " + type + " at " + path);
  }

  private ObjectNode mapping(JsonNode node, String path) {
    require(node.isObject(), "mapping of keys to values", node, path);
    return (ObjectNode) node;
  }

  private <R> R construct(Class<R> type, ObjectNode tree, String path, List<String> known) {
    for (var key : tree.propertyNames()) {
      if (!known.contains(key)) {
        throw faults.at(
            path + "/" + key,
            "no such key%s (keys here: %s)"
                .formatted(
                    Nearest.hint(key, known).replace("?", ""),
                    known.isEmpty() ? "none" : String.join(", ", known)));
      }
    }
    var components = type.getRecordComponents();
    var values = Arrays.stream(components).map(c -> component(c, tree, path)).toArray();
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true); // a record may be private to its package
      return constructor.newInstance(values);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof InputError || e.getCause() instanceof IllegalArgumentException) {
        throw faults.at(path, e.getCause().getMessage());
      }
      throw new IllegalStateException("cannot make a " + type, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot make a " + type, e);
    }
  }

  private Object component(RecordComponent component, ObjectNode tree, String path) {
    var at = path + "/" + Names.key(component);
    var given = Optional.ofNullable(tree.get(Names.key(component)));
    var standard =
        Optional.ofNullable(component.getAnnotation(Default.class))
            .map(annotation -> SpecTree.value(at, annotation.value()));
    if (given.isPresent() || standard.isPresent()) {
      var node = given.map(some -> kinded(component.getType(), some, standard)).or(() -> standard);
      return value(component.getGenericType(), node.orElseThrow(), at);
    }
    if (component.getType() == Optional.class) {
      return Optional.empty();
    }
    var doc = component.getAnnotation(Doc.class);
    throw faults.at(
        at,
        "required key missing: %s%s"
            .formatted(
                TypeName.of(component.getGenericType()), doc == null ? "" : ", " + doc.value()));
  }

  /** With the kind of the default where a choice is given without one. */
  private static JsonNode kinded(Class<?> type, JsonNode given, Optional<JsonNode> standard) {
    var kind = standard.flatMap(Choices::kind);
    if (kind.isEmpty() || !Choices.chosen(type) || !given.isObject() || given.has(Names.KIND)) {
      return given;
    }
    return ((ObjectNode) given.deepCopy()).put(Names.KIND, kind.get());
  }

  private void require(boolean fits, String expected, JsonNode node, String path) {
    if (!fits) {
      throw faults.at(path, expected + " expected, found " + Found.in(node));
    }
  }
}
