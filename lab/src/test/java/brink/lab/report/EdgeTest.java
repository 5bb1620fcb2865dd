package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.RunData;
import brink.lab.record.StepRow;
import brink.lab.record.SyntheticRun;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
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
    return with(step ->
        new StepRow(
            step.step(),
            step.t(),
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
            step.seconds()));
  }

  private static RunData with(UnaryOperator<StepRow> change) {
    return new RunData(
        flow.folder(),
        flow.status(),
        flow.provenance(),
        flow.spec(),
        flow.error(),
        flow.steps().stream().map(change).toList(),
        flow.moments(),
        flow.layers(),
        flow.amplifications(),
        flow.additional());
  }

  private static List<Double> sharpness() {
    return flow.moments().stream().map(Course::sharpness).toList();
  }

  @Test
  void aFlowHasNoEdgeAndADescentHas() {
    assertThat(Edge.isIn(flow)).isFalse();
    assertThat(Edge.isIn(descent(3))).isTrue();
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
    assertThat(Edge.sentence(descent(edge)))
        .contains("above the edge of stability, " + Numbers.shortly(edge))
        .contains("from t = " + Numbers.shortly(from) + " on")
        .contains("its median is " + Numbers.shortly(ratios.get(ratios.size() / 2)) + " times")
        .contains("of %d moments".formatted(ratios.size()));
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
