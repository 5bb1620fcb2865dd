package brink.core.ode;

import brink.core.error.InputError;
import brink.core.vector.Vec;
import java.util.Optional;
import java.util.OptionalDouble;

/** The two solves of {@link Ode#calibrate}. */
final class Calibration {
  static final String FIRST = "first"; // parts of where the two stand
  static final String SECOND = "second";

  private Calibration() {}

  static <F extends VectorField, S extends Memory> Calibrated run(
      F field,
      Start start,
      Stepper<? super F, S> stepper,
      StepControl control,
      double refinement,
      SaveAt save,
      Stops stops,
      Observer observer) {
    if (!(refinement > 1 && refinement <= 1000)) {
      throw new InputError(
          "the tolerance can be refined by a factor above 1 and at most 1000, not by "
              + refinement
              + ".");
    }
    var space = field.space();
    try (var work = space.workspace()) {
      var coarseY = work.vec();
      space.copy(start.y(), coarseY);
      var first = start.from().flatMap(from -> from.partIfAny(FIRST));
      var second = start.from().flatMap(from -> from.partIfAny(SECOND));
      var told = second.isPresent() ? Observer.none() : observer;
      var ofCoarse = new FirstSolve(told, first, work);
      var coarse =
          Ode.solve(
              field,
              new Start(start.t(), coarseY, first),
              stepper,
              control,
              SaveAt.ends(),
              stops,
              ofCoarse);
      var ofFine = new SecondSolve(ofCoarse, observer, second);
      var fine =
          Ode.solve(
              field,
              new Start(start.t(), start.y(), second),
              stepper.refined(shortening(stepper, control, refinement)),
              refined(control, refinement),
              save,
              stops,
              ofFine);
      var unknown = incomparable(coarse, fine);
      if (unknown.isPresent()) {
        return new Calibrated(coarse, fine, unknown.get());
      }
      ofCoarse.curve().end(coarse);
      ofFine.curve().end(fine);
      space.combine(new double[] {1, -1}, new Vec[] {start.y(), coarseY}, coarseY);
      double c = factor(shortening(stepper, control, refinement), stepper.order());
      double absolute = c * space.norm(coarseY);
      return new Calibrated(
          coarse, fine, estimate(c, absolute, ofCoarse.curve(), ofFine.curve(), coarse, fine));
    }
  }

  /** The error of the fine solve over the difference, not trusted to be below 1. */
  private static double factor(double shortening, int order) {
    return Math.max(1, 1 / (Math.pow(shortening, order) - 1));
  }

  private static GlobalError.Estimated estimate(
      double c,
      double absolute,
      PotentialCurve coarseCurve,
      PotentialCurve fineCurve,
      Solution coarse,
      Solution fine) {
    boolean flat = coarseCurve.flat() && fineCurve.flat();
    double end = Math.min(coarse.t(), fine.t());
    double local = fine.error().absolute();
    double distance = fine.error().distance();
    return new GlobalError.Estimated(
        absolute,
        distance > 0 ? OptionalDouble.of(absolute / distance) : OptionalDouble.empty(),
        flat ? 0 : c * Math.abs(fineCurve.at(end) - coarseCurve.at(end)),
        flat ? 0 : c * fineCurve.farthestFrom(coarseCurve),
        c * Math.abs(fine.t() - coarse.t()),
        local > 0 ? OptionalDouble.of(absolute / local) : OptionalDouble.empty());
  }

  private static Optional<GlobalError> incomparable(Solution coarse, Solution fine) {
    if (coarse.outcome() instanceof Outcome.Failed failed) {
      return unknown("The first of two solves failed. " + failed.sentence());
    }
    if (fine.outcome() instanceof Outcome.Failed failed) {
      return unknown("The second of two solves failed. " + failed.sentence());
    }
    if (!coarse.outcome().equals(fine.outcome())) {
      return unknown("The two solves were ended by different stop conditions.");
    }
    if (fine.outcome() instanceof Outcome.Stopped(StopEvent.StepsTaken _)) {
      return unknown("Both solves ended after a number of steps, and so at different times.");
    }
    return Optional.empty();
  }

  private static Optional<GlobalError> unknown(String why) {
    return Optional.of(new GlobalError.Unknown(why));
  }

  private static StepControl refined(StepControl control, double refinement) {
    return switch (control) {
      case StepControl.Fixed(double step) -> new StepControl.Fixed(step / refinement);
      case StepControl.Adaptive adaptive -> adaptive.within(adaptive.tolerance() / refinement);
    };
  }

  /** By what steps get shorter; a method's own limit on them must, too. */
  private static double shortening(Stepper<?, ?> stepper, StepControl control, double refinement) {
    return switch (control) {
      case StepControl.Fixed _ -> refinement;
      case StepControl.Adaptive _ -> Math.pow(refinement, 1.0 / stepper.errorOrder());
    };
  }
}
