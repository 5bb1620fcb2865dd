package brink.nn.engine;

import brink.core.error.InputError;
import brink.core.vector.FlatSpace;
import brink.core.vector.FlatVec;
import brink.core.vector.Lanes;
import brink.core.vector.Precision;
import brink.core.vector.Vec;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/**
 * The tensor library, set up: how numbers are stored and how work is shared out.
 *
 * <p>Work is shared out by our own {@link Lanes}, one native thread each: the library's and the
 * BLAS's own thread pools spin against each other and are kept at one thread for the whole process.
 */
public final class Engine implements AutoCloseable {
  private final Precision precision;
  private final Lanes lanes;
  private final long memoryBudget;

  private Engine(Precision precision, Lanes lanes, long memoryBudget) {
    this.precision = precision;
    this.lanes = lanes;
    this.memoryBudget = memoryBudget;
  }

  /**
   * Loads the tensor library (some seconds the first time on a machine, while it is unpacked).
   *
   * @param precision how tensors are stored
   * @param threads native threads to work with, at least 1
   * @param memoryBudget bytes that the signals of one linearisation may take; beyond it, products
   *     go through the examples in batches
   * @throws InputError if the library cannot be loaded on this machine
   */
  public static Engine open(Precision precision, int threads, long memoryBudget) {
    try {
      torch.set_num_threads(1);
      openblas_nolapack.blas_set_num_threads(1);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw unloadable(e);
    }
    return new Engine(precision, Lanes.of(threads), memoryBudget);
  }

  static InputError unloadable(LinkageError e) {
    return new InputError(
        "The tensor library could not be loaded on this machine ("
            + e.getMessage()
            + "): run ./brink doctor to see what is there and what is not.",
        e);
  }

  /** How tensors are stored. */
  public Precision precision() {
    return precision;
  }

  /** The threads that share out the work. */
  public Lanes lanes() {
    return lanes;
  }

  /** Bytes that the signals of one linearisation may take. */
  public long memoryBudget() {
    return memoryBudget;
  }

  /** R^dim in this engine's precision and on its lanes. */
  public FlatSpace space(long dim) {
    return new FlatSpace(dim, precision, lanes);
  }

  /**
   * Numbers {@code offset ..} of a vector as a tensor on the same memory: writing to one writes to
   * the other. The vector's workspace must outlive the tensor.
   */
  public Tensor view(Vec vec, long offset, long... shape) {
    if (!(vec instanceof FlatVec flat)) {
      throw new IllegalArgumentException("tensors are views of flat vectors, not of " + vec);
    }
    return view(flat.segment().asSlice(offset * precision.bytes()), shape);
  }

  /** A new tensor holding the given numbers, row-major. */
  public Tensor tensor(double[] values, long... shape) {
    try (var source = new DoublePointer(values)) {
      var wide = torch.from_blob(source, shape, new TensorOptions(torch.ScalarType.Double));
      return wide.clone().to(type());
    }
  }

  /** A new tensor [k x count] with a 1 in each of k rows, at the place of its class, else 0. */
  public Tensor oneHot(int[] classes, int count) {
    try (var source = new LongPointer(Arrays.stream(classes).asLongStream().toArray())) {
      var options = new TensorOptions(torch.ScalarType.Long);
      var places = torch.from_blob(source, new long[] {classes.length, 1}, options);
      return zeros(classes.length, count).scatter_(1, places, new Scalar(1.0));
    }
  }

  /** A new tensor of arbitrary content. */
  public Tensor empty(long... shape) {
    return torch.empty(shape, new TensorOptions(type()), new MemoryFormatOptional());
  }

  /** A new tensor of zeros. */
  public Tensor zeros(long... shape) {
    return torch.zeros(shape, new TensorOptions(type()));
  }

  private Tensor view(MemorySegment segment, long... shape) {
    return torch.from_blob(new Address(segment.address()), shape, new TensorOptions(type()));
  }

  private torch.ScalarType type() {
    return switch (precision) {
      case FLOAT64 -> torch.ScalarType.Double;
      case FLOAT32 -> torch.ScalarType.Float;
    };
  }

  /** Ends the engine's threads. */
  @Override
  public void close() {
    lanes.close();
  }

  /** A pointer to memory that somebody else owns. */
  private static final class Address extends Pointer {
    Address(long address) {
      this.address = address;
    }
  }
}
