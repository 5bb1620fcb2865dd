package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.analysis.Transient;
import brink.lab.record.MomentRow;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.Spectrum;
import brink.lab.record.StepRow;
import brink.lab.record.SyntheticRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EdgeTest {
  @TempDir static Path temp;
  private static RunData flow;

  @BeforeAll
  static void write() {
    flow = SyntheticRun.usual().write(temp.resolve("run")).read();
  }

  /** The run as if its steps had been those of a descent. */
  private static RunData descent(double edge) {
    return with(
        flow.steps().stream().map(step -> step(step, step.t(), edge)).toList(), flow.moments());
  }

  private static StepRow step(StepRow step, double t, double edge) {
    return new StepRow(
        step.step(),
        t,
        step.h(),
        step.loss(),
        step.gradNorm(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(edge),
        1,
        0,
        step.gradients(),
        0,
        step.seconds());
  }

  private static RunData with(List<StepRow> steps, List<MomentRow> moments) {
    return new RunData(
        flow.folder(),
        flow.status(),
        flow.provenance(),
        flow.spec(),
        flow.error(),
        steps,
        moments,
        flow.layers(),
        flow.amplifications(),
        flow.additional());
  }

  /**
   * A descent with a moment after each step and at the start, at the times 0, 1, 2, ...
   *
   * @param edges of the steps that led to the moments; the first must be the second
   * @param sharpness what is compared with them
   */
  private static RunData descent(double[] edges, boolean preconditioned, double... sharpness) {
    var steps =
        IntStream.range(1, edges.length)
            .mapToObj(i -> step(flow.steps().get(i - 1), i, edges[i]))
            .toList();
    var moments =
        IntStream.range(0, sharpness.length)
            .mapToObj(i -> moment(i, preconditioned, sharpness[i]))
            .toList();
    return with(steps, moments);
  }

  private static MomentRow moment(int i, boolean preconditioned, double sharpness) {
    var m = flow.moments().get(i);
    var value = Optional.of(new Ritz(sharpness, 1e-6, true));
    return new MomentRow(
        i,
        i,
        i,
        m.loss(),
        m.accuracy(),
        m.gradNorm(),
        m.distance(),
        new Spectrum(
            preconditioned ? m.spectrum().topHess() : value,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            preconditioned ? value : Optional.empty()),
        m.decomposition(),
        m.bound(),
        m.etaStable());
  }

  private static List<Double> sharpness() {
    return flow.moments().stream().map(Course::sharpness).toList();
  }

  @Test
  void aFlowHasNoEdgeAndADescentHas() {
    assertThat(flow.isDescent()).isFalse();
    assertThat(Transient.of(flow)).isEqualTo(Transient.OF_A_FLOW);
    assertThat(descent(3).isDescent()).isTrue();
    assertThat(Transient.of(descent(3))).isEqualTo(Transient.OF_A_DESCENT);
    assertThat(Edge.line("", Colour.BLUE, flow).points()).isEmpty();
    assertThat(Edge.line("", Colour.BLUE, descent(3)).points())
        .hasSize(420)
        .allMatch(point -> point.y() == 3);
  }

  @Test
  void aSharpnessThatStaysBelowIsToldByThePartOfTheEdgeThatItReaches() {
    double most = sharpness().stream().max(Double::compare).orElseThrow();
    assertThat(Edge.sentence(descent(2 * most)))
        .contains("stays below the edge of stability, " + Numbers.shortly(2 * most))
        .contains("comes to 50 % of it at most");
  }

  @Test
  void aSharpnessThatReachesItIsToldByWhenAndByTheMedianOfItsLastThird() {
    double edge = 0.8 * sharpness().stream().max(Double::compare).orElseThrow();
    var moments = flow.moments();
    double from =
        moments.stream().filter(m -> Course.sharpness(m) >= edge).findFirst().orElseThrow().t();
    double late = from + 2 * (moments.getLast().t() - from) / 3;
    var ratios =
        moments.stream()
            .filter(m -> m.t() >= late)
            .map(m -> Course.sharpness(m) / edge)
            .sorted()
            .toList();
    int count = ratios.size();
    double median = (ratios.get((count - 1) / 2) + ratios.get(count / 2)) / 2;
    assertThat(Edge.sentence(descent(edge)))
        .contains("reaches the edge of stability, " + Numbers.shortly(edge))
        .contains(", at t = " + Numbers.shortly(from) + ";")
        .contains("its median is " + Numbers.shortly(median) + " times")
        .contains("of %d moments".formatted(count));
  }

  private static double[] constant(double edge, int moments) {
    return DoubleStream.generate(() -> edge).limit(moments).toArray();
  }

  @Test
  void anAdaptiveRunThatBeginsAboveIsNotSaidToReachTheEdgeThere() {
    var never = descent(constant(100, 7), true, 1090, 120, 30, 50, 70, 85, 91);
    assertThat(Edge.sentence(never))
        .isEqualTo(
            "Preconditioned sharpness begins at 10.9 times the edge of stability, while the averages that its steps are divided by build up, and comes below it at t = 2.00. From there it stays below the edge of stability, 100: it comes to 91 % of it at most.");
    var again = descent(constant(100, 8), true, 1090, 30, 80, 101, 98, 99, 103, 102);
    assertThat(Edge.sentence(again))
        .endsWith(
            "From there it reaches the edge of stability, 100, at t = 3.00; over the last third of the time since, its median is 1.03 times the edge (of 2 moments).");
  }

  @Test
  void aDescentThatBeginsAboveAndComesBelowIsToldSoWithoutAveragesThatItHasNot() {
    var run = descent(constant(100, 4), false, 150, 60, 70, 80);
    assertThat(Edge.sentence(run))
        .isEqualTo(
            "Sharpness begins at 1.50 times the edge of stability, and comes below it at t = 1.00. From there it stays below the edge of stability, 100: it comes to 80 % of it at most.");
  }

  @Test
  void aSharpnessThatIsNeverBelowIsAboveFromTheStartOn() {
    var run = descent(constant(100, 4), false, 150, 130, 120, 110);
    assertThat(Edge.sentence(run))
        .startsWith("Sharpness is above the edge of stability, 100, from t = 0 on; ");
  }

  @Test
  void anEdgeThatRunsAwayIsNotWhatTheWholeRunIsComparedWith() {
    var edges = new double[] {40, 40, 41, 44, 60, 100, 400, 2.4e6};
    var below = descent(edges, false, 10, 20, 30, 43, 50, 55, 56, 56);
    assertThat(Edge.sentence(below))
        .isEqualTo(
            "Sharpness stays below the edge of stability, which lies between 40.0 and 2.4 × 10⁶: it comes nearest at t = 3.00, to 98 % of 44.0.");
    var reached = descent(edges, false, 10, 20, 42, 43, 61, 90, 92, 93);
    assertThat(Edge.sentence(reached))
        .isEqualTo(
            "Sharpness reaches the edge of stability, 41.0, at t = 2.00; it is last at or above it at t = 4.00, where the edge is 60.0, and at the end it is 3.9 × 10⁻⁵ times the edge, 2.4 × 10⁶ by then.");
  }

  @Test
  void anEdgeThatFallsBelowTheSharpnessIsComparedWithAtTheEnd() {
    var edges = new double[] {900, 900, 300, 40, 40, 30, 20, 5};
    var reached = descent(edges, false, 10, 12, 20, 41, 42, 31, 21, 25);
    assertThat(Edge.sentence(reached))
        .isEqualTo(
            "Sharpness reaches the edge of stability, 40.0, at t = 3.00; at the end it is 5.00 times the edge, 5.00 by then.");
  }

  @Test
  void theSummaryAndThePageOfADescentSpeakOfNoErrorOfAFlow() {
    var run = descent(3);
    assertThat(Summary.of(run).accuracy())
        .startsWith("Sharpness ")
        .contains("edge of stability")
        .doesNotContain("exact flow");
    assertThat(Warnings.of(run)).noneMatch(warning -> warning.contains("error of the flow"));
    assertThat(RunFigures.of(run).stream().map(Figure::name))
        .contains("steps")
        .doesNotContain("solver");
  }
}
