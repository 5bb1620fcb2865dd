package brink.nn.objective;

import java.util.OptionalDouble;

/**
 * What a network does on its data.
 *
 * @param loss mean over the examples, and over the positions of a text
 * @param accuracy the fraction of them whose largest output is that of their class; empty where the
 *     targets are not classes
 */
public record Evaluation(double loss, OptionalDouble accuracy) {}
