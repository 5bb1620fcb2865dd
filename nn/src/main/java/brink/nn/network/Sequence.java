package brink.nn.network;

import brink.nn.engine.Scope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/** Layers one after the other, and their parameters too. */
record Sequence(List<Layer> layers) implements Layer {
  Sequence {
    layers = List.copyOf(layers);
  }

  @Override
  public int parameters() {
    return layers.stream().mapToInt(Layer::parameters).sum();
  }

  @Override
  public Values forward(Tensor a, Tensor[] w) {
    var values = new ArrayList<Values>();
    var at = a;
    for (int i = 0; i < layers.size(); i++) {
      var here = layers.get(i).forward(at, own(i, w));
      values.add(here);
      at = here.out();
    }
    return new At(this, values, at);
  }

  /** The parameters of layer i among all. */
  private Tensor[] own(int i, Tensor[] w) {
    int from = layers.subList(0, i).stream().mapToInt(Layer::parameters).sum();
    return Arrays.copyOfRange(w, from, from + layers.get(i).parameters());
  }

  private record At(Sequence layer, List<Values> values, Tensor out) implements Values {
    @Override
    public Adjoint backward(Tensor g) {
      var adjoints = new ArrayList<Adjoint>();
      var at = values.getLast().backward(g);
      for (int i = values.size() - 1; i > 0; i--) {
        adjoints.addFirst(at);
        at = values.get(i - 1).backward(at.in());
      }
      adjoints.addFirst(at);
      return new Back(layer, adjoints);
    }

    @Override
    public Tensor push(Tensor da) {
      var at = da;
      for (var here : values) {
        at = here.push(at);
      }
      return at;
    }

    /** Back to all that have parameters, and forward again, gathering what each contributes. */
    @Override
    public Tensor kernel(Tensor g) {
      int first = first();
      var back = new Tensor[values.size()];
      back[values.size() - 1] = g;
      for (int i = values.size() - 1; i > first; i--) {
        back[i - 1] = values.get(i).backward(back[i]).in();
      }
      var sum = values.get(first).kernel(back[first]);
      for (int i = first + 1; i < values.size(); i++) {
        sum = values.get(i).push(sum);
        if (layer.layers.get(i).parameters() > 0) {
          sum.add_(values.get(i).kernel(back[i]));
        }
      }
      return sum;
    }

    /** The first layer with parameters; the last one where none has any. */
    private int first() {
      int first = 0;
      while (first + 1 < values.size() && layer.layers.get(first).parameters() == 0) {
        first++;
      }
      return first;
    }
  }

  private record Back(Sequence layer, List<Adjoint> adjoints) implements Adjoint {
    @Override
    public Tensor in() {
      return adjoints.getFirst().in();
    }

    @Override
    public void gradient(Tensor[] into) {
      for (int i = 0; i < adjoints.size(); i++) {
        adjoints.get(i).gradient(layer.own(i, into));
      }
    }

    @Override
    public Tangent push(Tensor da, Tensor[] dw) {
      var tangents = new ArrayList<Tangent>();
      var at = da;
      for (int i = 0; i < adjoints.size(); i++) {
        var here = adjoints.get(i).push(at, layer.own(i, dw));
        tangents.add(here);
        at = here.out();
      }
      return new Along(layer, tangents, at);
    }

    @Override
    public Stream<Tensor> held() {
      return adjoints.stream().flatMap(Adjoint::held);
    }
  }

  private record Along(Sequence layer, List<Tangent> tangents, Tensor out) implements Tangent {
    @Override
    public Tensor backward(Tensor dg, boolean second, Tensor[] into) {
      int last = tangents.size() - 1;
      var at = tangents.get(last).backward(dg, second, layer.own(last, into));
      for (int i = last - 1; i >= 0; i--) {
        var below = tangents.get(i).backward(at, second, layer.own(i, into));
        Scope.free(at); // made for this layer alone
        at = below;
      }
      return at;
    }
  }
}
