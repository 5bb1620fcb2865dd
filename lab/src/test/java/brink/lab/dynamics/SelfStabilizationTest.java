package brink.lab.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.lab.dynamics.SelfStabilization.State;
import org.junit.jupiter.api.Test;

class SelfStabilizationTest {
  private static final double ETA = 0.1;

  @Test
  void descentInAValleyIsExactlyAsPredicted() {
    double rise = 0.4;
    var told = new SelfStabilization(ETA, rise, 1).from(new State(0.05, -0.1), 300);
    var valley = Valley.of(rise);
    try (var work = valley.space().workspace()) {
      var theta = work.vec();
      var g = work.vec();
      valley.space().write(new double[] {0.05, 2 / ETA - 0.1}, theta);
      for (var state : told) {
        var here = valley.space().read(theta);
        assertThat(here[0]).isCloseTo(state.x(), within(1e-9));
        assertThat(here[1] - 2 / ETA).isCloseTo(state.y(), within(1e-9));
        valley.gradient(theta, g);
        valley.space().axpy(-ETA, g, theta);
      }
    }
    assertThat(told).anyMatch(state -> Math.abs(state.x()) > 1);
  }

  @Test
  void statesAndRatesAreMeasured() {
    double rise = 0.4;
    var valley = Valley.of(rise);
    try (var work = valley.space().workspace();
        var meter = new SelfStabilization.Meter(valley, ETA)) {
      var theta = work.vec();
      valley.space().write(new double[] {1e-3, 20.5}, theta);
      var state = meter.state(theta);
      assertThat(Math.abs(state.x())).isCloseTo(1e-3, within(1e-4));
      assertThat(state.y()).isCloseTo(0.5, within(1e-5));
      var rates = meter.rates(theta);
      assertThat(rates.alpha()).isCloseTo(rise, within(1e-3));
      assertThat(rates.beta()).isCloseTo(1, within(1e-3));
    }
  }

  @Test
  void theFixedSwingStays() {
    var dynamics = new SelfStabilization(ETA, 0.3, 2);
    var states = dynamics.from(new State(dynamics.fixed(), 0), 10);
    assertThat(states)
        .allSatisfy(state -> {
          assertThat(Math.abs(state.x())).isCloseTo(dynamics.fixed(), within(1e-12));
          assertThat(state.y()).isCloseTo(0, within(1e-12));
        });
    assertThat(states.get(1).x()).isNegative();
  }

  @Test
  void inShortStepsACyclePeaksWhereItsConservedQuantitySays() {
    var dynamics = new SelfStabilization(1e-3, 0.3, 2);
    double x = 1e-3;
    double peak =
        dynamics.from(new State(x, 0), 20_000).stream().mapToDouble(State::y).max().orElseThrow();
    assertThat(peak).isCloseTo(dynamics.peak(x), within(2e-3));
  }
}
