package brink.nn.network;

import brink.nn.engine.Ops;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * A layer on each group of consecutive examples alone.
 *
 * @param each group's layer
 * @param size of a group, a divisor of the number of examples
 */
record GhostBatches(Layer each, int size) implements Layer {
  @Override
  public int parameters() {
    return each.parameters();
  }

  @Override
  public Values forward(Tensor a, Tensor[] w) {
    var groups = groups(a).map(group -> each.forward(group, w)).toList();
    return groups.size() == 1
        ? groups.getFirst()
        : new At(this, groups, joined(groups, Values::out));
  }

  private Stream<Tensor> groups(Tensor a) {
    int count = Math.toIntExact(a.size(0) / size);
    return IntStream.range(0, count).mapToObj(i -> a.narrow(0, (long) i * size, size));
  }

  private static <T> Tensor joined(List<T> groups, Function<T, Tensor> part) {
    return Ops.joined(groups.stream().map(part).toList());
  }

  private record At(GhostBatches layer, List<Values> groups, Tensor out) implements Values {
    @Override
    public Adjoint backward(Tensor g) {
      var parts = layer.groups(g).toList();
      return new Back(
          layer,
          IntStream.range(0, groups.size())
              .mapToObj(i -> groups.get(i).backward(parts.get(i)))
              .toList());
    }

    @Override
    public Tensor push(Tensor da) {
      var parts = layer.groups(da).toList();
      return Ops.joined(
          IntStream.range(0, groups.size())
              .mapToObj(i -> groups.get(i).push(parts.get(i)))
              .toList());
    }

    @Override
    public Tensor kernel(Tensor g) {
      throw together();
    }
  }

  /** Why there is no kernel of an example. */
  static IllegalStateException together() {
    return new IllegalStateException(
        "examples that are normalised together have no y of their own");
  }

  private record Back(GhostBatches layer, List<Adjoint> groups) implements Adjoint {
    @Override
    public Tensor in() {
      return joined(groups, Adjoint::in);
    }

    @Override
    public void gradient(Tensor[] into) {
      groups.forEach(group -> group.gradient(into));
    }

    @Override
    public Tangent push(Tensor da, Tensor[] dw) {
      var parts = layer.groups(da).toList();
      var tangents =
          IntStream.range(0, groups.size())
              .mapToObj(i -> groups.get(i).push(parts.get(i), dw))
              .toList();
      return new Along(layer, tangents, joined(tangents, Tangent::out));
    }

    @Override
    public Stream<Tensor> held() {
      return groups.stream().flatMap(Adjoint::held);
    }
  }

  private record Along(GhostBatches layer, List<Tangent> groups, Tensor out) implements Tangent {
    @Override
    public Tensor backward(Tensor dg, boolean second, Tensor[] into) {
      var parts = layer.groups(dg).toList();
      return Ops.joined(
          IntStream.range(0, groups.size())
              .mapToObj(i -> groups.get(i).backward(parts.get(i), second, into))
              .toList());
    }
  }
}
