package brink.lab.study;

import brink.lab.record.Progress;
import brink.lab.record.RunData;
import brink.nn.data.Places;
import java.util.List;
import java.util.function.Function;

/**
 * A published claim and how it is tested.
 *
 * @param name as it is asked for
 * @param claim in a sentence
 * @param source where it was published
 * @param recipes the runs that test it; none where all is computed by the examination
 * @param examination what decides
 */
public record Study(
    String name, String claim, String source, List<Recipe> recipes, Examination examination) {
  /** Comes from runs to what decides, and computes what the runs do not hold. */
  @FunctionalInterface
  public interface Examination {
    /**
     * Examines.
     *
     * @param data the runs in the order of the recipes
     * @param places where data is looked for, if more is to be computed
     */
    Findings of(List<RunData> data, Places places, Progress progress);
  }

  /**
   * A study that its runs alone decide.
   *
   * @param judge what decides, from the runs in the order of the recipes
   */
  public Study(
      String name,
      String claim,
      String source,
      List<Recipe> recipes,
      Function<List<RunData>, List<Check>> judge) {
    this(name, claim, source, recipes, (data, _, _) -> new Findings(judge.apply(data), List.of()));
  }
}
