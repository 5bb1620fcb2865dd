package brink.core.ode;

import static org.assertj.core.api.Assertions.assertThat;

import brink.core.ode.Problems.Problem;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StepperOrderTest {
  record Method(String name, Stepper<? super TestField, ?> stepper) {
    @Override
    public String toString() {
      return name;
    }
  }

  static final Method EULER = new Method("Euler", new ExplicitRungeKutta(Tableau.EULER));
  static final Method RK4 = new Method("RK4", new ExplicitRungeKutta(Tableau.RK4));
  static final Method DORMAND_PRINCE =
      new Method("Dormand-Prince", new ExplicitRungeKutta(Tableau.DORMAND_PRINCE));
  static final Method RKC1 = new Method("RKC1", StabilizedRungeKutta.rkc1());
  static final Method RKC2 = new Method("RKC2", StabilizedRungeKutta.rkc2());
  static final Method ROCK2 = new Method("ROCK2", StabilizedRungeKutta.rock2());
  static final Method ROCK4 = new Method("ROCK4", StabilizedRungeKutta.rock4());
  static final Method BOUNDED_RKC2 =
      new Method(
          "RKC2 by the field's bound",
          new StabilizedRungeKutta<>(Chebyshev.RKC2, 100, new FieldBound()));
  static final Method EXPONENTIAL_EULER =
      new Method("exponential Euler", ExponentialEuler.asPublished(1));
  static final Method ROSENBROCK_EULER =
      new Method("exponential Rosenbrock-Euler", ExponentialRosenbrock.euler(1e-12));
  static final Method EXPRB32 = new Method("exprb32", ExponentialRosenbrock.exprb32(1e-12));

  static final Method DESCENT = new Method("descent at 1/sharpness", AtSharpness.descent(1));
  static final Method RK4_AT_SHARPNESS = new Method("RK4 at 1/sharpness", AtSharpness.rk4(1));

  static Stream<Arguments> smooth() {
    var smooth = Problems.quartic(1, 1, 0.5, 1, 1.5);
    return Stream.concat(
        Stream.of(
                EULER,
                RK4,
                DESCENT,
                RK4_AT_SHARPNESS,
                RKC1,
                RKC2,
                ROCK2,
                ROCK4,
                BOUNDED_RKC2,
                EXPONENTIAL_EULER,
                ROSENBROCK_EULER,
                EXPRB32)
            .map(method -> Arguments.of(method, smooth, 16)),
        Stream.of(Arguments.of(DORMAND_PRINCE, Problems.oscillator(), 16)));
  }

  static Stream<Arguments> stiff() {
    return Stream.of(
        Arguments.of(EULER, Problems.protheroRobinson(50), 100),
        Arguments.of(RK4, Problems.protheroRobinson(50), 200),
        Arguments.of(DORMAND_PRINCE, Problems.diagonal(0.02, 1, 100), 20),
        Arguments.of(DESCENT, Problems.protheroRobinson(50), 100),
        Arguments.of(RK4_AT_SHARPNESS, Problems.protheroRobinson(50), 200),
        Arguments.of(RKC1, Problems.heat(40), 40),
        Arguments.of(RKC2, Problems.heat(40), 40),
        Arguments.of(BOUNDED_RKC2, Problems.heat(40), 40),
        Arguments.of(ROCK2, Problems.heat(40), 40),
        Arguments.of(ROCK4, Problems.heat(40), 40),
        Arguments.of(ROCK4, Problems.protheroRobinson(50), 40),
        Arguments.of(EXPONENTIAL_EULER, Problems.quartic(1, 1, 0.5, 2, 300), 40),
        Arguments.of(ROSENBROCK_EULER, Problems.quartic(1, 1, 0.5, 2, 300, 1e5), 40),
        Arguments.of(EXPRB32, Problems.quartic(1, 1, 0.5, 2, 300, 1e5), 40),
        Arguments.of(ROSENBROCK_EULER, Problems.protheroRobinson(1e4), 10),
        Arguments.of(EXPRB32, Problems.protheroRobinson(50), 200),
        Arguments.of(ROSENBROCK_EULER, Problems.cubicHeat(30), 20),
        Arguments.of(EXPRB32, Problems.cubicHeat(30), 20));
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource({"smooth", "stiff"})
  void theErrorFallsWithTheDeclaredOrder(Method method, Problem problem, int steps) {
    double order = slope(method.stepper(), problem, steps);
    assertThat(order).isBetween(method.stepper().order() - 0.2, method.stepper().order() + 0.2);
  }

  /** Driven by its slow component at hundreds of times the speed: the step error is h^3 alone. */
  @Test
  void stiffnessDoesNotReduceTheOrderOfRock2() {
    assertThat(slope(ROCK2.stepper(), Problems.protheroRobinson(5000), 20)).isGreaterThan(2.8);
  }

  @ParameterizedTest(name = "{0} on {1}")
  @MethodSource("smooth")
  void theErrorEstimateFallsWithTheDeclaredPower(Method method, Problem problem, int steps) {
    double power = firstEstimate(method.stepper(), problem, steps);
    assertThat(power)
        .isBetween(method.stepper().errorOrder() - 0.2, method.stepper().errorOrder() + 0.2);
  }

  /** The exponent of h in the first step's estimate. */
  private static <S extends Memory> double firstEstimate(
      Stepper<? super TestField, S> stepper, Problem problem, int steps) {
    var estimates = new double[3];
    for (int i = 0; i < 3; i++) {
      var control = new StepControl.Fixed(problem.end() / (steps << i));
      estimates[i] = Runs.until(problem, stepper, control).steps().getFirst().localError();
    }
    return (Math.log(estimates[0]) - Math.log(estimates[2])) / (2 * Math.log(2));
  }

  /** The exponent of h by least squares over steps n, 2n, 4n, in logarithms. */
  private static <S extends Memory> double slope(
      Stepper<? super TestField, S> stepper, Problem problem, int steps) {
    var errors = new double[3];
    for (int i = 0; i < 3; i++) {
      errors[i] = Runs.error(problem, stepper, new StepControl.Fixed(problem.end() / (steps << i)));
    }
    return (Math.log(errors[0]) - Math.log(errors[2])) / (2 * Math.log(2));
  }
}
