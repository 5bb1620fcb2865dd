package brink.lab.record;

import java.util.List;
import java.util.Optional;

/**
 * A run as read from its folder.
 *
 * @param folder that it is in
 * @param status how it stands
 * @param provenance where its numbers come from
 * @param spec the resolved spec's text
 * @param error of the flow by a second solve, where that was asked for
 * @param steps in order
 * @param moments in order
 * @param layers by moment, then by layer
 * @param amplifications by snapshot, then by layer
 * @param additional tables that were asked for
 */
public record RunData(
    RunFolder folder,
    RunStatus status,
    Provenance provenance,
    String spec,
    Optional<FlowError> error,
    List<StepRow> steps,
    List<MomentRow> moments,
    List<LayerRow> layers,
    List<AmplificationRow> amplifications,
    Additional additional) {
  /** Whether it is a descent, whose steps have an edge of stability. */
  public boolean isDescent() {
    return steps.stream().anyMatch(step -> step.edge().isPresent());
  }
}
