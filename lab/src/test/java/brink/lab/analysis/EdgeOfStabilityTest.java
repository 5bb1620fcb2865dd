package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.analysis.EdgeOfStability.Plateau;
import brink.lab.analysis.EdgeOfStability.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EdgeOfStabilityTest {
  /** At t = 0, 1, 2 and so on, beside an edge of 100. */
  private static EdgeOfStability of(double... sharpness) {
    var readings = new ArrayList<Reading>();
    for (int t = 0; t < sharpness.length; t++) {
      readings.add(new Reading(10L * t, t, sharpness[t], 100));
    }
    return new EdgeOfStability(readings);
  }

  @Test
  void aPlateauIsTheMedianOfTheLastThirdOfTheTimeSinceTheEdge() {
    // The edge is reached at t = 2; a third of the time before the end is t = 8.
    assertThat(of(20, 60, 100, 200, 200, 200, 200, 200, 150, 100, 300, 100).plateau())
        .contains(new Plateau(1.25, 1, 4));
    assertThat(of(20, 60, 100, 200, 200, 200, 100, 150, 300).plateau())
        .contains(new Plateau(1.5, 1, 3));
  }

  @Test
  void sharpnessThatBeginsAboveTheEdgeHasNotReachedItUntilItHasBeenBelow() {
    assertThat(of(300, 200, 90, 95, 102, 99).reached()).contains(new Reading(40, 4, 102, 100));
    assertThat(of(300, 200, 90, 95, 102, 99).left()).contains(new Reading(40, 4, 102, 100));
    assertThat(of(90, 95).plateau()).isEmpty();
    assertThat(new EdgeOfStability(List.of()).reached()).isEmpty();
  }
}
