package brink.core.ode;

import java.util.List;

/**
 * Every stepper there is, for tests that hold for all.
 *
 * @param name for messages
 * @param stepper the method
 * @param stiff whether its steps are not bound to the stiffest direction
 */
record Methods(String name, Stepper<? super TestField, ?> stepper, boolean stiff) {
  static List<Methods> all() {
    return List.of(
        new Methods("Euler", new ExplicitRungeKutta(Tableau.EULER), false),
        new Methods("RK4", new ExplicitRungeKutta(Tableau.RK4), false),
        new Methods("Dormand-Prince", new ExplicitRungeKutta(Tableau.DORMAND_PRINCE), false),
        new Methods("descent at 1/sharpness", AtSharpness.descent(1), false),
        new Methods("RK4 at 1/sharpness", AtSharpness.rk4(1), false),
        new Methods("RKC1", StabilizedRungeKutta.rkc1(), true),
        new Methods("RKC2", StabilizedRungeKutta.rkc2(), true),
        new Methods("ROCK2", StabilizedRungeKutta.rock2(), true),
        new Methods("ROCK4", StabilizedRungeKutta.rock4(), true),
        new Methods(
            "RKC2 by the field's bound",
            new StabilizedRungeKutta<>(Chebyshev.RKC2, 100, new FieldBound()),
            true),
        new Methods("exponential Euler", ExponentialEuler.asPublished(1), true),
        new Methods("Rosenbrock-Euler", ExponentialRosenbrock.euler(1e-4), true),
        new Methods("exprb32", ExponentialRosenbrock.exprb32(1e-4), true));
  }

  @Override
  public String toString() {
    return name;
  }
}
