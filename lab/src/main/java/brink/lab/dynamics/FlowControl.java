package brink.lab.dynamics;

import brink.core.error.InputError;
import brink.core.ode.DistanceNorm;
import brink.core.ode.ErrorNorm;
import brink.core.ode.PartwiseNorm;
import brink.core.ode.StepControl;
import brink.core.ode.StepFilter;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.nn.network.Network;
import java.util.Optional;

/**
 * How the steps of a flow are chosen, by methods with a tolerance; and whether its error is
 * measured by a second solve.
 *
 * @param controller how the next step follows from the errors of the last ones; PI where not given
 * @param errors what they are measured against
 * @param step every step this long, instead of a tolerance
 * @param refine measure the error by a second solve, with the tolerance (or the step, or alpha)
 *     divided by this; the second solve is the one that is kept
 */
public record FlowControl(
    @Doc("how the next step follows from the last errors; pi where not given")
        Optional<Controller> controller,
    @Doc("what a step's error is measured against") @Default("distance") Measured errors,
    @Doc("every step this long, instead of by the tolerance") Optional<Double> step,
    @Doc("measure the error by a second solve, its tolerance divided by this")
        Optional<Double> refine) {
  /** What {@code {}} stands for. */
  public static final FlowControl USUAL =
      new FlowControl(Optional.empty(), Measured.DISTANCE, Optional.empty(), Optional.empty());

  /**
   * Controllers; see {@link StepFilter}. On networks' flows PI rejects next to no steps, where the
   * predictive controller rejects up to a third.
   */
  public enum Controller {
    I(StepFilter.I),
    PI(StepFilter.PI),
    PID(StepFilter.PID),
    PREDICTIVE(StepFilter.PREDICTIVE);

    private final StepFilter filter;

    Controller(StepFilter filter) {
      this.filter = filter;
    }
  }

  /** What the error of a step is relative to. */
  public enum Measured {
    /** The distance that the weights have moved. */
    DISTANCE,
    /** The distance that each layer has moved, weights and biases together. */
    LAYERS
  }

  /** Checks each number. */
  public FlowControl {
    if (step.filter(h -> !(h > 0) || h.isInfinite()).isPresent()) {
      throw new InputError("step must be finite and above 0, not " + step.get());
    }
    if (step.isPresent() && (controller.isPresent() || errors != Measured.DISTANCE)) {
      throw new InputError(
          "a step that is given is not chosen from errors: leave controller and errors away, or step");
    }
    if (refine.filter(q -> !(q > 1 && q <= 1000)).isPresent()) {
      throw new InputError("refine must be above 1 and at most 1000, not " + refine.get());
    }
  }

  /** The control of a method with a tolerance. */
  StepControl of(double tolerance, Network network) {
    return step.<StepControl>map(StepControl.Fixed::new)
        .orElseGet(() ->
            StepControl.Adaptive.of(tolerance, controller.orElse(Controller.PI).filter)
                .measuredBy(norm(network)));
  }

  /**
   * Checks that what is set here is of use to a method.
   *
   * @throws InputError if it is not
   */
  public void requireFit(FlowMethod method) {
    boolean ofSteps = controller.isPresent() || step.isPresent() || errors != Measured.DISTANCE;
    boolean paced =
        switch (method) {
          case FlowMethod.Rk4 _, FlowMethod.Descent _ -> true;
          case FlowMethod.Euler _, FlowMethod.ExponentialEuler _ -> true;
          default -> false;
        };
    if (ofSteps && paced) {
      throw new InputError(
          "control.controller, control.errors and control.step are for methods with a tolerance, and %s has its own rule: leave them away"
              .formatted(method.describe()));
    }
  }

  private ErrorNorm norm(Network network) {
    return switch (errors) {
      case DISTANCE -> DistanceNorm.travelled();
      case LAYERS -> PartwiseNorm.of(network.layout().layers());
    };
  }

  /** What differs from the usual, in words, after a comma; empty where nothing does. */
  public String describe() {
    return controller.map(c -> ", controller " + c).orElse("")
        + (errors == Measured.LAYERS ? ", errors by layer" : "")
        + step.map(h -> ", every step " + h).orElse("")
        + refine.map(q -> ", the second solve of two, refined by " + q).orElse("");
  }
}
