package brink.core.ode;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** One solve: the loop of {@link Ode#solve}. */
final class Integration<F extends VectorField, S extends Memory> {
  private static final long PATIENCE = 1000; // steps by rounding until that is seen to be all

  private final Metered<F> field;
  private final Start start;
  private final Stepper<? super F, S> stepper;
  private final S memory;
  private final StepControl control;
  private final Saver saver;
  private final Stops stops;
  private final Observer observer;
  private final Interior<F, S> interior;
  private final Watch<F, S> watch;
  private final OptionalDouble endTime;
  private final Vec[] y; // the current point and the next, by turns
  private final Vec[] f;
  private final Vec error;
  private final Map<String, Long> notes = new LinkedHashMap<>();
  private long steps;
  private long rejections;
  private long rounded; // steps with an error above the tolerance, but within the rounding of y
  private double accumulated;
  private double distance;
  private double farthest;
  private double startNorm;
  private boolean stabilised; // kept stable by an estimate of the spectral radius

  Integration(
      Metered<F> field,
      Start start,
      Stepper<? super F, S> stepper,
      S memory,
      StepControl control,
      Saver saver,
      Stops stops,
      Observer observer,
      Workspace work) {
    this.field = field;
    this.start = start;
    this.stepper = stepper;
    this.memory = memory;
    this.control = control;
    this.saver = saver;
    this.stops = stops;
    this.observer = observer;
    this.interior = new Interior<>(stepper, field, memory, work);
    this.watch = new Watch<>(stops, interior);
    this.endTime = stops.time();
    this.y = new Vec[] {work.vec(), work.vec()};
    this.f = new Vec[] {work.vec(), work.vec()};
    this.error = work.vec();
  }

  Solution run() {
    startNorm = field.space().norm(start.y());
    return start.from().map(this::takeUp).orElseGet(this::begin);
  }

  private Solution begin() {
    field.space().copy(start.y(), y[0]);
    var now = arrive(start.t(), 0);
    if (!now.finite()) {
      return solution(failed(Faults.notFinite("field or its potential", "at the start"), now), now);
    }
    if (control instanceof StepControl.Adaptive adaptive
        && adaptive.tolerance() < 4 * field.space().roundoff()) {
      return solution(failed(belowRounding(adaptive), now), now);
    }
    saver.start(now);
    return switch (watch.start(now)) {
      case Watch.Nothing _ -> follow(now, new Prior.Start(), Optional.empty());
      case Watch.Met(var event, _) -> finish(new Outcome.Stopped(event), now);
      case Watch.Blind(Fault fault) -> finish(failed(fault, now), now);
    };
  }

  private Solution takeUp(Standing from) {
    steps = from.count("steps");
    rejections = from.count("rejections");
    rounded = from.count("rounded");
    accumulated = from.number("accumulated error");
    farthest = from.number("farthest");
    from.part("notes").numbers().forEach((what, times) -> notes.put(what, times.longValue()));
    int place = (int) (steps % 2);
    field.space().copy(from.vector("y"), y[place]);
    stepper.takeUp(field, memory, from.part("stepper"));
    saver.takeUp(from.part("saves"));
    watch.takeUp(from.part("stops"));
    var now = arrive(from.number("t"), place);
    field.takeUp(new Counts(from.count("evaluations"), from.count("products"))); // made before
    return now.finite()
        ? follow(now, new Prior.Accepted(), Optional.of(pace(from.part("pace"))))
        : solution(failed(Faults.notFinite("field or its potential", "there"), now), now);
  }

  private Standing standing(State at, Pace pace) {
    var draft = new Standing.Draft();
    draft
        .number("t", at.t())
        .number("steps", steps)
        .number("rejections", rejections)
        .number("rounded", rounded)
        .number("accumulated error", accumulated)
        .number("farthest", farthest)
        .number("evaluations", field.counts().evaluations())
        .number("products", field.counts().products())
        .vector("y", at.y());
    notes.forEach(draft.part("notes")::number);
    stepper.keep(field, memory, draft.part("stepper"));
    saver.keep(draft.part("saves"));
    watch.keep(draft.part("stops"));
    pace.keep(draft.part("pace"));
    return draft.standing();
  }

  private Solution follow(State start, Prior before, Optional<Pace> past) {
    var now = start;
    var prior = before;
    var pace = past;
    while (true) {
      if (control instanceof StepControl.Adaptive adaptive
          && rounded >= PATIENCE
          && 2 * rounded > steps) {
        return finish(failed(belowRounding(adaptive), now), now);
      }
      if (steps == stops.maxSteps()) {
        return finish(failed(Faults.tooManySteps(stops.maxSteps(), now), now), now);
      }
      var readiness = prepare(now, prior);
      if (pace.isEmpty() && readiness instanceof Readiness.Ready ready) {
        pace = Optional.of(pace(now, ready));
      }
      switch (readiness) {
        case Readiness.Stuck(Fault fault) -> {
          return finish(failed(fault, now), now);
        }
        case Readiness.Ready ready -> {
          switch (step(now, ready, pace.orElseThrow())) {
            case Broken(Fault fault) -> {
              return finish(failed(fault, now), now);
            }
            case Done(Step step) -> {
              switch (watch.during(step, steps)) {
                case Watch.Nothing _ -> saver.during(interior, step, steps, Optional.empty());
                case Watch.Met(var event, double theta) -> {
                  saver.during(interior, step, steps, Optional.of(theta));
                  return finish(new Outcome.Stopped(event), interior.at(step, theta));
                }
                case Watch.Blind(Fault fault) -> {
                  saver.during(interior, step, steps, Optional.empty());
                  return finish(failed(fault, step.to()), step.to());
                }
              }
              now = step.to();
              between(now, pace.orElseThrow());
            }
          }
        }
      }
      prior = new Prior.Accepted();
    }
  }

  private void between(State at, Pace pace) {
    observer.between(() -> standing(at, pace));
  }

  /** What became of a step. */
  private sealed interface Progress {}

  private record Done(Step step) implements Progress {}

  private record Broken(Fault fault) implements Progress {}

  /** Takes one step, in as many attempts as are allowed. */
  private Progress step(State from, Readiness.Ready ready, Pace pace) {
    var broken = Optional.<Fault>empty(); // the last attempt met numbers that are not finite
    for (int attempt = 1; ; attempt++) {
      double h = Math.min(pace.step(), ready.largestStep().orElse(pace.step()));
      double t = from.t() + h;
      if (endTime.isPresent() && t + 1e-9 * h >= endTime.getAsDouble()) {
        t = endTime.getAsDouble();
        h = t - from.t();
      }
      if (t == from.t()) {
        return new Broken(broken.orElse(Faults.underflow(h)));
      }
      int next = (int) ((steps + 1) % 2);
      switch (noted(stepper.reach(field, memory, from, h, y[next], error))) {
        case Readiness.Stuck(Fault fault) -> {
          return new Broken(fault);
        }
        case Readiness.Ready reach -> {
          if (reach.largestStep().isPresent() && reach.largestStep().getAsDouble() < h) {
            h = reach.largestStep().getAsDouble();
            t = from.t() + h;
          }
        }
      }
      if (t == from.t()) {
        return new Broken(Faults.underflow(h));
      }
      int stages = 1 + stepper.advance(field, memory, from, h, y[next], error);
      var to = arrive(t, next);
      var step = new Step(from, h, to);
      double reach = distance(y[next]);
      stepper.error(field, memory, step, error);
      double localError = field.space().norm(error);
      boolean finite = to.finite() && Double.isFinite(localError) && Double.isFinite(reach);
      broken =
          finite
              ? Optional.empty()
              : Optional.of(
                  Faults.notFinite("field or its potential", "after a step of %.3g".formatted(h)));
      if (broken.isPresent() && control instanceof StepControl.Fixed) {
        return new Broken(broken.get());
      }
      if (pace.accepts(h, finite ? measure(step, localError, reach) : Double.NaN)) {
        accept(step, reach, localError, stages, ready.spectralRadius());
        return new Done(step);
      }
      rejections++;
      if (control instanceof StepControl.Adaptive adaptive && attempt >= adaptive.maxRejections()) {
        return new Broken(broken.orElse(Faults.tooManyRejections(attempt, h)));
      }
      switch (prepare(from, new Prior.Rejected(error))) {
        case Readiness.Stuck(Fault fault) -> {
          return new Broken(fault);
        }
        case Readiness.Ready again -> ready = again;
      }
    }
  }

  private void accept(
      Step step, double reach, double localError, int stages, OptionalDouble spectralRadius) {
    steps++;
    accumulated += localError;
    distance = reach;
    farthest = Math.max(farthest, reach);
    var to = step.to();
    observer.step(
        new StepReport(
            steps,
            to.t(),
            step.h(),
            to.potential(),
            to.fieldNorm(),
            localError,
            accumulated,
            distance,
            spectralRadius,
            stages,
            rejections,
            field.counts()));
  }

  private double measure(Step step, double localError, double reach) {
    return switch (control) {
      case StepControl.Fixed _ -> 0;
      case StepControl.Adaptive adaptive -> {
        var trial =
            new ErrorNorm.Trial(
                field.space(), step, start.y(), error, localError, Math.max(farthest, reach));
        double measure = adaptive.norm().measure(trial);
        double share = localError == 0 ? 0 : rounding(reach) / localError;
        double beyond = share < 1 ? measure * Math.sqrt(1 - share * share) : 0;
        if (measure > adaptive.tolerance() && beyond <= adaptive.tolerance()) {
          rounded++;
        }
        yield beyond;
      }
    };
  }

  private Fault belowRounding(StepControl.Adaptive adaptive) {
    return Faults.belowRounding(adaptive.tolerance(), field.space().roundoff());
  }

  /** What storing y alone makes of an error: no step can be so short as to avoid it. */
  private double rounding(double reach) {
    return field.space().roundoff() * Math.max(startNorm, reach);
  }

  /** Evaluates the field at the point in one of the two places. */
  private State arrive(double t, int place) {
    double potential = stepper.arrive(field, memory, t, y[place], f[place]);
    return new State(t, y[place], f[place], potential, field.space().norm(f[place]));
  }

  private Readiness prepare(State at, Prior prior) {
    var readiness = noted(stepper.prepare(field, memory, at, prior));
    stabilised = readiness instanceof Readiness.Ready ready && ready.spectralRadius().isPresent();
    return readiness;
  }

  private Readiness noted(Readiness readiness) {
    if (readiness instanceof Readiness.Ready ready) {
      ready.note().ifPresent(this::note);
    }
    return readiness;
  }

  private void note(String what) {
    notes.merge(what, 1L, Long::sum);
  }

  private Pace pace(State at, Readiness.Ready ready) {
    return switch (control) {
      case StepControl.Fixed(double step) -> new Pace.Constant(step);
      case StepControl.Adaptive adaptive ->
          new Pace.Controlled(
              adaptive,
              stepper.errorOrder(),
              adaptive.first().isPresent()
                  ? adaptive.first().getAsDouble()
                  : FirstStep.choose(
                      field,
                      at,
                      ready.spectralRadius(),
                      endTime,
                      adaptive.tolerance(),
                      stepper.errorOrder()));
    };
  }

  /** The same after the steps of another solve. */
  private Pace pace(Standing from) {
    return switch (control) {
      case StepControl.Fixed(double step) -> new Pace.Constant(step);
      case StepControl.Adaptive adaptive ->
          new Pace.Controlled(adaptive, stepper.errorOrder(), from);
    };
  }

  /** {@code |point - y_start|}, by way of the error vector, which is free then. */
  private double distance(Vec point) {
    field.space().combine(new double[] {1, -1}, new Vec[] {point, start.y()}, error);
    return field.space().norm(error);
  }

  private Solution finish(Outcome outcome, State at) {
    saver.end(at, steps);
    if (rounded > 0) {
      notes.put("a local error above the tolerance was taken for the rounding of y", rounded);
    }
    return solution(outcome instanceof Outcome.Stopped ? judged(outcome, at) : outcome, at);
  }

  /** A success that the solve's own estimates do not bear out is none. */
  private Outcome judged(Outcome stopped, State at) {
    boolean lost = accumulated > farthest && accumulated > 10 * steps * rounding(farthest);
    if (control instanceof StepControl.Adaptive adaptive) {
      if (2 * rounded > steps) {
        return failed(belowRounding(adaptive), at);
      }
      if (lost && stabilised) {
        return failed(Faults.accuracyLost(accumulated, farthest), at);
      }
    }
    if (lost) {
      note("the local error estimates add up to more than the distance travelled");
    }
    return stopped;
  }

  private Solution solution(Outcome outcome, State at) {
    distance = distance(at.y());
    field.space().copy(at.y(), start.y());
    var told = new ArrayList<Solution.Note>();
    notes.forEach((what, times) -> told.add(new Solution.Note(what, times)));
    return new Solution(
        outcome,
        steps,
        rejections,
        at.t(),
        at.potential(),
        at.fieldNorm(),
        new AccumulatedError(accumulated, distance),
        field.counts(),
        told);
  }

  private Outcome failed(Fault fault, State at) {
    return new Outcome.Failed(fault, steps, at.t());
  }
}
