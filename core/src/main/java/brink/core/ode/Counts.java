package brink.core.ode;

/**
 * What a solve has cost so far.
 *
 * @param evaluations evaluations of the field, linearizations among them: gradients, for a gradient
 *     field
 * @param products Jacobian-vector products: Hessian-vector products, for a gradient field
 */
public record Counts(long evaluations, long products) {}
