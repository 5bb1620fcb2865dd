package brink.lab.bench;

import brink.core.error.InputError;
import brink.core.ode.Observer;
import brink.core.ode.Outcome;
import brink.core.ode.SaveAt;
import brink.core.ode.Solution;
import brink.core.ode.StopEvent;
import brink.core.ode.Stops;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.lab.bench.WorkPrecision.Solve;
import brink.lab.dynamics.FlowControl;
import brink.lab.dynamics.FlowMethod;
import brink.lab.dynamics.FlowSolve;
import brink.lab.spec.Spec;
import brink.lab.spec.Training;
import brink.nn.data.Places;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Work against precision: every solver follows the same flow from the same weights to the same
 * time, at several settings. The reference is the solve that estimates its own error to be
 * smallest; how far the nearest solve by another solver is from it says how far it can be trusted.
 *
 * @param contenders solvers at their settings
 * @param limit after which a solve is given up
 */
public record FlowBench(List<Contender> contenders, Duration limit) {
  /**
   * Checks that there is something to compare.
   *
   * @throws InputError if all contenders are one solver
   */
  public FlowBench {
    contenders = List.copyOf(contenders);
    if (contenders.stream().map(Contender::solver).distinct().count() < 2) {
      throw new InputError(
          "A comparison needs at least two solvers, since a reference is trusted as far as another agrees: name another one.");
    }
  }

  private static final long MOST_STEPS = 1_000_000;
  private static final FlowMethod SCOUT = new FlowMethod.Rkc2(1e-3); // finds the time of a loss

  /** What a solve came to. */
  private record Ran(
      Contender by, Solution solution, double seconds, boolean complete, Vec theta) {}

  /** Two solves by different solvers, the first of which is the reference. */
  private record Agreement(Ran one, Ran other, double difference) {
    boolean ofOneKind() {
      return one.by.kind() == other.by.kind();
    }
  }

  /** Runs all contenders on a problem. */
  public WorkPrecision on(FlowProblem problem, Places places, Consumer<String> progress) {
    return Training.with(problem.spec(), places, training -> on(problem, training, progress));
  }

  private WorkPrecision on(FlowProblem problem, Training training, Consumer<String> progress) {
    var spec = problem.spec();
    var data = training.data();
    try (var work = training.objective().space().workspace()) {
      progress.accept(problem.name() + ": its length in time");
      double time = time(spec, training);
      var ran = new ArrayList<Ran>();
      for (var contender : contenders) {
        progress.accept(
            "%s: %s, %s".formatted(problem.name(), contender.solver(), contender.setting()));
        ran.add(solve(training, contender, time, work.vec()));
      }
      var space = training.objective().space();
      var scratch = work.vec();
      var agreement = agreement(ran, space, scratch);
      double distance = difference(agreement.one.theta, training.theta(), space, scratch);
      return new WorkPrecision(
          problem.name(),
          "%s, %s, %s".formatted(spec.name(), data.name(), spec.loss().describe()),
          data.size(),
          training.network().layout().size(),
          time,
          agreement.one.solution.potential(),
          distance,
          "%s (%s) and %s (%s)"
              .formatted(
                  agreement.one.by.solver(),
                  agreement.one.by.setting(),
                  agreement.other.by.solver(),
                  agreement.other.by.setting()),
          agreement.difference / distance,
          ran.stream().map(r -> told(r, agreement.one, distance, space, scratch)).toList());
    }
  }

  /** When the flow ends: given, or when a close solve comes to the loss that ends it. */
  private double time(Spec spec, Training training) {
    if (spec.stop().time().isPresent()) {
      return spec.stop().time().get();
    }
    try (var work = training.objective().space().workspace()) {
      var theta = work.vec();
      work.space().copy(training.theta(), theta);
      var event = new StopEvent.PotentialBelow(spec.stop().loss().orElseThrow());
      var solution = follow(training, SCOUT, theta, Stops.at(MOST_STEPS, event));
      return switch (solution.outcome()) {
        case Outcome.Stopped _ -> solution.t();
        case Outcome.Failed failed -> throw new InputError(failed.sentence());
      };
    }
  }

  private Ran solve(Training training, Contender contender, double time, Vec theta) {
    training.objective().space().copy(training.theta(), theta);
    long start = System.nanoTime();
    var stops =
        Stops.at(
            MOST_STEPS,
            new StopEvent.TimeReached(time),
            new StopEvent.When(
                "given up after " + limit.toSeconds() + " s",
                (_, _) -> System.nanoTime() - start > limit.toNanos()));
    var solution = follow(training, contender.method(), theta, stops);
    double seconds = (System.nanoTime() - start) * 1e-9;
    boolean complete = solution.stopped() && solution.t() >= time;
    return new Ran(contender, solution, seconds, complete, theta);
  }

  private static Solution follow(Training training, FlowMethod method, Vec theta, Stops stops) {
    return training
        .flow(method, FlowControl.USUAL)
        .follow(theta, SaveAt.ends(), stops, Observer.none())
        .solution();
  }

  /**
   * The two solves of different solvers, and where there are any of different kinds, that are
   * nearest to each other; of the two, the one that holds itself for the more accurate comes first.
   */
  private static Agreement agreement(List<Ran> ran, Space space, Vec scratch) {
    var done = ran.stream().filter(Ran::complete).toList();
    return done.stream()
        .flatMap(one ->
            done.stream()
                .filter(other -> !other.by.solver().equals(one.by.solver()))
                .filter(other -> estimate(one) <= estimate(other))
                .map(other ->
                    new Agreement(one, other, difference(one.theta, other.theta, space, scratch))))
        .min(Comparator.comparing(Agreement::ofOneKind).thenComparingDouble(Agreement::difference))
        .orElseThrow(() ->
            new InputError("No two solvers came to the end within the limit: raise the limit."));
  }

  private static double estimate(Ran ran) {
    return ran.solution.error().absolute();
  }

  private static double difference(Vec a, Vec b, Space space, Vec scratch) {
    space.combine(new double[] {1, -1}, new Vec[] {a, b}, scratch);
    return space.norm(scratch);
  }

  private static Solve told(Ran ran, Ran reference, double distance, Space space, Vec scratch) {
    var solution = ran.solution;
    var counts = solution.counts();
    Optional<Double> error =
        ran.complete
            ? Optional.of(difference(ran.theta, reference.theta, space, scratch) / distance)
            : Optional.empty();
    double loss = reference.solution.potential();
    return new Solve(
        ran.by.solver(),
        ran.by.setting(),
        solution.t(),
        FlowSolve.words(solution),
        solution.steps(),
        solution.rejections(),
        counts.evaluations(),
        counts.products(),
        WorkPrecision.units(counts.evaluations(), counts.products()),
        ran.seconds,
        error,
        Optional.of(solution.error().absolute() / distance),
        error.map(_ -> Math.abs(solution.potential() - loss) / loss));
  }
}
