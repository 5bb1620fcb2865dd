package brink.nn.engine;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;

/**
 * The lifetime of the tensors that a thread makes: all of them are freed when the scope closes,
 * except those given to {@link #keep}. Every piece of tensor work runs inside one, on its own
 * thread; without, native memory would grow until the garbage collector happens to run.
 */
public final class Scope implements AutoCloseable {
  private final PointerScope pointers = new PointerScope();
  private final boolean recordedBefore = GradMode.is_enabled();

  private Scope(boolean record) {
    GradMode.set_enabled(record);
  }

  /** A scope in which nothing is recorded for differentiation. */
  public static Scope open() {
    return new Scope(false);
  }

  /** A scope in which operations are recorded, so that their results can be differentiated. */
  public static Scope recording() {
    return new Scope(true);
  }

  /** Lets a tensor outlive its scope, until it is given to {@link #free}. */
  public static Tensor keep(Tensor tensor) {
    tensor.retainReference();
    return tensor;
  }

  /** Ends the life of a kept tensor. */
  public static void free(Tensor tensor) {
    tensor.releaseReference();
  }

  @Override
  public void close() {
    GradMode.set_enabled(recordedBefore);
    pointers.close();
  }
}
