package brink.lab.spec;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.lab.analysis.Measure;
import brink.lab.dynamics.Descent;
import brink.lab.dynamics.FlowControl;
import brink.lab.dynamics.FlowMethod;
import brink.lab.dynamics.Save;
import brink.lab.dynamics.Stop;
import brink.nn.data.DataSpec;
import brink.nn.network.NetworkSpec;
import brink.nn.objective.Loss;
import java.util.Optional;

/**
 * Everything that defines a run: two runs with the same resolved spec give the same numbers.
 *
 * @param name what people call it
 * @param data what is learned
 * @param network what learns
 * @param loss what falls
 * @param flow how the gradient flow is followed
 * @param control how its steps are chosen, and its error measured
 * @param descent training by steps against the gradient instead of along its flow
 * @param stop when it ends
 * @param save at which moments it is measured
 * @param measure what is measured there
 * @param engine how numbers are stored and who computes
 */
public record Spec(
    @Doc("what people call the run") String name,
    @Doc("what is learned") DataSpec data,
    @Doc("what learns") @Default("mlp") NetworkSpec network,
    @Doc("what falls: the mean over the examples of a criterion") Loss loss,
    @Doc("how the gradient flow is followed") @Default("rkc2") FlowMethod flow,
    @Doc("how the flow's steps are chosen, and its error measured") @Default("{}")
        FlowControl control,
    @Doc("training by steps against the gradient, instead of along its flow")
        Optional<Descent> descent,
    @Doc("when the run ends: at the first of these") Stop stop,
    @Doc("moments beside the first and the last") @Default("{}") Save save,
    @Doc("what is measured at each moment") @Default("{}") Measure measure,
    @Doc("how numbers are stored and who computes") @Default("{}") EngineSpec engine) {
  /** Checks what must fit together. */
  public Spec {
    if (name.isBlank()) {
      throw new InputError("name is empty: say what the run is to be called");
    }
    control.requireFit(flow);
    if (descent.isPresent()) {
      if (!control.equals(FlowControl.USUAL)) {
        throw new InputError(
            "control is for the steps of a flow, and descent has its own: leave one of them away");
      }
      descent.get().requireFit(stop, save);
    }
    if (engine.parts().isPresent() && descent.flatMap(Descent::batch).isPresent()) {
      throw new InputError(
          "descent.batch draws from all examples together, and engine.parts divides them: leave one of them away");
    }
    measure.requireFit(descent);
    if (save.lossLevels().isPresent() && stop.loss().isEmpty()) {
      throw new InputError(
          "save.loss-levels divides the way to stop.loss: give stop.loss, or save at losses, times"
              + " or every so many steps instead");
    }
  }

  /**
   * Whether the run is computed in coordinates of what its inputs span: where that is wanted, and
   * exact. With weight decay or adaptive rates it is not, and the run is computed in the whole
   * network, see {@link Descent#staysInSpan}; so is one in parts, of which each would have to know
   * the inputs of all.
   */
  public boolean inSpan() {
    return engine.inputSpan()
        && engine.parts().isEmpty()
        && descent.map(Descent::staysInSpan).orElse(true);
  }
}
