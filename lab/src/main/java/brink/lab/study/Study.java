package brink.lab.study;

import brink.lab.record.RunData;
import java.util.List;
import java.util.function.Function;

/**
 * A published claim and how it is tested.
 *
 * @param name as it is asked for
 * @param claim in a sentence
 * @param source where it was published
 * @param recipes the runs that test it
 * @param judge what decides, from the runs in the order of the recipes
 */
public record Study(
    String name,
    String claim,
    String source,
    List<Recipe> recipes,
    Function<List<RunData>, List<Check>> judge) {}
