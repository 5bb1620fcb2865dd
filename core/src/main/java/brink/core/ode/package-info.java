/**
 * Solvers for ordinary differential equations: one loop, {@link brink.core.ode.Ode#solve}, to which
 * methods, step controls, saves and stop conditions are given as small objects.
 */
package brink.core.ode;
