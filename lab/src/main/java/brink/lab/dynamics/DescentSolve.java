package brink.lab.dynamics;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.nn.objective.BatchGradient;
import brink.nn.objective.Objective;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * A descent on an objective. Time is the sum of the learning rates, so that descent and flow from
 * the same weights share an axis.
 *
 * <p>Cost a step: one gradient (of a batch, where there are batches) and up to three passes over
 * the weights; storage: the gradient and what the rule remembers, at most four vectors.
 * Sharpness-aware steps cost two gradients and a vector more. With batches the whole loss is
 * computed at the ends of epochs, if a stop asks for it, by one forward pass.
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

    /** At the start and wherever a step has led, after the moment that may be kept there. */
    default void at(Here here) {}
  }

  /**
   * Where a descent is. Its vectors hold only as long as it is told of them.
   *
   * @param step steps taken
   * @param t their time
   * @param eta learning rate of the step that led here, at the start of the first one
   * @param loss here; of the next batch, where there are batches
   * @param theta the weights
   * @param gradient here, likewise
   * @param memory of the descent's rule, vectors by name
   */
  public record Here(
      long step,
      double t,
      double eta,
      double loss,
      Vec theta,
      Vec gradient,
      Map<String, Vec> memory) {}

  /**
   * A moment to be kept.
   *
   * @param number from 0
   * @param step steps taken before it
   * @param t their time
   * @param eta learning rate of the step that led there, at the start of the first one
   * @param edge of stability of that step, see {@link Descent#edge}
   * @param last whether it is where the descent ended
   * @param theta the weights
   * @param preconditioner of the step that would follow, of adaptive methods; holds as long as
   *     theta
   * @param from where the descent can be taken up again
   */
  public record Saved(
      int number,
      long step,
      double t,
      double eta,
      double edge,
      boolean last,
      Vec theta,
      Optional<Preconditioner> preconditioner,
      Standing from) {}

  /**
   * What a descent can be taken up from, beside its weights.
   *
   * @param state numbers
   * @param memory of its rule, vectors by name
   */
  public record Standing(DescentState state, Map<String, Vec> memory) {}

  /**
   * Descends from theta, which holds the final weights afterwards. Where the loss is not finite or
   * exceeds 1e8 times the first one, the descent has diverged: it ends there, and the weights are
   * not kept.
   */
  public Ending follow(Vec theta, Stop stop, Save save, Watcher watcher) {
    descent.requireFit(stop, save);
    try (var work = objective.space().workspace()) {
      return new Course(theta, stop, save, watcher, work, 0).begin();
    }
  }

  /**
   * Goes on from a moment that was kept, as if it had never stopped: bit for bit the same steps, on
   * the same machine. The moment itself is not kept again.
   *
   * @param theta the weights of that moment
   */
  public Ending resume(Vec theta, Standing from, Stop stop, Save save, Watcher watcher) {
    descent.requireFit(stop, save);
    try (var work = objective.space().workspace()) {
      return new Course(theta, stop, save, watcher, work, from.state().step()).takeUp(from);
    }
  }

  /** One descent on its way. */
  private final class Course {
    private final Vec theta;
    private final Stop stop;
    private final Save save;
    private final Watcher watcher;
    private final Vec gradient;
    private final Rule rule;
    private final Vec uphill;
    private Optional<int[]> batch = Optional.empty(); // of the gradient here
    private double stepNorm; // of the gradient where the last step began, at the start the first
    private final Supplier<Optional<int[]>> rows;
    private final List<Drop> all = descent.drops().orElse(List.of());
    private final List<Integer> drops = new ArrayList<>(); // of all, those to come
    private double rate = descent.learningRate();
    private double eta; // of the last step, at the start of the first
    private double t;
    private double carry; // of the sum t: steps would gather rounding
    private long k;
    private double loss;
    private double gradientNorm;
    private double firstLoss;
    private long below; // the last step at which the loss was at most the first one
    private double[] levels = {};
    private double[] times;
    private int saved;
    private long savedAt = -1;

    Course(Vec theta, Stop stop, Save save, Watcher watcher, Workspace work, long k) {
      this.theta = theta;
      this.stop = stop;
      this.save = save;
      this.watcher = watcher;
      this.k = k;
      this.gradient = work.vec();
      this.rule = Rule.of(descent, objective.space(), work);
      this.uphill = descent.sam().isPresent() ? work.vec() : gradient;
      this.rows =
          descent
              .batch()
              .map(b -> b.over(batches.orElseThrow().examples(), k))
              .<Supplier<Optional<int[]>>>map(next -> () -> Optional.of(next.get()))
              .orElse(Optional::empty);
      this.times = sorted(save.times().orElse(List.of()));
    }

    Ending begin() {
      evaluate();
      stepNorm = gradientNorm;
      firstLoss = loss;
      levels = levels();
      IntStream.range(0, all.size()).forEach(drops::add);
      eta = nextEta();
      return run();
    }

    Ending takeUp(Standing from) {
      var state = from.state();
      rule.memory().forEach((name, vec) -> objective.space().copy(from.memory().get(name), vec));
      t = state.time();
      carry = state.carry();
      rate = state.rate();
      drops.addAll(state.drops());
      firstLoss = state.firstLoss();
      below = state.below();
      saved = state.moments();
      savedAt = k;
      var allLevels = levels();
      levels = Arrays.copyOfRange(allLevels, allLevels.length - state.levels(), allLevels.length);
      eta = nextEta();
      evaluate();
      return run();
    }

    private Ending run() {
      while (true) {
        var ending = ending();
        if (due() || k == 0 || ending.isPresent()) {
          keep(ending.isPresent());
        }
        watcher.at(new Here(k, t, eta, loss, theta, gradient, rule.memory()));
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
        watcher.step(new DescentStep(k, t, eta, loss, gradientNorm, edge(), gradients()));
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
      batch = rows.get();
      loss = slope(theta, gradient);
      gradientNorm = objective.space().norm(gradient);
    }

    private double slope(Vec at, Vec into) {
      return batch
          .map(some -> batches.orElseThrow().gradient(at, some, into))
          .orElseGet(() -> objective.gradient(at, into));
    }

    private double edge() {
      return descent.edge(eta, stepNorm);
    }

    private long gradients() {
      return descent.sam().isPresent() ? 2 * k + 1 : k + 1;
    }

    private void advance() {
      eta = nextEta();
      stepNorm = gradientNorm;
      descent
          .sam()
          .ifPresent(rho -> {
            var space = objective.space();
            SharpnessAware.ascend(rho, space, this::slope, theta, gradient, gradientNorm, uphill);
            gradientNorm = space.norm(gradient);
          });
      rule.step(k + 1, eta, clipped(), theta);
      k++;
      // Kahan's sum.
      double more = eta - carry;
      double sum = t + more;
      carry = (sum - t) - more;
      t = sum;
    }

    private double nextEta() {
      return rate * descent.schedule().map(s -> s.factor(k, stop.steps())).orElse(1.0);
    }

    private Rule.Gradient clipped() {
      return new Rule.Gradient(
          gradient, descent.clip().map(c -> Math.min(1, c / gradientNorm)).orElse(1.0));
    }

    private void drop() {
      for (int i : List.copyOf(drops)) {
        if (all.get(i).begins(k, loss)) {
          rate *= all.get(i).factor();
          drops.remove(Integer.valueOf(i));
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
          "The descent diverged: after step %d the loss is %.4g.%s Lower descent.learning-rate (without momentum, below 2 / sharpness), or clip the gradients."
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
        var preconditioner = rule.preconditioner(k + 1, clipped(), theta);
        int number = saved++;
        savedAt = k;
        var from = new Standing(state(), rule.memory());
        watcher.save(new Saved(number, k, t, eta, edge(), last, theta, preconditioner, from));
      }
    }

    private DescentState state() {
      return new DescentState(
          k, t, carry, rate, List.copyOf(drops), firstLoss, below, saved, levels.length);
    }
  }
}
