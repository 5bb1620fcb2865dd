package brink.core.ode;

import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.Optional;

/** The spectral radius as the field itself bounds it, asked for before every step. */
public record FieldBound() implements SpectralRadiusSource<SpectrallyBounded> {
  @Override
  public Tracker<SpectrallyBounded> open(Workspace work) {
    return new Tracker<>() {
      @Override
      public double arrive(Metered<? extends SpectrallyBounded> field, double t, Vec y, Vec f) {
        return field.eval(t, y, f);
      }

      @Override
      public Reading update(Metered<? extends SpectrallyBounded> field, State at, Prior prior) {
        double bound = field.field().spectralRadiusBound(at.t(), at.y());
        if (!(bound >= 0) || Double.isInfinite(bound)) {
          return new Unknown(
              new Fault(
                  Fault.Reason.SPECTRAL_RADIUS_NOT_FOUND,
                  "the field bounds its spectral radius by " + bound + ".",
                  "Give a finite bound, or estimate the radius by power iteration."));
        }
        return new Known(bound, bound, Optional.empty());
      }
    };
  }
}
