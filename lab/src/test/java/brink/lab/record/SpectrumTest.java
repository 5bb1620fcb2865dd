package brink.lab.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

class SpectrumTest {
  private static final Optional<Ritz> TOP = Optional.of(new Ritz(12, 1e-5, true));
  private static final Optional<Ritz> PRECONDITIONED = Optional.of(new Ritz(3e4, 1e-2, true));

  private static Spectrum of(Optional<Ritz> top, Optional<Ritz> preconditioned) {
    return new Spectrum(
        top,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        preconditioned);
  }

  @Test
  void whatStandsAgainstTheEdgeIsPreconditionedWhereStepsAre() {
    assertThat(of(TOP, Optional.empty()).againstTheEdge()).isEqualTo(TOP);
    assertThat(of(TOP, PRECONDITIONED).againstTheEdge()).isEqualTo(PRECONDITIONED);
    assertThat(Spectrum.none().againstTheEdge()).isEmpty();
  }
}
