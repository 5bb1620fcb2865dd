package brink.lab.dynamics;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.objective.BatchGradient;
import brink.nn.objective.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;

/**
 * A descent on an objective. Time is the sum of the learning rates, so that descent and flow from
 * the same weights share an axis.
 *
 * <p>Cost a step: one gradient (of a batch, where there are batches) and three passes over the
 * weights; storage: three vectors. With batches the whole loss is computed at the ends of epochs,
 * if a stop asks for it, by one forward pass.
 *
 * @param objective L
 * @param batches gradients of parts of it, where the descent has batches
 * @param descent its settings
 */
public record DescentSolve(Objective objective, Optional<BatchGradient> batches, Descent descent) {
  private static final double GONE = 1e8; // times the first loss: from there nothing comes back

  /** Who watches a descent. */
  public interface Watcher {
    /** After each step; the numbers are finite. */
    void step(DescentStep step);

    /** At each moment to be kept: theta holds only during the call. */
    void save(Saved saved);
  }

  /**
   * A moment to be kept.
   *
   * @param number from 0
   * @param step steps taken before it
   * @param t their time
   * @param last whether it is where the descent ended
   * @param theta the weights
   */
  public record Saved(int number, long step, double t, boolean last, Vec theta) {}

  /**
   * Descends from theta, which holds the final weights afterwards. Where the loss is not finite or
   * exceeds 1e8 times the first one, the descent has diverged: it ends there, and the weights are
   * not kept.
   */
  public Ending follow(Vec theta, Stop stop, Save save, Watcher watcher) {
    descent.requireFit(stop, save);
    try (var work = objective.space().workspace()) {
      return new Course(theta, stop, save, watcher, work).run();
    }
  }

  /** One descent on its way. */
  private final class Course {
    private final Vec theta;
    private final Stop stop;
    private final Save save;
    private final Watcher watcher;
    private final Vec gradient;
    private final Vec velocity;
    private final Supplier<Optional<int[]>> rows;
    private final List<Drop> drops;
    private double eta;
    private double t;
    private long dropStep; // where the learning rate last changed
    private double dropTime;
    private long k;
    private double loss;
    private double gradientNorm;
    private double firstLoss;
    private long below; // the last step at which the loss was at most the first one
    private double[] levels = {};
    private double[] times;
    private int saved;
    private long savedAt = -1;

    Course(Vec theta, Stop stop, Save save, Watcher watcher, Workspace work) {
      this.theta = theta;
      this.stop = stop;
      this.save = save;
      this.watcher = watcher;
      this.gradient = work.vec();
      this.velocity = work.vec();
      this.rows =
          descent
              .batch()
              .map(b -> b.over(batches.orElseThrow().examples()))
              .<Supplier<Optional<int[]>>>map(next -> () -> Optional.of(next.get()))
              .orElse(Optional::empty);
      this.drops = new ArrayList<>(descent.drops().orElse(List.of()));
      this.eta = descent.learningRate();
      this.times = sorted(save.times().orElse(List.of()));
    }

    Ending run() {
      evaluate();
      firstLoss = loss;
      levels = levels();
      while (true) {
        var ending = ending();
        if (due() || k == 0 || ending.isPresent()) {
          keep(ending.isPresent());
        }
        if (ending.isPresent()) {
          return ending.get();
        }
        advance();
        evaluate();
        if (!(loss <= GONE * firstLoss) || !Double.isFinite(gradientNorm)) {
          return diverged();
        }
        if (loss <= firstLoss) {
          below = k;
        }
        watcher.step(
            new DescentStep(k, t, eta, loss, gradientNorm, descent.momentum().edge(eta), k + 1));
        drop();
      }
    }

    private Optional<Ending> ending() {
      var reached = reached();
      if (reached.isPresent()) {
        return Optional.of(
            new Ending(true, reached.get() + " at t = %.4g, after %d steps".formatted(t, k)));
      }
      return k < stop.maxSteps()
          ? Optional.empty()
          : Optional.of(
              new Ending(
                  false,
                  "None of the stop conditions was met within %d steps; the loss is still %.6g. Allow more steps (stop.max-steps), or check that a stop condition can be met."
                      .formatted(k, loss)));
    }

