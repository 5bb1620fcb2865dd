package brink.lab.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CentralFlowTest {
  private static final double ETA = 0.1;
  private static final double EDGE = 2 / ETA;

  /** Where the flow goes, and what it says of its last step. */
  private record Gone(double[] theta, List<CentralFlow.Centre> seen) {
    CentralFlow.Centre last() {
      return seen.getLast();
    }
  }

  private static Gone follow(Valley valley, double time, double... start) {
    try (var work = valley.space().workspace();
        var flow = new CentralFlow(valley, ETA, 4)) {
      var theta = work.vec();
      valley.space().write(start, theta);
      var seen = new ArrayList<CentralFlow.Centre>();
      for (double t = 0; t < time - flow.length() / 2; t += flow.length()) {
        seen.add(flow.step(theta));
      }
      return new Gone(valley.space().read(theta), seen);
    }
  }

  @Test
  void belowTheEdgeItIsTheGradientFlow() {
    var gone = follow(Valley.of(0.5), 10, 0, 10);
    assertThat(gone.theta()[1]).isCloseTo(15, within(1e-9));
    assertThat(gone.seen()).allMatch(centre -> centre.swing() == 0);
    assertThat(gone.last().meanLoss()).isEqualTo(gone.last().loss());
  }

  @Test
  void sharpnessStaysOnTheEdgeAndTheSwingIsWhatHoldsItThere() {
    double rise = 0.5;
    var gone = follow(Valley.of(rise), 10, 0, 19);
    assertThat(gone.theta()[0]).isCloseTo(0, within(1e-9));
    assertThat(gone.theta()[1]).isCloseTo(EDGE, within(1e-6));
    // d y / dt = rise - Sigma / 2 = 0
    assertThat(gone.last().swing()).isCloseTo(2 * rise, within(1e-5));
    assertThat(gone.last().oscillating()).isOne();
    assertThat(gone.last().meanLoss() - gone.last().loss())
        .isCloseTo(EDGE * 2 * rise / 2, within(1e-4));
    assertThat(gone.seen())
        .allMatch(centre -> centre.sharpness().orElseThrow() < EDGE * (1 + 1e-6));
  }

  @Test
  void descentSwingsAsMuchAsIsPredicted() {
    double rise = 0.005;
    double x = 0.11; // near the swing that would stay, so that it cycles gently
    double y = EDGE;
    int steps = 3140; // five cycles
    double squares = 0;
    double heights = 0;
    for (int k = 0; k < steps; k++) {
      squares += x * x / steps;
      heights += y / steps;
      double next = x - ETA * x * y;
      y += ETA * (rise - x * x / 2);
      x = next;
    }
    var centre = follow(Valley.of(rise), 2, 0, EDGE).last();
    assertThat(centre.swing()).isCloseTo(squares, within(0.03 * squares));
    assertThat(centre.sharpness().orElseThrow()).isCloseTo(heights, within(1e-3));
  }

  @Test
  void severalDirectionsAtTheEdgeAreHeldTogether() {
    var gone = follow(Valley.of(0.5, 0.2, 0.1), 20, 0, 19, 0, 18.5, 0, 5);
    assertThat(gone.theta()[1]).isCloseTo(EDGE, within(1e-4));
    assertThat(gone.theta()[3]).isCloseTo(EDGE, within(1e-4));
    assertThat(gone.theta()[5]).isCloseTo(7, within(1e-6));
    assertThat(gone.last().swing()).isCloseTo(2 * (0.5 + 0.2), within(1e-3));
    assertThat(gone.last().oscillating()).isEqualTo(2);
  }

  @Test
  void aStartBeyondTheEdgeIsBroughtBackToIt() {
    var gone = follow(Valley.of(0.5), 1, 0, 22);
    assertThat(gone.theta()[1]).isCloseTo(EDGE, within(1e-6));
  }

  @Test
  void aSharpnessThatFallsNeedsNoSwing() {
    var gone = follow(Valley.of(-0.5), 4, 0, 19.9);
    assertThat(gone.theta()[1]).isCloseTo(17.9, within(1e-9));
    assertThat(gone.seen()).allMatch(centre -> centre.swing() == 0);
  }

  @Test
  void stepsAsLongAsThoseOfTheDescentAreRefused() {
    assertThatThrownBy(() -> new CentralFlow(Valley.of(1), ETA, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least 2");
  }
}
