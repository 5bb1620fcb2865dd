package brink.nn.data;

import brink.core.error.InputError;
import brink.core.random.RandomStream;
import brink.core.setting.Doc;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Which examples of a source are kept. First the chosen classes, then the count: the first ones in
 * the source's order, or a draw without replacement when there is a seed. Draws are nested: with
 * the same seed and classes, the examples of a smaller count are the first ones of a larger count.
 *
 * @param count examples to keep, at least 1; all when empty
 * @param seed of the draw; when empty, the source's order is kept
 * @param classes labels to keep, distinct; the i-th of them becomes label i of the subset. All,
 *     unchanged, when empty
 */
public record Subset(
    @Doc("how many examples; all where not given") Optional<Integer> count,
    @Doc("of a random draw; the first ones where not given") Optional<Long> seed,
    @Doc("labels to keep; all where not given") Optional<List<Integer>> classes) {
  /**
   * @throws InputError when the count is below 1 or the classes are none or repeat
   */
  public Subset {
    if (count.filter(n -> n < 1).isPresent()) {
      throw new InputError(
          "subset.count is " + count.get() + ": give at least 1, or leave it out.");
    }
    classes = classes.map(List::copyOf);
    if (classes.filter(c -> c.isEmpty() || new HashSet<>(c).size() < c.size()).isPresent()) {
      throw new InputError(
          "subset.classes is " + classes.get() + ": name each wanted class once, or leave it out.");
    }
  }

  /** Every example. */
  public static Subset all() {
    return new Subset(Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** The first n examples. */
  public static Subset first(int n) {
    return new Subset(Optional.of(n), Optional.empty(), Optional.empty());
  }

  /** n examples drawn by a seed. */
  public static Subset random(int n, long seed) {
    return new Subset(Optional.of(n), Optional.of(seed), Optional.empty());
  }

  /** The same choice among the examples of some classes only. */
  public Subset ofClasses(List<Integer> labels) {
    return new Subset(count, seed, Optional.of(labels));
  }

  /** Indices of the kept examples, in their order in the subset. */
  int[] choose(Examples examples) {
    var candidates =
        switch (examples.targets()) {
          case Targets.Labels labels when classes.isPresent() ->
              ofClasses(labels, examples.title());
          case Targets.Values _, Targets.Tokens _ when classes.isPresent() ->
              throw new InputError(
                  examples.title() + " have no classes to choose from: remove subset.classes.");
          default -> IntStream.range(0, examples.size()).toArray();
        };
    int kept = count.orElse(candidates.length);
    if (kept > candidates.length) {
      throw new InputError(
          "subset.count is %d, but there are only %d of the %s: give a smaller count."
              .formatted(kept, candidates.length, examples.title()));
    }
    seed.ifPresent(value -> shuffle(candidates, kept, value));
    return IntStream.of(candidates).limit(kept).toArray();
  }

  /** The targets of the chosen examples, with the classes renumbered. */
  Targets of(Targets targets, int[] chosen) {
    return switch (targets) {
      case Targets.Labels(var labels, var names) -> {
        var kept = classes.orElse(IntStream.range(0, names.size()).boxed().toList());
        var renumbered = IntStream.of(chosen).map(i -> kept.indexOf(labels[i])).toArray();
        yield new Targets.Labels(renumbered, kept.stream().map(names::get).toList());
      }
      case Targets.Values(var values, int outputs) ->
          new Targets.Values(
              numbers(chosen, outputs).mapToDouble(i -> values[i]).toArray(), outputs);
      case Targets.Tokens(var tokens, int rows, var vocabulary) ->
          new Targets.Tokens(numbers(chosen, rows).map(i -> tokens[i]).toArray(), rows, vocabulary);
    };
  }

  /** Where the numbers of the chosen examples stand, {@code each} an example. */
  private static IntStream numbers(int[] chosen, int each) {
    return IntStream.of(chosen).flatMap(i -> IntStream.range(i * each, (i + 1) * each));
  }

  /** In words, with how many there were to choose from. */
  String describe(int kept, int of) {
    var which = seed.map(s -> " drawn with seed " + s).orElse(kept < of ? ", the first ones" : "");
    var among = classes.map(c -> " of classes " + c).orElse("");
    return (kept == of && seed.isEmpty() ? "all " + of : kept + " of " + of) + which + among;
  }

  private int[] ofClasses(Targets.Labels labels, String title) {
    var wanted = classes.orElseThrow();
    for (int label : wanted) {
      if (label < 0 || label >= labels.outputs()) {
        throw new InputError(
            "subset.classes names %d, but the %s have classes 0 to %d: correct it."
                .formatted(label, title, labels.outputs() - 1));
      }
    }
    return IntStream.range(0, labels.labels().length)
        .filter(i -> wanted.contains(labels.labels()[i]))
        .toArray();
  }

  /** The first steps of a Fisher-Yates shuffle: enough to settle the first {@code kept} places. */
  private static void shuffle(int[] items, int kept, long seed) {
    var random = RandomStream.of(seed, "subset");
    for (int i = 0; i < kept; i++) {
      int j = random.nextInt(i, items.length);
      int item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
  }
}
