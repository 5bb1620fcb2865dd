package brink.nn.network;

import brink.core.vector.Vec;
import brink.nn.engine.Engine;
import brink.nn.engine.Ops;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/**
 * Where each named parameter lies in the flat vector theta: one after the other, row-major, in the
 * order of the list.
 *
 * @param entries the parameters in order
 */
public record Layout(List<Entry> entries) {
  /** What a parameter does. */
  public enum Role {
    /** Multiplies signals, [out x in ..]. */
    WEIGHT,
    /** Is added to signals. */
    BIAS,
    /** Multiplies normalised signals, one number a channel. */
    SCALE,
    /** Stands for a token or a place in a text, one row each. */
    EMBEDDING
  }

  /**
   * One parameter.
   *
   * @param name as PyTorch would name it, for instance {@code layers.0.weight}
   * @param shape for instance [out, in]
   * @param role what it does, which decides how it is drawn
   * @param offset of its first number in theta
   */
  public record Entry(String name, List<Long> shape, Role role, long offset) {
    /** How many numbers it has. */
    public long size() {
      return shape.stream().reduce(1L, Math::multiplyExact);
    }

    long[] sizes() {
      return shape.stream().mapToLong(Long::longValue).toArray();
    }
  }

  /** A layout grown parameter by parameter. */
  public static final class Builder {
    private final List<Entry> entries = new ArrayList<>();
    private long next;

    /** Adds a weight, or a bias where it has one dimension, behind the last parameter. */
    public Builder add(String name, Long... shape) {
      return add(shape.length == 1 ? Role.BIAS : Role.WEIGHT, name, shape);
    }

    /** Adds a parameter behind the last one. */
    public Builder add(Role role, String name, Long... shape) {
      var entry = new Entry(name, List.of(shape), role, next);
      entries.add(entry);
      next += entry.size();
      return this;
    }

    /** The finished layout. */
    public Layout build() {
      return new Layout(List.copyOf(entries));
    }
  }

  /** The number of parameters, P. */
  public long size() {
    return entries.stream().mapToLong(Entry::size).sum();
  }

  /** How many numbers each layer has: a weight and the biases and scales that follow it. */
  public long[] layers() {
    var layers = new ArrayList<Long>();
    for (var entry : entries) {
      boolean begins = entry.role() == Role.WEIGHT || entry.role() == Role.EMBEDDING;
      if (begins || layers.isEmpty()) {
        layers.add(entry.size());
      } else {
        layers.add(layers.removeLast() + entry.size());
      }
    }
    return layers.stream().mapToLong(Long::longValue).toArray();
  }

  /** The parameters in a flat tensor theta, such that they can be differentiated in it. */
  public Tensor[] split(Tensor theta) {
    var pieces = Ops.split(theta, entries.stream().mapToLong(Entry::size).toArray());
    for (int i = 0; i < pieces.length; i++) {
      pieces[i] = pieces[i].view(entries.get(i).sizes());
    }
    return pieces;
  }

  /** The parameters in theta as tensors on the same memory, in order. */
  public Tensor[] views(Engine engine, Vec theta) {
    return entries.stream()
        .map(entry -> engine.view(theta, entry.offset(), entry.sizes()))
        .toArray(Tensor[]::new);
  }
}
