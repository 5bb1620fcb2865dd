package brink.lab.dynamics;

import brink.core.vector.Vec;
import brink.nn.objective.BatchGradient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What a watcher of a descent saw.
 *
 * @param saved moments, without their vectors
 * @param kept what each could be taken up from
 * @param end the last weights
 */
record Seen(
    Ending ending,
    List<DescentStep> steps,
    List<DescentSolve.Saved> saved,
    List<Kept> kept,
    double[] end) {
  static final Save ENDS =
      new Save(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  /** A moment whose vectors were copied; that of the preconditioner where there is one. */
  record Kept(
      DescentState state,
      double[] theta,
      Map<String, double[]> memory,
      Optional<double[]> inverseRoot) {}

  List<Long> savedAt() {
    return saved.stream().map(DescentSolve.Saved::step).toList();
  }

  static Stop steps(int count) {
    return stop(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(count), 100_000);
  }

  static Stop stop(
      Optional<Double> loss,
      Optional<Double> norm,
      Optional<Double> time,
      Optional<Integer> steps,
      int most) {
    return new Stop(loss, Optional.empty(), norm, time, Optional.empty(), steps, most);
  }

  static Save every(int steps) {
    return new Save(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(steps));
  }

  static Seen follow(Polynomial bowl, double[] start, Descent descent, Stop stop, Save save) {
    return follow(bowl, Optional.empty(), start, descent, stop, save);
  }

  static Seen follow(
      Polynomial bowl,
      Optional<BatchGradient> batches,
      double[] start,
      Descent descent,
      Stop stop,
      Save save) {
    var solve = new DescentSolve(bowl, batches, descent);
    return watch(bowl, start, (theta, watcher) -> solve.follow(theta, stop, save, watcher));
  }

  static Seen resume(
      Polynomial bowl,
      Optional<BatchGradient> batches,
      Kept from,
      Descent descent,
      Stop stop,
      Save save) {
    var solve = new DescentSolve(bowl, batches, descent);
    try (var work = bowl.space().workspace()) {
      var memory = new HashMap<String, Vec>();
      from.memory()
          .forEach((name, values) -> {
            memory.put(name, work.vec());
            bowl.space().write(values, memory.get(name));
          });
      var standing = new DescentSolve.Standing(from.state(), memory);
      return watch(
          bowl,
          from.theta(),
          (theta, watcher) -> solve.resume(theta, standing, stop, save, watcher));
    }
  }

  private static Seen watch(
      Polynomial bowl, double[] start, BiFunction<Vec, DescentSolve.Watcher, Ending> descend) {
    var steps = new ArrayList<DescentStep>();
    var saved = new ArrayList<DescentSolve.Saved>();
    var kept = new ArrayList<Kept>();
    var space = bowl.space();
    try (var work = space.workspace()) {
      var theta = work.vec();
      space.write(start, theta);
      var ending =
          descend.apply(
              theta,
              new DescentSolve.Watcher() {
                @Override
                public void step(DescentStep step) {
                  steps.add(step);
                }

                @Override
                public void save(DescentSolve.Saved at) {
                  saved.add(at);
                  var memory = new HashMap<String, double[]>();
                  at.from().memory().forEach((name, vec) -> memory.put(name, space.read(vec)));
                  kept.add(
                      new Kept(
                          at.from().state(),
                          space.read(at.theta()),
                          memory,
                          at.preconditioner().map(p -> space.read(p.inverseRoot()))));
                }
              });
      return new Seen(ending, steps, saved, kept, space.read(theta));
    }
  }
}
