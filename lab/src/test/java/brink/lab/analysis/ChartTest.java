package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartTest {
  @Test
  void pointsBecomeCommaSeparatedValuesWithTheirPanelAndCurve() {
    var chart =
        new Chart(
            "c",
            "",
            "",
            List.of(
                new Panel(
                    Axis.linear("t"),
                    Axis.log("size \"x\""),
                    List.of(
                        Curve.of("a", 0, Look.THIN, new double[] {2, 3}),
                        Curve.level("", 1, 0, 9, 0.5)))));
    assertThat(chart.csv())
        .isEqualTo(
            """
            panel,curve,x,y
            "size ""x""\","a",0.0,2.0
            "size ""x""\","a",1.0,3.0
            "size ""x""\","",0.0,0.5
            "size ""x""\","",9.0,0.5
            """);
  }
}
