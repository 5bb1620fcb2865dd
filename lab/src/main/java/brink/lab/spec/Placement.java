package brink.lab.spec;

import brink.lab.analysis.Subject;
import brink.nn.data.Places;
import brink.nn.objective.Objective;
import brink.nn.objective.PartitionedObjective;

/**
 * Where the parts of an objective are computed, {@code engine.parts}. The numbers do not depend on
 * it, and it is no part of a spec.
 */
public interface Placement {
  /**
   * The training loss of a spec, to be closed before its engine.
   *
   * @param places where data is looked for, by whoever has to load it
   * @param subject of the spec
   * @throws brink.core.error.InputError if it cannot be computed there, or the examples cannot be
   *     divided so
   */
  Objective objective(Spec spec, Places places, Subject subject);

  /** The device that computes, for the provenance. */
  String device();

  /** Threads of this process: the whole, or as many parts at once as there are threads. */
  static Placement here() {
    return new Placement() {
      @Override
      public Objective objective(Spec spec, Places places, Subject subject) {
        return spec.engine()
            .parts()
            .<Objective>map(count -> divided(spec.engine(), subject, count))
            .orElseGet(subject::objective);
      }

      @Override
      public String device() {
        return "cpu";
      }
    };
  }

  private static Objective divided(EngineSpec engine, Subject subject, int count) {
    return PartitionedObjective.onThreads(
        subject.engine(),
        subject.network(),
        subject.loss(),
        subject.data(),
        count,
        Math.min(count, engine.threadsHere()));
  }
}
