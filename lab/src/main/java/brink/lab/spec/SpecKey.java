package brink.lab.spec;

import brink.core.setting.Default;
import brink.core.setting.Doc;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One line of a spec's reference: a key, or the heading of one kind of a sealed type.
 *
 * @param depth how deep the key is nested, from 0
 * @param name the key, or {@code kind: NAME} for the heading of a kind
 * @param type what may be written, empty for a heading
 * @param given the default as YAML, {@code required} or {@code optional}; empty for a heading
 * @param doc what it means, in one line; may be empty
 */
public record SpecKey(int depth, String name, String type, String given, String doc) {

  /** All keys of a record, in the order in which they are written. */
  public static List<SpecKey> all(Class<? extends Record> spec) {
    var keys = new ArrayList<SpecKey>();
    collect(spec, 0, keys);
    return List.copyOf(keys);
  }

  private static void collect(Class<?> record, int depth, List<SpecKey> into) {
    for (var component : record.getRecordComponents()) {
      into.add(of(component, depth));
      var type = content(component.getGenericType());
      if (type.isRecord()) {
        collect(type, depth + 1, into);
      } else if (Choices.chosen(type)) {
        Names.kinds(type)
            .forEach((kind, choice) -> {
              into.add(new SpecKey(depth + 1, "kind: " + kind, "", "", doc(choice)));
              collect(choice, depth + 2, into);
            });
      }
    }
  }

  private static SpecKey of(RecordComponent component, int depth) {
    var standard = component.getAnnotation(Default.class);
    var doc = component.getAnnotation(Doc.class);
    var given =
        standard != null
            ? standard.value()
            : component.getType() == Optional.class ? "optional" : "required";
    return new SpecKey(
        depth,
        Names.key(component),
        TypeName.of(component.getGenericType()),
        given,
        doc == null ? "" : doc.value());
  }

  private static String doc(Class<?> choice) {
    var doc = choice.getAnnotation(Doc.class);
    return doc == null ? "" : doc.value();
  }

  /** The class of the innermost values: of a list of optional records, the record. */
  private static Class<?> content(Type type) {
    return type instanceof ParameterizedType generic
        ? content(TypeName.content(generic))
        : (Class<?>) type;
  }
}
