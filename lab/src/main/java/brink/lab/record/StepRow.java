package brink.lab.record;

import java.util.Optional;

/**
 * One step of a training, a row of {@code steps.parquet}. Counters run from the start of the run to
 * the end of this step; everything else is of this step or at its end.
 *
 * @param step steps taken, from 1
 * @param t the flow's time at the step's end; for descent the sum of the learning rates
 * @param h the step's length in t
 * @param loss training loss L at the step's end; of the next batch, where there are batches
 * @param gradNorm |grad L| there, likewise
 * @param localError of flows: estimated norm of the error that this step made in the parameters
 * @param accumulatedError of flows: estimated norm of the parameters' error against the exact flow
 *     from the start
 * @param spectralRadius the estimate of |Hess| that chose the step or its stages, for methods that
 *     need one
 * @param edge of descents: the largest curvature of a quadratic on which such steps do not diverge,
 *     2 / eta without momentum; with adaptive rates, of a preconditioned one
 * @param stages gradient evaluations of this step
 * @param rejected steps rejected so far
 * @param gradients gradients so far
 * @param hvps Hessian-vector products so far
 * @param seconds wall-clock time so far
 */
public record StepRow(
    long step,
    double t,
    double h,
    double loss,
    double gradNorm,
    Optional<Double> localError,
    Optional<Double> accumulatedError,
    Optional<Double> spectralRadius,
    Optional<Double> edge,
    int stages,
    long rejected,
    long gradients,
    long hvps,
    double seconds)
    implements Row {

  static final Table<StepRow> TABLE =
      Table.named("step", "steps", StepRow::from)
          .whole("step", StepRow::step)
          .real("t", StepRow::t)
          .real("h", StepRow::h)
          .real("loss", StepRow::loss)
          .real("grad_norm", StepRow::gradNorm)
          .maybe("local_error", StepRow::localError)
          .maybe("accumulated_error", StepRow::accumulatedError)
          .maybe("spectral_radius", StepRow::spectralRadius)
          .maybe("edge", StepRow::edge)
          .whole("stages", r -> (long) r.stages)
          .whole("rejected", StepRow::rejected)
          .whole("gradients", StepRow::gradients)
          .whole("hvps", StepRow::hvps)
          .real("seconds", StepRow::seconds);

  private static StepRow from(Cells cells) {
    return new StepRow(
        cells.whole("step"),
        cells.real("t"),
        cells.real("h"),
        cells.real("loss"),
        cells.real("grad_norm"),
        cells.maybe("local_error"),
        cells.maybe("accumulated_error"),
        cells.maybe("spectral_radius"),
        cells.maybe("edge"),
        cells.count("stages"),
        cells.whole("rejected"),
        cells.whole("gradients"),
        cells.whole("hvps"),
        cells.real("seconds"));
  }
}
