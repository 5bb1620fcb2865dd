package brink.lab.report;

import brink.lab.record.FlowError;
import brink.lab.record.MomentRow;
import brink.lab.record.NoteRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.RunStatus;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What a reader of a run's numbers must know before trusting them. */
final class Warnings {
  /** Relative deviation of the product identity above rounding, in float64 and float32. */
  private static final double IDENTITY = 1e-8;

  private static final double IDENTITY_FLOAT32 = 1e-3;

  /** Part of the distance travelled above which a flow is not called the true one. */
  private static final double DRIFT = 0.05;

  private Warnings() {}

  static List<String> of(RunData run) {
    var warnings = new ArrayList<String>();
    status(run, warnings);
    run.additional().notes().stream().map(NoteRow::text).distinct().forEach(warnings::add);
    unconverged(run, warnings);
    identity(run, warnings);
    drift(run, warnings);
    return warnings;
  }

  private static void status(RunData run, List<String> warnings) {
    switch (run.status()) {
      case RunStatus.Finished _ -> {}
      case RunStatus.Running _ ->
          warnings.add(
              "This run has not ended: it is still going or was killed. What follows is as far as it"
                  + " got.");
      case RunStatus.Failed failed ->
          warnings.add("This run failed: " + failed.why() + " What follows is as far as it got.");
    }
  }

  private static void unconverged(RunData run, List<String> warnings) {
    record Pair(int moment, Ritz ritz) {}
    var ends =
        run.moments().stream()
            .flatMap(m -> m.spectrum().measured().map(pair -> new Pair(m.moment(), pair)));
    var next =
        run.additional().eigenvalues().stream()
            .filter(row -> row.index() > 1) // the first is an end of the spectrum
            .map(row -> new Pair(row.moment(), row.pair()));
    var pairs = Stream.concat(ends, next).filter(pair -> !pair.ritz().converged()).toList();
    if (!pairs.isEmpty()) {
      var at = pairs.stream().map(Pair::moment).distinct().sorted().map(n -> "" + n).toList();
      var worst =
          pairs.stream()
              .map(Pair::ritz)
              .max(Comparator.comparingDouble(Ritz::residual))
              .orElseThrow();
      warnings.add(
          Words.counted(pairs.size(), "eigenvalue")
              + " did not converge (at "
              + (at.size() == 1 ? "moment " : "moments ")
              + Words.list(at)
              + "); the worst, "
              + Numbers.shortly(worst.value())
              + ", has a residual norm of "
              + Numbers.shortly(worst.residual())
              + ".");
    }
  }

  private static void identity(RunData run, List<String> warnings) {
    var precision = run.provenance().precision();
    double bound = precision.equals("float32") ? IDENTITY_FLOAT32 : IDENTITY;
    run.moments().stream()
        .filter(m -> m.decomposition().isPresent())
        .max(Comparator.comparingDouble(Warnings::identityError))
        .filter(m -> identityError(m) > bound)
        .ifPresent(m ->
            warnings.add(
                "The product identity of the decomposition is off by %s at moment %d, more than rounding in %s explains."
                    .formatted(Numbers.shortly(identityError(m)), m.moment(), precision)));
  }

  private static double identityError(MomentRow moment) {
    return moment.decomposition().orElseThrow().identityError();
  }

  private static void drift(RunData run, List<String> warnings) {
    if (run.steps().isEmpty() || run.moments().isEmpty()) {
      return;
    }
    double distance = run.moments().getLast().distance();
    run.error()
        .map(FlowError::weights)
        .or(() -> run.steps().getLast().accumulatedError())
        .filter(error -> error > DRIFT * distance && distance > 0)
        .ifPresent(error ->
            warnings.add(
                "The estimated error of the flow is "
                    + Numbers.percent(error / distance)
                    + " of the distance travelled: these are the numbers of a neighbouring trajectory."
                    + " Lower the solver's tolerance."));
  }
}
