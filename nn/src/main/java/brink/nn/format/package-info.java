/**
 * Array files: NumPy's {@code .npy} and {@code .npz}, and safetensors. Every reader checks sizes
 * before it trusts them and reports a broken file as an {@link brink.core.error.InputError}; every
 * writer replaces its target in one step, so that no half-written file is ever seen.
 */
package brink.nn.format;
