package brink.core.ode;

import brink.core.vector.Space;
import brink.core.vector.Vec;

/** How large a local error is, as a number to be compared with the tolerance. */
@FunctionalInterface
public interface ErrorNorm {
  /** The relative size of a local error; a step is accepted where it is at most the tolerance. */
  double measure(Trial trial);

  /**
   * A step to be judged.
   *
   * @param space of all vectors here
   * @param step the step
   * @param origin where the solve started
   * @param error the estimate of the local error
   * @param errorNorm {@code |error|}
   * @param farthest the largest distance {@code |y - origin|} so far, the end of this step included
   */
  record Trial(Space space, Step step, Vec origin, Vec error, double errorNorm, double farthest) {}
}
