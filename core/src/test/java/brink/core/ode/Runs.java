package brink.core.ode;

import java.util.ArrayList;
import java.util.List;

/** Solves of small problems, with all that an observer sees. */
final class Runs {
  private Runs() {}

  record Saved(Moment moment, double[] y, double[] f) {
    double t() {
      return moment.state().t();
    }

    double potential() {
      return moment.state().potential();
    }
  }

  record Run(Solution solution, double[] y, List<StepReport> steps, List<Saved> saved) {}

  static <F extends VectorField, S extends Memory> Run solve(
      F field,
      double[] start,
      Stepper<F, S> stepper,
      StepControl control,
      SaveAt save,
      Stops stops) {
    var space = field.space();
    var steps = new ArrayList<StepReport>();
    var saved = new ArrayList<Saved>();
    var observer =
        new Observer() {
          @Override
          public void step(StepReport report) {
            steps.add(report);
          }

          @Override
          public void save(Moment moment) {
            saved.add(
                new Saved(moment, space.read(moment.state().y()), space.read(moment.state().f())));
          }
        };
    try (var work = space.workspace()) {
      var y = work.vec();
      space.write(start, y);
      var solution = Ode.solve(field, new Start(0, y), stepper, control, save, stops, observer);
      return new Run(solution, space.read(y), steps, saved);
    }
  }

  static <F extends VectorField, S extends Memory> Run until(
      F field, double[] start, Stepper<F, S> stepper, StepControl control, double end) {
    return solve(
        field,
        start,
        stepper,
        control,
        SaveAt.ends(),
        Stops.at(1_000_000, new StopEvent.TimeReached(end)));
  }

  static <S extends Memory> double error(
      Problems.Problem problem, Stepper<? super TestField, S> stepper, StepControl control) {
    var run = until(problem, stepper, control);
    return Problems.distance(run.y(), problem.solution().apply(problem.end()));
  }

  static <S extends Memory> Run until(
      Problems.Problem problem, Stepper<? super TestField, S> stepper, StepControl control) {
    return until(problem.field(), problem.start(), narrow(stepper), control, problem.end());
  }

  static <S extends Memory> Run until(
      Problems.Problem problem,
      Stepper<? super TestField, S> stepper,
      StepControl control,
      SaveAt save) {
    return solve(
        problem.field(),
        problem.start(),
        narrow(stepper),
        control,
        save,
        Stops.at(1_000_000, new StopEvent.TimeReached(problem.end())));
  }

  /** A stepper for a wider field is one for a narrower field: the test field can do everything. */
  @SuppressWarnings("unchecked")
  static <S extends Memory> Stepper<TestField, S> narrow(Stepper<?, S> stepper) {
    return (Stepper<TestField, S>) stepper;
  }
}
