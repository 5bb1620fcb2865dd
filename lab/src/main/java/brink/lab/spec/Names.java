package brink.lab.spec;

import brink.core.setting.Kind;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How Java names are written in a spec: {@code maxSteps}, {@code HALF_SUM}: kebab-case. */
final class Names {
  /** The key that chooses among the records of a sealed interface. */
  static final String KIND = "kind";

  private Names() {}

  static String key(RecordComponent component) {
    return kebab(component.getName());
  }

  static List<String> keys(Class<?> record) {
    var keys = new ArrayList<String>();
    for (var component : record.getRecordComponents()) {
      keys.add(key(component));
    }
    return keys;
  }

  static String constant(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String kind(Class<?> record) {
    var kind = record.getAnnotation(Kind.class);
    return kind == null ? kebab(record.getSimpleName()) : kind.value();
  }

  /** The records of a sealed interface, those of nested sealed interfaces among them, by kind. */
  static Map<String, Class<?>> kinds(Class<?> sealed) {
    var kinds = new LinkedHashMap<String, Class<?>>();
    for (var permitted : sealed.getPermittedSubclasses()) {
      if (permitted.isRecord()) {
        if (keys(permitted).contains(KIND)) {
          throw new IllegalArgumentException(permitted + " has a component named as the choice");
        }
        kinds.put(kind(permitted), permitted);
      } else if (permitted.isSealed()) {
        kinds.putAll(kinds(permitted));
      } else {
        throw new IllegalArgumentException(permitted + " is neither a record nor sealed");
      }
    }
    return kinds;
  }

  private static String kebab(String name) {
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-").toLowerCase(Locale.ROOT);
  }
}