    /** Loss and gradient here, of everything or of the next batch. */
    private void evaluate() {
      loss =
          rows.get()
              .map(batch -> batches.orElseThrow().gradient(theta, batch, gradient))
              .orElseGet(() -> objective.gradient(theta, gradient));
      gradientNorm = objective.space().norm(gradient);
    }

    private void advance() {
      var space = objective.space();
      double g = -eta * descent.clip().map(c -> Math.min(1, c / gradientNorm)).orElse(1.0);
      switch (descent.momentum()) {
        case Momentum.None _ -> space.axpy(g, gradient, theta);
        case Momentum.Polyak(double beta) -> {
          space.combine(new double[] {beta, g}, new Vec[] {velocity, gradient}, velocity);
          space.axpy(1, velocity, theta);
        }
        case Momentum.Nesterov(double beta) -> {
          space.combine(new double[] {beta, g}, new Vec[] {velocity, gradient}, velocity);
          space.combine(new double[] {1, beta, g}, new Vec[] {theta, velocity, gradient}, theta);
        }
      }
      k++;
      t = dropTime + (k - dropStep) * eta; // a sum step by step would gather rounding
    }

    private void drop() {
      for (var drop : List.copyOf(drops)) {
        if (drop.begins(k, loss)) {
          eta *= drop.factor();
          dropStep = k;
          dropTime = t;
          drops.remove(drop);
        }
      }
    }

    /** The stop condition that is met here, in words. */
    private Optional<String> reached() {
      if (stop.steps().filter(steps -> k >= steps).isPresent()) {
        return Optional.of(k + " steps taken");
      }
      // A multiple of the learning rate is off by its rounding.
      if (stop.time().filter(time -> t >= time * (1 - 1e-9)).isPresent()) {
        return Optional.of("time " + stop.time().get() + " reached");
      }
      if (stop.gradientNorm().filter(norm -> gradientNorm < norm).isPresent()) {
        return Optional.of("gradient norm below " + stop.gradientNorm().get());
      }
      if (descent.batch().isPresent() && k % epoch() != 0) {
        return Optional.empty();
      }
      if (stop.loss().filter(level -> wholeLoss() <= level).isPresent()) {
        return Optional.of("loss " + stop.loss().get() + " reached");
      }
      return stop.accuracy()
          .filter(wanted -> objective.evaluate(theta).accuracy().orElse(0) >= wanted)
          .map(wanted -> "accuracy " + wanted + " reached");
    }

    private double wholeLoss() {
      return descent.batch().isPresent() ? objective.evaluate(theta).loss() : loss;
    }

    private int epoch() {
      return descent.batch().orElseThrow().epoch(batches.orElseThrow().examples());
    }

    private Ending diverged() {
      var since =
          below == k - 1
              ? ""
              : " It has been above %.4g, where it began, since step %d."
                  .formatted(firstLoss, below + 1);
      return new Ending(
          false,
          "The descent diverged: after step %d the loss is %.4g.%s Lower descent.learning-rate below 2 / sharpness, or clip the gradients."
              .formatted(k, loss, since));
    }

    /** Whether this step is one at which the weights are to be kept. */
    private boolean due() {
      boolean due = save.every().filter(every -> k % every == 0).isPresent();
      while (times.length > 0 && t >= times[0] * (1 - 1e-9)) {
        times = Arrays.copyOfRange(times, 1, times.length);
        due = true;
      }
      while (levels.length > 0 && loss <= levels[0]) {
        levels = Arrays.copyOfRange(levels, 1, levels.length);
        due = true;
      }
      return due;
    }

    /** Losses at which to save, falling, below the first one. */
    private double[] levels() {
      var evenly =
          stop.loss().map(last -> save.levels(firstLoss, last)).orElseGet(() -> new double[0]);
      var given = sorted(save.losses().orElse(List.of()));
      var rising = DoubleStream.concat(Arrays.stream(evenly), Arrays.stream(given)).sorted();
      var below = rising.filter(level -> level < firstLoss).toArray();
      var falling = new double[below.length];
      Arrays.setAll(falling, i -> below[below.length - 1 - i]);
      return falling;
    }

    private static double[] sorted(List<Double> list) {
      return list.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    private void keep(boolean last) {
      if (savedAt != k) {
        watcher.save(new Saved(saved++, k, t, last, theta));
        savedAt = k;
      }
    }
  }
}
