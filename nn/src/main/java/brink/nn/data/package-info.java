/**
 * Immutable data sets: where they come from (CIFAR-10, Dice, Chebyshev, own files), which examples
 * are kept, how they are scaled, and a content hash that names the result.
 */
package brink.nn.data;
