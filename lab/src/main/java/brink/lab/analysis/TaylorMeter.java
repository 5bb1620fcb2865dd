package brink.lab.analysis;

import brink.lab.dynamics.Companion;
import brink.lab.dynamics.Descent;
import brink.lab.dynamics.DescentSolve.Here;
import brink.lab.record.TaylorRow;
import brink.nn.objective.Objective;
import java.util.List;
import java.util.Optional;

/**
 * A descent beside the same descent on its quadratic Taylor model at the weights where it begins
 * (Cohen et al. 2021: beyond the edge of stability the model diverges, the training does not). One
 * Hessian product a step, and the signals of one linearisation kept meanwhile.
 *
 * <p>It ends after the steps that were asked for, or where the model is gone: at a loss that is not
 * finite or, up or down, 1e8 times the one it began with.
 */
public final class TaylorMeter implements StepMeter {
  private static final double GONE = 1e8;

  private final Objective objective;
  private final Descent descent;
  private final TaylorModel wanted;
  private Optional<Companion> companion = Optional.empty();
  private double firstLoss;
  private long first;

  /** A meter that has not begun; the objective stays open for as long as it is. */
  public TaylorMeter(Objective objective, Descent descent, TaylorModel wanted) {
    this.objective = objective;
    this.descent = descent;
    this.wanted = wanted;
  }

  @Override
  public String key() {
    return "measure.taylor";
  }

  @Override
  public Optional<Integer> moment() {
    return wanted.moment();
  }

  @Override
  public List<String> begin(Here here) {
    companion = Optional.of(new Companion(objective, descent, here));
    first = here.step();
    firstLoss = Math.abs(here.loss());
    return List.of();
  }

  @Override
  public List<TaylorRow> at(Here here) {
    if (companion.isEmpty()) {
      return List.of();
    }
    var model = companion.get();
    if (here.step() > first) {
      model.step(here.step(), here.eta());
    }
    boolean gone = !(Math.abs(model.loss()) <= GONE * firstLoss);
    var rows =
        gone
            ? List.<TaylorRow>of()
            : List.of(
                new TaylorRow(
                    here.step(),
                    here.t(),
                    here.loss(),
                    model.loss(),
                    model.distance(here.theta())));
    if (gone || here.step() - first >= wanted.steps()) {
      close();
    }
    return rows;
  }

  @Override
  public void close() {
    companion.ifPresent(Companion::close);
    companion = Optional.empty();
  }
}
