package brink.nn.data;

import brink.core.error.InputError;
import brink.nn.format.NamedArray;
import brink.nn.format.Npz;
import java.util.List;
import java.util.Map;

/** Reads {@link NpzFile} sources. */
final class OwnNpz {
  private OwnNpz() {}

  static Examples read(NpzFile source) {
    var path = source.path().toString();
    var arrays = Npz.read(source.path());
    var x = array(arrays, "x", path);
    var y = array(arrays, "y", path);
    long n = x.shape().getFirst();
    if (y.shape().getFirst() != n) {
      throw new InputError(
          "%s has x of shape %s and y of shape %s: their first lengths must agree."
              .formatted(path, x.shape(), y.shape()));
    }
    if (x.values().length == 0 || y.values().length == 0) {
      throw new InputError(path + " has no examples: give arrays x and y of at least one.");
    }
    OwnData.requireFinite(x.values(), i -> path + ", " + at(x, i));
    OwnData.requireFinite(y.values(), i -> path + ", " + at(y, i));
    var lengths = x.shape().subList(1, x.shape().size());
    var shape = lengths.isEmpty() ? List.of(1) : lengths.stream().map(Math::toIntExact).toList();
    return new Examples.Numbers(
        "examples of " + source.path().getFileName(), shape, x.values(), targets(source, y));
  }

  private static Targets targets(NpzFile source, NamedArray y) {
    boolean flat = y.shape().size() == 1;
    var usual = flat && y.type().isInteger() ? TargetKind.LABELS : TargetKind.VALUES;
    return switch (source.targets().orElse(usual)) {
      case VALUES -> {
        if (source.classes().isPresent()) {
          throw new InputError(
              source.path()
                  + " has values as targets, so source.classes has no meaning: remove it.");
        }
        yield new Targets.Values(
            y.values(), y.values().length / Math.toIntExact(y.shape().getFirst()));
      }
      case LABELS -> {
        if (!flat) {
          throw new InputError(
              "%s has y of shape %s: labels need one number an example, shape [n]."
                  .formatted(source.path(), y.shape()));
        }
        yield OwnData.labels(y.values(), source.classes(), i -> source.path() + ", " + at(y, i));
      }
    };
  }

  private static NamedArray array(Map<String, NamedArray> arrays, String name, String path) {
    var array = arrays.get(name);
    if (array == null || array.shape().isEmpty()) {
      throw new InputError(
          "%s has the arrays %s: it needs x [n, ...] and y [n] or [n, C]."
              .formatted(path, arrays.keySet()));
    }
    return array;
  }

  /** The element at a row-major position, as {@code x[3, 17]}. */
  private static String at(NamedArray array, int position) {
    var indices = new Long[array.shape().size()];
    long rest = position;
    for (int axis = indices.length - 1; axis >= 0; axis--) {
      indices[axis] = rest % array.shape().get(axis);
      rest /= array.shape().get(axis);
    }
    return array.name() + List.of(indices);
  }
}
