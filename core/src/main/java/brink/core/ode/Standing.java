package brink.core.ode;

import brink.core.error.InputError;
import brink.core.vector.Vec;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a solve stands between two steps: with its field, start, stepper, control, saves and stops,
 * all that its way from there depends on. {@link Observer#between} hands it out, {@link Start#from}
 * takes it in.
 *
 * <p>Every part of a solve that holds something across steps writes that down in a {@link Draft}
 * and finds it again under the same names. The field at the point is not written down: it is
 * evaluated, and linearized, there again.
 *
 * @param numbers by name, counts and truth values (1 or 0) among them; in the order of being
 *     written down
 * @param lists of numbers that grow with the steps, by name
 * @param vectors by name; of a standing that an observer is handed, they hold during the call only
 */
public record Standing(
    Map<String, Double> numbers, Map<String, double[]> lists, Map<String, Vec> vectors) {
  /** Copies the maps, not what they hold. */
  public Standing {
    numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
    lists = Map.copyOf(lists);
    vectors = Map.copyOf(vectors);
  }

  /** A standing in the making. */
  public static final class Draft {
    private final String prefix;
    private final Map<String, Double> numbers;
    private final Map<String, double[]> lists;
    private final Map<String, Vec> vectors;

    Draft() {
      this("", new LinkedHashMap<>(), new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    private Draft(
        String prefix,
        Map<String, Double> numbers,
        Map<String, double[]> lists,
        Map<String, Vec> vectors) {
      this.prefix = prefix;
      this.numbers = numbers;
      this.lists = lists;
      this.vectors = vectors;
    }

    /** Writes down a finite number. */
    public Draft number(String name, double value) {
      numbers.put(prefix + name, value);
      return this;
    }

    /** Writes down a truth value. */
    public Draft truth(String name, boolean value) {
      return number(name, value ? 1 : 0);
    }

    /** Writes down numbers. */
    public Draft list(String name, double[] values) {
      lists.put(prefix + name, values);
      return this;
    }

    /** Writes down a vector, which is not copied. */
    public Draft vector(String name, Vec x) {
      vectors.put(prefix + name, x);
      return this;
    }

    /** A part of this draft, whose names are its own; found again by {@link Standing#part}. */
    public Draft part(String name) {
      return new Draft(prefix + name + ".", numbers, lists, vectors);
    }

    /** Writes down all of a standing. */
    Draft all(Standing standing) {
      standing.numbers.forEach(this::number);
      standing.lists.forEach(this::list);
      standing.vectors.forEach(this::vector);
      return this;
    }

    Standing standing() {
      return new Standing(numbers, lists, vectors);
    }
  }

  /**
   * A number.
   *
   * @throws InputError if there is none of the name, or it is not finite
   */
  public double number(String name) {
    double value = found(name, numbers.get(name));
    return Double.isFinite(value) ? value : found(name, null);
  }

  /**
   * A count.
   *
   * @throws InputError if there is none of the name
   */
  public long count(String name) {
    double value = number(name);
    return value >= 0 && value == Math.rint(value) ? (long) value : found(name, null);
  }

  /**
   * A truth value.
   *
   * @throws InputError if there is none of the name
   */
  public boolean truth(String name) {
    return number(name) != 0;
  }

  /**
   * A list.
   *
   * @throws InputError if there is none of the name
   */
  public double[] list(String name) {
    return found(name, lists.get(name));
  }

  /**
   * A vector.
   *
   * @throws InputError if there is none of the name
   */
  public Vec vector(String name) {
    return found(name, vectors.get(name));
  }

  /** What a part has written down, which may be nothing. */
  public Standing part(String name) {
    return new Standing(under(name, numbers), under(name, lists), under(name, vectors));
  }

  /** The same, empty where it is nothing. */
  Optional<Standing> partIfAny(String name) {
    return Optional.of(part(name)).filter(part -> !part.numbers.isEmpty());
  }

  private static <T> Map<String, T> under(String name, Map<String, T> all) {
    var prefix = name + ".";
    var found = new LinkedHashMap<String, T>();
    all.forEach((key, value) -> {
      if (key.startsWith(prefix)) {
        found.put(key.substring(prefix.length()), value);
      }
    });
    return found;
  }

  private static <T> T found(String name, T value) {
    if (value == null) {
      throw new InputError(
          "The state of the solve to go on with has no usable \"%s\": it was changed or is of another version, begin again."
              .formatted(name));
    }
    return value;
  }
}
