package brink.core.ode;

/**
 * A stabilised method of s stages: the recurrence, what follows it, and the error estimate
 *
 * <pre>
 * error = e_0 y + e_1 y_new + h (e_2 f + e_3 f_new) + h sum_i epsilon_i K_i
 * </pre>
 *
 * with epsilon and K those of the finish.
 *
 * @param recurrence the first stages
 * @param finish the last ones
 * @param error e, 4 weights
 */
public record StabilizedScheme(Recurrence recurrence, Finish finish, double[] error) {
  /** s: evaluations of the field in a step, the one at its start included. */
  public int stages() {
    return recurrence.stages() + finish.stages();
  }
}
