package brink.core.ode;

/**
 * A step from one point to the next.
 *
 * @param from where it starts
 * @param h its length, above 0
 * @param to where it ends
 */
public record Step(State from, double h, State to) {}
