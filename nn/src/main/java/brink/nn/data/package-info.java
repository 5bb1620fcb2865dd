/**
 * Immutable data sets: where they come from (photographs, drawings, text, polynomials, own files),
 * which examples are kept, how they are scaled, and a content hash that names the result.
 */
package brink.nn.data;
