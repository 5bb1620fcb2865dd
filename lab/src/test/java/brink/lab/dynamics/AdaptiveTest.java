package brink.lab.dynamics;

import static brink.lab.dynamics.Seen.ENDS;
import static brink.lab.dynamics.Seen.every;
import static brink.lab.dynamics.Seen.follow;
import static brink.lab.dynamics.Seen.steps;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.operator.Dense;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdaptiveTest {
  private static final double NEAR_ONE = 1 - 1e-13;

  private static Descent with(double eta, Adaptive adaptive, double decay) {
    return new Descent(
        eta,
        new Momentum.None(),
        Optional.of(adaptive),
        decay,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  static Stream<Adaptive> methods() {
    return Stream.of(
        new Adaptive.RmsProp(0.9, 1e-3),
        new Adaptive.Adam(0.8, 0.95, 1e-4),
        new Adaptive.AdamW(0.7, 0.9, 1e-4));
  }

  /** The formulas of the papers, number by number; m, nu and x change. */
  private static final class Naive {
    final Polynomial bowl;
    final double[] x;
    final double[] m;
    final double[] nu;

    Naive(Polynomial bowl, double[] start) {
      this.bowl = bowl;
      this.x = start.clone();
      this.m = new double[x.length];
      this.nu = new double[x.length];
    }

    void step(int k, double eta, double lambda, Adaptive adaptive) {
      var g = bowl.gradient(x);
      for (int i = 0; i < x.length; i++) {
        switch (adaptive) {
          case Adaptive.RmsProp(double beta, double epsilon) -> {
            double all = g[i] + lambda * x[i];
            nu[i] = beta * nu[i] + (1 - beta) * Math.pow(all, 2);
            x[i] = x[i] - eta * all / (Math.sqrt(nu[i]) + epsilon);
          }
          case Adaptive.Adam(double beta1, double beta2, double epsilon) ->
              x[i] = x[i] - eta * adam(k, i, g[i] + lambda * x[i], beta1, beta2, epsilon);
          case Adaptive.AdamW(double beta1, double beta2, double epsilon) ->
              x[i] = x[i] - eta * lambda * x[i] - eta * adam(k, i, g[i], beta1, beta2, epsilon);
        }
      }
    }

    private double adam(int k, int i, double g, double beta1, double beta2, double epsilon) {
      m[i] = beta1 * m[i] + (1 - beta1) * g;
      nu[i] = beta2 * nu[i] + (1 - beta2) * g * g;
      double mHat = m[i] / (1 - Math.pow(beta1, k));
      double nuHat = nu[i] / (1 - Math.pow(beta2, k));
      return mHat / (Math.sqrt(nuHat) + epsilon);
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void eachStepIsTheOneOfTheFormula(Adaptive adaptive) {
    var bowl = Polynomial.quadratic(1, 7, 0.3, 0);
    double[] start = {2, -1, 3, 0.5};
    for (double decay : new double[] {0, 0.3}) {
      var naive = new Naive(bowl, start);
      for (int k = 1; k <= 25; k++) {
        naive.step(k, 0.01, decay, adaptive);
      }
      var seen = follow(bowl, start, with(0.01, adaptive, decay), steps(25), ENDS);
      assertThat(seen.end()).containsExactly(naive.x, within(1e-13));
    }
  }

  @ParameterizedTest
  @MethodSource("methods")
  void thePreconditionerOfAMomentIsWhatItsNextStepIsDividedBy(Adaptive adaptive) {
    var bowl = Polynomial.quadratic(1, 7, 0.3);
    double[] start = {2, -1, 3};
    double eta = 0.01;
    double decay = 0.2;
    boolean decoupled = adaptive instanceof Adaptive.AdamW;
    var seen = follow(bowl, start, with(eta, adaptive, decay), steps(9), every(1));
    for (int k = 0; k < 9; k++) {
      var here = seen.kept().get(k);
      var next = seen.kept().get(k + 1);
      var g = bowl.gradient(here.theta());
      for (int i = 0; i < g.length; i++) {
        double coupled = g[i] + (decoupled ? 0 : decay) * here.theta()[i];
        double numerator =
            next.memory().containsKey("means") ? next.memory().get("means")[i] : coupled;
        double kept = decoupled ? 1 - eta * decay : 1;
        double divisor = eta * numerator / (kept * here.theta()[i] - next.theta()[i]);
        double inverseRoot = here.inverseRoot().orElseThrow()[i];
        assertThat(1 / (inverseRoot * inverseRoot)).isCloseTo(divisor, within(1e-9 * divisor));
      }
    }
  }

  @Test
  void thePreconditionedHessianHasTheDecayWhereTheGradientHasIt() {
    var bowl = Polynomial.quadratic(3, 5);
    var space = bowl.space();
    var hessian = new Dense(space, new double[] {3, 1, 1, 5});
    try (var work = space.workspace()) {
      var x = work.vec();
      var image = work.vec();
      var inverseRoot = work.vec();
      space.write(new double[] {0.5, 2}, inverseRoot);
      space.write(new double[] {1, 10}, x);
      new Preconditioner(space, inverseRoot, 0.25).of(hessian).apply(x, image);
      assertThat(space.read(image))
          .containsExactly(new double[] {0.25 * 3.25 + 1 * 10, 1 + 4 * 5.25 * 10}, within(1e-13));
      new Preconditioner(space, inverseRoot, 0).of(hessian).apply(x, image);
      assertThat(space.read(image))
          .containsExactly(new double[] {0.25 * 3 + 1 * 10, 1 + 4 * 5 * 10}, within(1e-13));
    }
  }

  /**
   * The losses, over the first one, of a descent on a quadratic whose mean square, 16, hardly
   * changes any more, so that P = 4 + 1 stays.
   */
  private static double[] frozen(Adaptive adaptive, double eta, double decay, double curvature) {
    int k = 2_000_000_000;
    boolean rms = adaptive instanceof Adaptive.RmsProp;
    double sum = rms ? 1 : 1 - Math.pow(NEAR_ONE, k);
    var state = new DescentState(k, 0, 0, eta, List.of(), 1, k, 1, 0);
    var memory =
        rms
            ? Map.of("squares", new double[] {16})
            : Map.of("squares", new double[] {16 * sum}, "means", new double[1]);
    var from = new Seen.Kept(state, new double[] {1e-3}, memory, Optional.empty());
    int last = k + 10_000;
    var stop =
        Seen.stop(Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(last), last);
    var descent = with(eta, adaptive, decay);
    var steps =
        Seen.resume(Polynomial.quadratic(curvature), Optional.empty(), from, descent, stop, ENDS)
            .steps();
    double first = curvature * 1e-6 / 2;
    return steps.stream().mapToDouble(step -> step.loss() / first).toArray();
  }

  static Stream<Adaptive> frozenMethods() {
    return Stream.of(
        new Adaptive.RmsProp(NEAR_ONE, 1),
        new Adaptive.Adam(0.9, NEAR_ONE, 1),
        new Adaptive.Adam(0.5, NEAR_ONE, 1),
        new Adaptive.AdamW(0.9, NEAR_ONE, 1));
  }

  @ParameterizedTest
  @MethodSource("frozenMethods")
  void stepsConvergeJustBelowTheEdgeOfPreconditionedCurvatureAndDivergeJustAboveIt(
      Adaptive adaptive) {
    double eta = 0.01;
    for (double decay : new double[] {0, 3}) {
      // The decay of adamw is not part of the curvature, that of the others is.
      double coupled = adaptive instanceof Adaptive.AdamW ? 0 : decay;
      double edge = with(eta, adaptive, decay).edge(eta);
      double p = 4 + 1;
      var below = frozen(adaptive, eta, decay, 0.999 * edge * p - coupled);
      var above = frozen(adaptive, eta, decay, 1.001 * edge * p - coupled);
      assertThat(below[below.length - 1]).isLessThan(1e-4);
      // Until P grows, which only the divergence makes it do.
      assertThat(DoubleStream.of(above).max().orElseThrow()).isGreaterThan(1e3);
    }
  }

  @Test
  void theEdgesAreThoseOfThePaper() {
    assertThat(new Adaptive.RmsProp(0.99, 1e-8).edge(1e-4, 0)).isCloseTo(2e4, within(1e-9));
    assertThat(new Adaptive.Adam(0.9, 0.999, 1e-8).edge(1e-4, 0)).isCloseTo(38e4, within(1e-7));
    assertThat(new Adaptive.AdamW(0.9, 0.999, 1e-8).edge(1e-4, 0)).isCloseTo(38e4, within(1e-7));
  }

  @Test
  void itsStepsAreNotThoseOfOtherCoordinates() {
    assertThat(with(0.1, new Adaptive.RmsProp(0.9, 1e-8), 0).staysInSpan()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(doubles = {-0.1, 1, Double.NaN})
  void anImpossibleBetaIsRefused(double beta) {
    assertThatThrownBy(() -> new Adaptive.RmsProp(beta, 1e-8))
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith("beta must be");
    assertThatThrownBy(() -> new Adaptive.Adam(beta, 0.9, 1e-8))
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith("beta1 must be");
    assertThatThrownBy(() -> new Adaptive.AdamW(0.9, beta, 1e-8))
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith("beta2 must be");
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1e-8, Double.POSITIVE_INFINITY})
  void anImpossibleEpsilonIsRefused(double epsilon) {
    assertThatThrownBy(() -> new Adaptive.Adam(0.9, 0.999, epsilon))
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith("epsilon must be");
  }

  @Test
  void momentumBesideAnAdaptiveMethodIsRefused() {
    assertThatThrownBy(() ->
            new Descent(
                0.1,
                new Momentum.Polyak(0.9),
                Optional.of(new Adaptive.RmsProp(0.9, 1e-8)),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("leave momentum or adaptive away");
  }
}
