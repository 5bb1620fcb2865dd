package brink.lab.study;

import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Claims about the edge of stability that are newer than Cohen et al. (2021). */
public final class Newer {
  private Newer() {}

  /** All its studies, at some scale. */
  public static List<Study> at(Scale scale) {
    var setting = Setting.of(scale);
    return List.of(
        new CentralPath(setting).study(),
        new Stabilization(setting).study(),
        new StochasticEdge(setting).study(),
        new ForwardPasses(setting).study(),
        new SharpnessAwareEdge(setting).study());
  }

  /** A descent on what a setting trains, saved every so many steps. */
  static Spec descent(
      Setting setting, String name, double rate, double time, long every, String... more) {
    var settings =
        new ArrayList<>(
            List.of(
                "name=" + name,
                "descent.learning-rate=" + rate,
                "stop.time=" + time,
                "save.every=" + every));
    settings.addAll(Arrays.asList(more));
    return new SpecReader<>(Spec.class).read(name, setting.yaml(), settings);
  }
}
