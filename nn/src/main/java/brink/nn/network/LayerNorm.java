package brink.nn.network;

import brink.nn.engine.Images;
import brink.nn.engine.Ops;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;

/**
 * {@code x = r (a - E a)}, {@code r = (E(a - E a)^2 + eps)^(-1/2)}, E the mean over the channels
 * and places of each image. Its derivatives are those of {@link BatchNorm} with s = 1, but the
 * scale and shift of each channel follow as {@link ChannelScale}.
 */
record LayerNorm() implements Layer {
  private static final double EPS = 1e-5;

  @Override
  public int parameters() {
    return 0;
  }

  @Override
  public Values forward(Tensor a, Tensor[] w) {
    var rows = Images.examples(a);
    var centred = rows.sub(mean(rows));
    var r = Ops.shifted(mean(centred.square()), EPS).rsqrt();
    var x = centred.mul_(r);
    return new At(x, r, Images.ofExamples(x, a));
  }

  /** E of each row, [n x 1]. */
  private static Tensor mean(Tensor rows) {
    return Ops.scaled(1.0 / rows.size(1), Ops.rowSums(rows));
  }

  private record At(Tensor x, Tensor r, Tensor out) implements Values {
    @Override
    public Adjoint backward(Tensor g) {
      var rows = Images.examples(g);
      return new Back(this, rows, project(rows).mul_(r));
    }

    @Override
    public Tensor push(Tensor da) {
      return Images.ofExamples(project(Images.examples(da)).mul_(r), da);
    }

    /** P u. */
    Tensor project(Tensor u) {
      return u.sub(mean(u)).sub_(x.mul(mean(x.mul(u))));
    }
  }

  /**
   * With g.
   *
   * @param back r P g
   */
  private record Back(At at, Tensor g, Tensor back) implements Adjoint {
    @Override
    public Tensor in() {
      return Images.ofExamples(back, at.out);
    }

    @Override
    public void gradient(Tensor[] into) {
      // The parameters are those of the ChannelScale behind.
    }

    @Override
    public Tangent push(Tensor da, Tensor[] dw) {
      var rows = Images.examples(da);
      var dx = at.project(rows).mul_(at.r);
      var ratio = Ops.scaled(-1, at.r.mul(mean(at.x.mul(rows)))); // dr / r
      return new Along(this, dx, ratio, Images.ofExamples(dx, da));
    }

    @Override
    public Stream<Tensor> held() {
      return Stream.of(at.x, at.r, at.out, g, back);
    }
  }

  /**
   * With a direction.
   *
   * @param dx of x
   * @param ratio dr / r
   */
  private record Along(Back at, Tensor dx, Tensor ratio, Tensor out) implements Tangent {
    @Override
    public Tensor backward(Tensor dg, boolean second, Tensor[] into) {
      var x = at.at.x;
      var in = at.at.project(Images.examples(dg));
      if (second) {
        in.sub_(x.mul(mean(dx.mul(at.g)))).sub_(dx.mul(mean(x.mul(at.g))));
      }
      in.mul_(at.at.r);
      if (second) {
        in.addcmul_(at.back, ratio);
      }
      return Images.ofExamples(in, dg);
    }
  }
}
