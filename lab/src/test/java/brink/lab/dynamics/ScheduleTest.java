package brink.lab.dynamics;

import static brink.lab.dynamics.Seen.ENDS;
import static brink.lab.dynamics.Seen.follow;
import static brink.lab.dynamics.Seen.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScheduleTest {
  private static Descent with(double eta, Schedule schedule, Drop... drops) {
    return new Descent(
        eta,
        new Momentum.None(),
        Optional.empty(),
        0,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(schedule),
        Optional.of(List.of(drops)));
  }

  private static double[] rates(Descent descent, int count) {
    var seen = follow(Polynomial.quadratic(1), new double[] {1}, descent, steps(count), ENDS);
    return seen.steps().stream().mapToDouble(DescentStep::eta).toArray();
  }

  @Test
  void aWarmUpRisesInEqualStepsAndStays() {
    assertThat(rates(with(0.4, new Schedule.WarmUp(4)), 6))
        .containsExactly(new double[] {0.1, 0.2, 0.3, 0.4, 0.4, 0.4}, within(1e-15));
  }

  @Test
  void aLineFallsToItsFactorAtTheEnd() {
    assertThat(rates(with(0.5, new Schedule.Linear(0, 0)), 5))
        .containsExactly(new double[] {0.5, 0.4, 0.3, 0.2, 0.1}, within(1e-15));
    assertThat(rates(with(0.5, new Schedule.Linear(2, 0.2)), 6))
        .containsExactly(new double[] {0.25, 0.5, 0.5, 0.4, 0.3, 0.2}, within(1e-15));
  }

  @Test
  void aCosineFallsToItsFactorAtTheEnd() {
    assertThat(rates(with(1, new Schedule.Cosine(0, 0)), 4))
        .containsExactly(
            new double[] {1, (1 + Math.sqrt(0.5)) / 2, 0.5, (1 - Math.sqrt(0.5)) / 2},
            within(1e-15));
    assertThat(rates(with(1, new Schedule.Cosine(1, 0.5)), 5))
        .containsExactly(
            new double[] {1, 1, (3 + Math.sqrt(0.5)) / 4, 0.75, (3 - Math.sqrt(0.5)) / 4},
            within(1e-15));
  }

  @Test
  void timeIsTheSumOfTheRatesAndTheEdgeFollowsThem() {
    var descent = with(0.01, new Schedule.Linear(100, 0.1));
    var seen = follow(Polynomial.quadratic(1), new double[] {1}, descent, steps(5000), ENDS);
    var exact = java.math.BigDecimal.ZERO;
    for (var step : seen.steps()) {
      exact = exact.add(new java.math.BigDecimal(step.eta()));
      assertThat(step.t()).isCloseTo(exact.doubleValue(), within(1e-15 * (1 + step.t())));
      assertThat(step.edge()).isEqualTo(2 / step.eta());
    }
  }

  @Test
  void dropsAreFactorsBesideASchedule() {
    var drop = new Drop(Optional.of(3), Optional.empty(), 0.1);
    assertThat(rates(with(0.4, new Schedule.Linear(0, 0), drop), 4))
        .containsExactly(new double[] {0.4, 0.3, 0.2, 0.01}, within(1e-15));
  }

  @Test
  void aScheduleThatDoesNotFitTheRunIsRefused() {
    var byTime =
        Seen.stop(Optional.empty(), Optional.empty(), Optional.of(1.0), Optional.empty(), 100);
    assertThatThrownBy(() -> with(1, new Schedule.Cosine(0, 0)).requireFit(byTime, ENDS))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("stop.steps, which is not given");
    with(1, new Schedule.WarmUp(1000)).requireFit(byTime, ENDS);
    for (var schedule :
        List.of(new Schedule.WarmUp(7), new Schedule.Linear(7, 0), new Schedule.Cosine(8, 0))) {
      assertThatThrownBy(() -> with(1, schedule).requireFit(steps(7), ENDS))
          .isInstanceOf(InputError.class)
          .hasMessageContaining("warms up for %d steps".formatted(schedule.rise()))
          .hasMessageContaining("ends after 7");
    }
  }

  @Test
  void numbersThatAreNoScheduleAreRefused() {
    assertThatThrownBy(() -> new Schedule.WarmUp(0)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new Schedule.Linear(-1, 0)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new Schedule.Linear(0, 1.5)).isInstanceOf(InputError.class);
    assertThatThrownBy(() -> new Schedule.Cosine(0, -0.1)).isInstanceOf(InputError.class);
  }
}
