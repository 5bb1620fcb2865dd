package brink.nn.network;

import brink.nn.engine.Images;
import brink.nn.engine.Ops;
import brink.nn.engine.Scope;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code y = s x + b} channel by channel with scale s, shift b and the standardised signals {@code
 * x = r (a - E a)}, {@code r = (E(a - E a)^2 + eps)^(-1/2)}, E the mean over images and places.
 *
 * <p>The derivative of x is symmetric, {@code dx = r P da} with {@code P u = u - E u - x E[x u]};
 * and {@code dr = -r^2 E[x da]}. So the derivative of {@code s r P g} along a direction is {@code s
 * r P dg + c P g - s r (x E[dx g] + dx E[x g])} with {@code c = r ds + s dr}.
 */
record BatchNorm() implements Layer {
  private static final double EPS = 1e-5;

  @Override
  public int parameters() {
    return 2;
  }

  @Override
  public Values forward(Tensor a, Tensor[] w) {
    var x = Images.standardise(a, EPS);
    return new At(x.values(), x.r(), w, Images.affineChannels(x.values(), w[0], w[1]));
  }

  private record At(Tensor x, Tensor r, Tensor[] w, Tensor out) implements Values {
    @Override
    public Adjoint backward(Tensor g) {
      var scale = w[0].mul(r);
      return new Back(this, g, scale, Images.project(g, x, scale));
    }

    @Override
    public Tensor push(Tensor da) {
      var dx = Images.project(da, x, r).images();
      return Images.affineChannels(dx, w[0], Ops.scaled(0, w[1]));
    }

    @Override
    public Tensor kernel(Tensor g) {
      throw GhostBatches.together();
    }

    /** One over the number of images times places. */
    double mean() {
      return (double) r.numel() / x.numel();
    }
  }

  /**
   * With g.
   *
   * @param scale s r
   * @param back s r P g, the sum of x g and that of g
   */
  private record Back(At at, Tensor g, Tensor scale, Images.Projected back) implements Adjoint {
    @Override
    public Tensor in() {
      return back.images();
    }

    @Override
    public void gradient(Tensor[] into) {
      into[0].add_(back.along());
      into[1].add_(back.sum());
    }

    @Override
    public Tangent push(Tensor da, Tensor[] dw) {
      var dx = Images.project(da, at.x, at.r);
      var dr = Ops.scaled(-at.mean(), at.r.square().mul(dx.along()));
      var out = Images.affineChannels(at.x, dw[0], dw[1]);
      Images.addChannels(at.w[0], dx.images(), out);
      return new Along(this, dx.images(), at.r.mul(dw[0]).add_(at.w[0].mul(dr)), out);
    }

    @Override
    public Stream<Tensor> held() {
      return Stream.of(at.x, at.r, at.w[0], at.w[1], g, scale, back.along(), back.sum());
    }
  }

  /**
   * With a direction.
   *
   * @param dx of x
   * @param c r ds + s dr
   */
  private record Along(Back at, Tensor dx, Tensor c, Tensor out) implements Tangent {
    @Override
    public Tensor backward(Tensor dg, boolean second, Tensor[] into) {
      var x = at.at.x;
      var in = Images.project(dg, x, at.scale);
      into[0].add_(in.along());
      into[1].add_(in.sum());
      if (!second) {
        return in.images();
      }
      var crossed = at.g.mul(dx);
      var across = Images.sumChannels(crossed); // of dx g
      Scope.free(crossed);
      into[0].add_(across);
      double mean = at.at.mean();
      var along = Ops.scaled(-mean, at.back.along()); // -E[x g]
      var ofX = c.mul(along).sub_(at.scale.mul(Ops.scaled(mean, across)));
      var shift = c.mul(Ops.scaled(-mean, at.back.sum()));
      var more = Images.affineChannels(at.g, c, shift);
      Images.addChannels(ofX, x, more);
      Images.addChannels(at.scale.mul(along), dx, more);
      Images.absorb(1, more, in.images());
      return in.images();
    }
  }
}
