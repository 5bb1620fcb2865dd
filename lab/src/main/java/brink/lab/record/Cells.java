package brink.lab.record;

import brink.core.error.InputError;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The values of one row by key, as read from a file.
 *
 * @param values by key; absent ones are null or not there
 * @param where they come from, for messages: {@code runs/a/metrics.jsonl, line 7}
 */
record Cells(Map<String, Object> values, String where) {

  long whole(String key) {
    return switch (required(key)) {
      case Long l -> l;
      case Integer i -> i;
      default -> throw wrong(key, "a whole number");
    };
  }

  int count(String key) {
    var value = whole(key);
    if (value != (int) value || value < 0) {
      throw wrong(key, "a count");
    }
    return (int) value;
  }

  double real(String key) {
    if (required(key) instanceof Number n) {
      return n.doubleValue();
    }
    throw wrong(key, "a number");
  }

  Optional<Double> maybe(String key) {
    return Optional.ofNullable(values.get(key)).map(_ -> real(key));
  }

  boolean flag(String key) {
    if (required(key) instanceof Boolean b) {
      return b;
    }
    throw wrong(key, "true or false");
  }

  String text(String key) {
    if (required(key) instanceof String s) {
      return s;
    }
    throw wrong(key, "text");
  }

  <E> E oneOf(String key, E[] constants, Function<E, String> word) {
    var value = required(key);
    return Arrays.stream(constants)
        .filter(c -> word.apply(c).equals(value))
        .findFirst()
        .orElseThrow(() ->
            wrong(key, Arrays.stream(constants).map(word).collect(Collectors.joining(" or "))));
  }

  private Object required(String key) {
    return Optional.ofNullable(values.get(key))
        .orElseThrow(() ->
            new InputError(
                where
                    + " has no value for \""
                    + key
                    + "\": the run was written by another version or its file was changed,"
                    + " run it again."));
  }

  private InputError wrong(String key, String expected) {
    return new InputError(
        where
            + " has "
            + values.get(key)
            + " for \""
            + key
            + "\" where "
            + expected
            + " is expected: the file was changed, run it again.");
  }
}
