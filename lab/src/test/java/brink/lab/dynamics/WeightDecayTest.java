package brink.lab.dynamics;

import static brink.lab.dynamics.Seen.ENDS;
import static brink.lab.dynamics.Seen.follow;
import static brink.lab.dynamics.Seen.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeightDecayTest {
  private static Descent with(double eta, Momentum momentum, double decay, Optional<Double> clip) {
    return new Descent(
        eta,
        momentum,
        Optional.empty(),
        decay,
        Optional.empty(),
        Optional.empty(),
        clip,
        Optional.empty(),
        Optional.empty());
  }

  static Stream<Momentum> momenta() {
    return Stream.of(new Momentum.None(), new Momentum.Polyak(0.9), new Momentum.Nesterov(0.7));
  }

  @ParameterizedTest
  @MethodSource("momenta")
  void itIsTheDescentOfTheLossWithASquareBesideIt(Momentum momentum) {
    double[] start = {2, -1, 3};
    var decayed =
        follow(
            Polynomial.quadratic(1, 7, 0.3),
            start,
            with(0.05, momentum, 0.4, Optional.empty()),
            steps(30),
            ENDS);
    var whole =
        follow(
            Polynomial.quadratic(1.4, 7.4, 0.7),
            start,
            with(0.05, momentum, 0, Optional.empty()),
            steps(30),
            ENDS);
    assertThat(decayed.end()).containsExactly(whole.end(), within(1e-13));
    // What is recorded is the loss of the data alone.
    var last = decayed.steps().getLast();
    var bowl = Polynomial.quadratic(1, 7, 0.3);
    assertThat(last.loss()).isCloseTo(bowl.loss(decayed.end()), within(1e-15));
    double square = 0;
    for (double g : bowl.gradient(decayed.end())) {
      square += g * g;
    }
    assertThat(last.gradientNorm()).isCloseTo(Math.sqrt(square), within(1e-14));
  }

  @ParameterizedTest
  @MethodSource("momenta")
  void theEdgeOfTheDatasCurvatureIsLowerByTheDecay(Momentum momentum) {
    double eta = 0.01;
    var descent = with(eta, momentum, 30, Optional.empty());
    assertThat(descent.edge(eta)).isEqualTo(momentum.edge(eta) - 30);
    double[] start = {1};
    double edge = descent.edge(eta);
    var below = follow(Polynomial.quadratic(0.999 * edge), start, descent, steps(20_000), ENDS);
    var above = follow(Polynomial.quadratic(1.001 * edge), start, descent, steps(20_000), ENDS);
    assertThat(Math.abs(below.end()[0])).isLessThan(1e-2);
    assertThat(Math.abs(above.end()[0])).isGreaterThan(1e2);
    assertThat(below.steps().getFirst().edge()).isEqualTo(edge);
  }

  @Test
  void gradientsAreClippedBeforeTheyMeetTheDecay() {
    var descent = with(0.1, new Momentum.None(), 0.5, Optional.of(2.0));
    var seen = follow(Polynomial.quadratic(1), new double[] {10}, descent, steps(1), ENDS);
    assertThat(seen.end()[0]).isCloseTo(10 - 0.1 * (2 + 0.5 * 10), within(1e-14));
  }

  @Test
  void withoutItAndAdaptiveRatesADescentStaysInTheSpanOfTheInputs() {
    assertThat(with(0.1, new Momentum.Polyak(0.9), 0, Optional.of(1.0)).staysInSpan()).isTrue();
    assertThat(with(0.1, new Momentum.None(), 1e-9, Optional.empty()).staysInSpan()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void aDecayBelowNothingOrWithoutEndIsRefused(double decay) {
    assertThatThrownBy(() -> with(0.1, new Momentum.None(), decay, Optional.empty()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("weight-decay must be finite and at least 0");
  }

  @Test
  void aDecayUnderWhichEveryLossDivergesIsRefused() {
    assertThatThrownBy(() -> with(0.1, new Momentum.None(), 20, Optional.empty()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("diverge at learning rate 0.1");
  }
}
