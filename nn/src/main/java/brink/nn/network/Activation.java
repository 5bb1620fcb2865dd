package brink.nn.network;

import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import org.bytedeco.pytorch.Tensor;

/**
 * An activation function s with its first two derivatives, each element by element.
 *
 * <p>At a kink the derivatives are those of the left side, as in the usual frameworks.
 */
public enum Activation {
  /** {@code tanh(h)}. */
  TANH(5.0 / 3) {
    @Override
    public Tensor apply(Tensor h) {
      return h.tanh();
    }

    @Override
    public void apply(Tensor h, Tensor into) {
      Ops.tanh(h, into);
    }

    @Override
    public void pull(Tensor g, Tensor h, Tensor a, Tensor into) {
      Ops.tanhPull(g, a, into);
    }

    @Override
    public Tensor slope(Tensor h, Tensor a) {
      return Ops.shifted(Ops.scaled(-1, a.square()), 1);
    }

    @Override
    public Tensor bend(Tensor h, Tensor a, Tensor slope) {
      return Ops.scaled(-2, a.mul(slope));
    }

    @Override
    void addBend(Tensor g, Tensor h, Tensor a, Tensor dh, Tensor da, Tensor into) {
      var product = a.mul(g);
      Ops.addTimes(-2, product, da, into);
      Scope.free(product);
    }
  },
  /** {@code max(h, 0)}. */
  RELU(Math.sqrt(2)) {
    @Override
    public Tensor apply(Tensor h) {
      return h.relu();
    }

    @Override
    public void apply(Tensor h, Tensor into) {
      Ops.relu(h, into);
    }

    @Override
    public void pull(Tensor g, Tensor h, Tensor a, Tensor into) {
      Ops.reluPull(g, a, into);
    }

    @Override
    public Tensor slope(Tensor h, Tensor a) {
      return Ops.above(a, 0);
    }

    @Override
    public Tensor bend(Tensor h, Tensor a, Tensor slope) {
      return Ops.scaled(0, h);
    }
  },
  /** {@code h} where positive, else {@code exp(h) - 1}. */
  ELU(Math.sqrt(1.55)) {
    @Override
    public Tensor apply(Tensor h) {
      return Ops.elu(h);
    }

    @Override
    public void apply(Tensor h, Tensor into) {
      Ops.elu(h, into);
    }

    @Override
    public void pull(Tensor g, Tensor h, Tensor a, Tensor into) {
      Ops.eluPull(g, a, into);
    }

    @Override
    public Tensor slope(Tensor h, Tensor a) {
      return Ops.atMost(Ops.shifted(a, 1), 1);
    }

    @Override
    public Tensor bend(Tensor h, Tensor a, Tensor slope) {
      return slope.sub(Ops.above(a, 0));
    }
  },
  /** {@code log(1 + exp(h))}. */
  SOFTPLUS(1) {
    @Override
    public Tensor apply(Tensor h) {
      return Ops.softplus(h);
    }

    @Override
    public Tensor slope(Tensor h, Tensor a) {
      return h.sigmoid();
    }

    @Override
    public Tensor bend(Tensor h, Tensor a, Tensor slope) {
      return slope.sub(slope.square());
    }
  },
  /** {@code min(max(h, -1), 1)}. */
  HARDTANH(5.0 / 3) {
    @Override
    public Tensor apply(Tensor h) {
      return Ops.hardtanh(h);
    }

    @Override
    public Tensor slope(Tensor h, Tensor a) {
      return Ops.scaled(-1, Ops.above(h.abs(), 1)).add_(Ops.shifted(Ops.scaled(0, h), 1));
    }

    @Override
    public Tensor bend(Tensor h, Tensor a, Tensor slope) {
      return Ops.scaled(0, h);
    }
  },
  /** {@code h Phi(h)}, Phi the normal distribution function. */
  GELU(Math.sqrt(2)) {
    @Override
    public Tensor apply(Tensor h) {
      return Ops.gelu(h);
    }

    @Override
    public Tensor slope(Tensor h, Tensor a) {
      var phi = Ops.scaled(0.5, Ops.shifted(Ops.scaled(Math.sqrt(0.5), h).erf(), 1));
      return phi.add(h.mul(density(h)));
    }

    @Override
    public Tensor bend(Tensor h, Tensor a, Tensor slope) {
      return density(h).mul(Ops.shifted(Ops.scaled(-1, h.square()), 2));
    }
  },
  /** {@code h}. */
  IDENTITY(1) {
    @Override
    public Tensor apply(Tensor h) {
      return h.clone();
    }

    @Override
    public Tensor slope(Tensor h, Tensor a) {
      return Ops.shifted(Ops.scaled(0, h), 1);
    }

    @Override
    public Tensor bend(Tensor h, Tensor a, Tensor slope) {
      return Ops.scaled(0, h);
    }
  };

  private final double gain;

  Activation(double gain) {
    this.gain = gain;
  }

  /**
   * The factor by which initial weights are enlarged to make up for what the activation takes from
   * the signal: sqrt(2) for ReLU (He et al. 2015), sqrt(1.55) for ELU (Lowell and Kastner 2024),
   * 5/3 for tanh by the frameworks' convention, else 1.
   */
  public double gain() {
    return gain;
  }

  /** s(h). */
  public abstract Tensor apply(Tensor h);

  /** {@code into = s(h)}. */
  public void apply(Tensor h, Tensor into) {
    into.copy_(apply(h));
  }

  /** {@code into = g s'(h)}, given also {@code a = s(h)}: one step of a backward pass. */
  public void pull(Tensor g, Tensor h, Tensor a, Tensor into) {
    Ops.times(g, slope(h, a), into);
  }

  /** s'(h), given also {@code a = s(h)}. */
  public abstract Tensor slope(Tensor h, Tensor a);

  /** s''(h), given also {@code a = s(h)} and {@code slope = s'(h)}. */
  public abstract Tensor bend(Tensor h, Tensor a, Tensor slope);

  /** {@code into = into + g s''(h) dh}, given also {@code a = s(h)} and {@code da = s'(h) dh}. */
  void addBend(Tensor g, Tensor h, Tensor a, Tensor dh, Tensor da, Tensor into) {
    Ops.addTimes(g.mul(bend(h, a, slope(h, a))), dh, into);
  }

  /** Whether s'(h) and s''(h) follow from s(h), so that h need not be given. */
  boolean knownByValue() {
    return switch (this) {
      case TANH, RELU, ELU, IDENTITY -> true;
      case SOFTPLUS, HARDTANH, GELU -> false;
    };
  }

  /** Whether s'' is not zero almost everywhere. */
  boolean bends() {
    return switch (this) {
      case RELU, HARDTANH, IDENTITY -> false;
      case TANH, ELU, SOFTPLUS, GELU -> true;
    };
  }

  /** The numbers that an {@link Activated} layer holds beside its values. */
  double held(Image image) {
    return (knownByValue() ? 0.0 : image.size()) + (bends() ? image.size() : 0.0);
  }

  private static Tensor density(Tensor h) {
    return Ops.scaled(1 / Math.sqrt(2 * Math.PI), Ops.scaled(-0.5, h.square()).exp());
  }
}
