package brink.lab.study;

import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Trainings from the same weights for the same time, measured at the same moments of it.
 *
 * @param yaml data, network and loss
 * @param time of each
 * @param moments measured in that time
 */
record Timed(String yaml, double time, int moments) {
  /** A descent; its moments are at the common times to half a step. */
  Recipe descent(String name, double rate, String... more) {
    long every = Math.max(1, Math.round(time / moments / rate));
    return recipe(
        name, List.of("descent.learning-rate=" + rate, "save.every=" + every), Arrays.asList(more));
  }

  /** The flow. */
  Recipe flow(String name, String... more) {
    var times = new ArrayList<String>();
    for (int i = 1; i < moments; i++) {
      times.add(Double.toString(time * i / moments));
    }
    return recipe(
        name,
        List.of(
            "flow={kind: rkc2, tolerance: 1e-3}", "save.times=[" + String.join(", ", times) + "]"),
        Arrays.asList(more));
  }

  private Recipe recipe(String name, List<String> settings, List<String> more) {
    var all = new ArrayList<>(settings);
    all.add("name=" + name);
    all.add("stop.time=" + time);
    all.addAll(more);
    return new Recipe(name, new SpecReader<>(Spec.class).read(name, yaml, all));
  }
}
