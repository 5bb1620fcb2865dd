package brink.lab.report;

import brink.lab.record.FlowError;
import brink.lab.record.RunData;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run in three sentences.
 *
 * @param sharpness how far it rose
 * @param cause which factor of the decomposition rose most with it
 * @param accuracy how accurate the flow is, or how near a descent comes to its edge of stability;
 *     and its cost
 */
public record Summary(String sharpness, String cause, String accuracy) {

  /** The summary of a run, finished or not. */
  public static Summary of(RunData run) {
    var course = Course.of(run);
    return new Summary(
        course.map(Summary::sharpness).orElse("Sharpness was measured at fewer than two moments."),
        course
            .map(measured -> cause(run, measured))
            .orElse("Without two such moments nothing can be said of what moves it."),
        accuracy(run));
  }

  /** The three sentences in order. */
  public List<String> lines() {
    return List.of(sharpness, cause, accuracy);
  }

  private static String sharpness(Course course) {
    double settled = Course.sharpness(course.settled());
    double peak = Course.sharpness(course.peak());
    double last = Course.sharpness(course.last());
    var rise =
        course.rises()
            ? "Sharpness "
                + Words.change(settled, peak)
                + " between "
                + Words.at(course.settled().t())
                + ", "
                + course.since()
                + ", and "
                + Words.at(course.peak().t())
            : "Sharpness does not rise above its value "
                + course.since()
                + ", "
                + Numbers.shortly(settled);
    return rise
        + (course.last().moment() == course.peak().moment()
            ? ", the end."
            : ", and ends at " + Numbers.shortly(last) + ".");
  }

  private static String cause(RunData run, Course course) {
    var to = course.goal();
    if (course.settled().decomposition().isEmpty()) {
      boolean off = run.spec().lines().map(String::strip).anyMatch("decomposition: false"::equals);
      return "What moves it was not measured: "
          + (off
              ? "measure.decomposition is false."
              : "sharpness is taken apart layer by layer for networks of kind mlp, and of kinds cnn, vgg and resnet without batch norm.");
    }
    record Rise(Factor factor, double ratio) {}
    Optional<Rise> most =
        Arrays.stream(Factor.values())
            .flatMap(f -> f.ratio(course.settled(), to).map(r -> new Rise(f, r)).stream())
            .max(Comparator.comparingDouble(Rise::ratio));
    return most.filter(rise -> rise.ratio() > 1 + Words.SAME)
        .map(rise ->
            "Of its factors "
                + rise.factor().words()
                + ", "
                + rise.factor().symbol()
                + ", rose most in that time: "
                + Numbers.shortly(rise.factor().at(course.settled()).orElseThrow())
                + " to "
                + Numbers.shortly(rise.factor().at(to).orElseThrow())
                + " ("
                + Numbers.times(rise.ratio())
                + ").")
        .orElse("None of its factors rose in that time.");
  }

  private static String accuracy(RunData run) {
    if (run.steps().isEmpty()) {
      return "No step was taken.";
    }
    var last = run.steps().getLast();
    if (run.isDescent()) {
      return Edge.sentence(run)
          + " "
          + capitalised(run.provenance().flow())
          + ": "
          + Words.counted(last.step(), "step")
          + ".";
    }
    return run.error().map(Summary::measured).orElseGet(() -> estimated(run))
        + ": "
        + run.provenance().flow()
        + ", "
        + Words.counted(last.step(), "step")
        + ", "
        + Words.counted(last.gradients(), "gradient")
        + " and "
        + Words.counted(last.hvps(), "Hessian-vector product")
        + ".";
  }

  private static String capitalised(String words) {
    return words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /**
   * Of the loss to first order: what an error of the weights makes of it is |grad L| times that.
   */
  private static String estimated(RunData run) {
    var steps = run.steps();
    double weights = steps.getLast().accumulatedError().orElseThrow();
    var relative =
        run.moments().isEmpty() || run.moments().getLast().distance() == 0
            ? Optional.<Double>empty()
            : Optional.of(weights / run.moments().getLast().distance());
    double loss =
        steps.stream()
            .mapToDouble(s -> s.gradNorm() * s.accumulatedError().orElseThrow())
            .max()
            .orElseThrow();
    return "The parameters at the end are off the exact flow by an estimated "
        + Numbers.shortly(weights)
        + part(relative)
        + ", and the loss on the way by at most "
        + Numbers.shortly(loss);
  }

  private static String measured(FlowError error) {
    return "By a second solve, the parameters at the end are off the exact flow by "
        + Numbers.shortly(error.weights())
        + part(error.relative())
        + ", and the loss on the way by at most "
        + Numbers.shortly(error.lossCurve());
  }

  private static String part(Optional<Double> relative) {
    return relative.map(r -> ", " + Numbers.percent(r) + " of the distance travelled").orElse("");
  }
}
