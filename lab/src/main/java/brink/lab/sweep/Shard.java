package brink.lab.sweep;

import brink.core.error.InputError;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A share of something: of N tasks the I-th takes every N-th, from the I-th on.
 *
 * @param index I, from 1
 * @param count N
 */
public record Shard(int index, int count) {
  private static final Pattern FORM = Pattern.compile("(\\d{1,6})/(\\d{1,6})");
  private static final String TASK = "SLURM_ARRAY_TASK_ID";
  private static final String FIRST = "SLURM_ARRAY_TASK_MIN";
  private static final String COUNT = "SLURM_ARRAY_TASK_COUNT";
  private static final String STEP = "SLURM_ARRAY_TASK_STEP";

  /** Checks both. */
  public Shard {
    if (count < 1 || index < 1 || index > count) {
      throw new InputError("A shard I/N has I from 1 to N, not %d/%d.".formatted(index, count));
    }
  }

  /** Reads {@code I/N}. */
  public static Shard parse(String text) {
    var form = FORM.matcher(text);
    if (!form.matches()) {
      throw new InputError("--shard %s: write I/N, as 3/16.".formatted(text));
    }
    return new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** That of a task of a Slurm array, from the variables that Slurm sets; all outside of one. */
  public static Shard ofSlurm(Map<String, String> environment) {
    if (!environment.containsKey(TASK)) {
      return new Shard(1, 1);
    }
    int step = environment.containsKey(STEP) ? number(environment, STEP) : 1;
    int behind = number(environment, TASK) - number(environment, FIRST);
    return new Shard(behind / Math.max(1, step) + 1, number(environment, COUNT));
  }

  private static int number(Map<String, String> environment, String variable) {
    try {
      return Integer.parseInt(environment.getOrDefault(variable, ""));
    } catch (NumberFormatException e) {
      throw new InputError(
          "%s is set, so this is a task of a Slurm array, but %s is %s: give --shard I/N."
              .formatted(TASK, variable, environment.getOrDefault(variable, "not set")),
          e);
    }
  }

  /** This share of a list. */
  public <T> List<T> of(List<T> all) {
    return IntStream.range(0, all.size())
        .filter(i -> i % count == index - 1)
        .mapToObj(all::get)
        .toList();
  }
}
