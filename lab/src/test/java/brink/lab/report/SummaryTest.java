package brink.lab.report;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.record.Decomposition;
import brink.lab.record.FlowError;
import brink.lab.record.MomentRow;
import brink.lab.record.RunData;
import brink.lab.record.RunFolder;
import brink.lab.record.Spectrum;
import brink.lab.record.SyntheticRun;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTest {
  @TempDir static Path temp;
  private static RunData run;

  @BeforeAll
  static void readARun() {
    run = SyntheticRun.usual().write(temp.resolve("run")).read();
  }

  @Test
  void theSentencesHoldTheNumbersOfTheData() {
    // Written out from the rows, not through the classes under test.
    var settled =
        run.moments().stream()
            .filter(m -> m.step() >= 10 && m.t() >= 0.1)
            .findFirst()
            .orElseThrow();
    var peak =
        run.moments().stream()
            .filter(m -> m.step() >= 10 && m.t() >= 0.1)
            .reduce((a, b) -> top(b) > top(a) ? b : a)
            .orElseThrow();
    var summary = Summary.of(run);
    assertThat(summary.lines()).hasSize(3);
    assertThat(summary.sharpness())
        .contains(
            "rises from %.2f to %.1f (%.1f ×)"
                .formatted(top(settled), top(peak), top(peak) / top(settled)))
        .contains("t = %.1f".formatted(peak.t()))
        .contains("ends at %.1f".formatted(top(run.moments().getLast())));
    double from = settled.decomposition().orElseThrow().components().alJ();
    double to = peak.decomposition().orElseThrow().components().alJ();
    assertThat(summary.cause())
        .contains("layerwise Jacobian alignment, AL_J")
        .contains("%.5f to %.4f (%.1f ×)".formatted(from, to, to / from));
    double error = run.steps().getLast().accumulatedError().orElseThrow();
    assertThat(summary.accuracy())
        .contains("%.4f".formatted(error))
        .contains(
            "%.2f %% of the distance".formatted(100 * error / run.moments().getLast().distance()))
        .contains("420 steps", "1,470 gradients", "378 Hessian-vector products");
    double loss =
        run.steps().stream()
            .mapToDouble(s -> s.gradNorm() * s.accumulatedError().orElseThrow())
            .max()
            .orElse(0);
    assertThat(summary.accuracy())
        .contains("the loss on the way by at most " + Numbers.shortly(loss));
  }

  @Test
  void anErrorMeasuredByASecondSolveTakesThePlaceOfTheEstimate() {
    var error = new FlowError(0.25, Optional.of(0.013), 1e-4, 2e-4, 0.125, Optional.empty());
    var measured =
        new RunData(
            run.folder(),
            run.status(),
            run.provenance(),
            run.spec(),
            Optional.of(error),
            run.steps(),
            run.moments(),
            run.layers(),
            run.amplifications(),
            run.additional());
    assertThat(Summary.of(measured).accuracy())
        .startsWith(
            "By a second solve, the parameters at the end are off the exact flow by 0.250, 1.3 % of"
                + " the distance travelled, and the loss on the way by at most 2.0 × 10⁻⁴:");
  }

  @Test
  void sharpnessThatOnlyFallsIsNotSaidToRise() {
    var moments = List.of(renumbered(peak(), 0), renumbered(run.moments().getLast(), 1));
    var falling = with(moments);
    var summary = Summary.of(falling);
    assertThat(summary.sharpness()).contains("does not rise").doesNotContain("rises");
    assertThat(SharpnessFigure.of(falling).caption()).contains("never rises above");
    assertThat(ComponentsFigure.of(falling).caption()).contains("Up to the end at t = 34.0");
  }

  @Test
  void aRunWithTooFewMomentsSaysSo() {
    assertThat(Summary.of(with(List.of())).sharpness()).contains("fewer than two moments");
    assertThat(Summary.of(with(run.moments().subList(0, 1))).sharpness())
        .contains("fewer than two moments");
    var unmeasured = run.moments().stream().map(SummaryTest::withoutSpectrum).toList();
    assertThat(Summary.of(with(unmeasured)).sharpness()).contains("fewer than two moments");
  }

  @Test
  void whereNothingIsTakenApartTheSummarySaysWhy() {
    var whole = run.moments().stream().map(SummaryTest::withoutDecomposition).toList();
    assertThat(Summary.of(with(run.spec(), whole)).cause())
        .isEqualTo(
            "What moves it was not measured: sharpness is taken apart layer by layer for networks of kind mlp, and of kinds cnn, vgg and resnet without batch norm.");
    var off = run.spec() + "measure:\n  decomposition: false\n";
    assertThat(Summary.of(with(off, whole)).cause())
        .isEqualTo("What moves it was not measured: measure.decomposition is false.");
  }

  @Test
  void theComponentsOfARunWhoseAlMIsOneAtItsEndOnlyAreStillTold() {
    var moments = new ArrayList<>(run.moments().stream().map(m -> withAlM(m, 0.5)).toList());
    assertThat(ComponentsFigure.of(with(moments)).caption()).contains("AL_M · PI_x", "AL_M stays");
    moments.replaceAll(m -> m.t() < 1 ? m : withAlM(m, 1));
    assertThat(ComponentsFigure.of(with(moments)).caption())
        .contains("AL_M · PI_x", "AL_J rises")
        .doesNotContain("AL_M stays", "AL_M rises");
  }

  private static MomentRow withAlM(MomentRow m, double alM) {
    var decomposition =
        m.decomposition()
            .map(d ->
                new Decomposition(
                    d.rho(),
                    d.eK2(),
                    d.eKl2Sum(),
                    d.components(),
                    d.eDl2Last(),
                    d.eDl2First(),
                    alM,
                    d.identityError()));
    return with(m, decomposition);
  }

  @Test
  void aRunWithoutStepsSaysSo() {
    var empty =
        new RunData(
            run.folder(),
            run.status(),
            run.provenance(),
            run.spec(),
            run.error(),
            List.of(),
            run.moments(),
            run.layers(),
            run.amplifications(),
            run.additional());
    assertThat(Summary.of(empty).accuracy()).isEqualTo("No step was taken.");
  }

  private static MomentRow peak() {
    return run.moments().stream().reduce((a, b) -> top(b) > top(a) ? b : a).orElseThrow();
  }

  private static double top(MomentRow m) {
    return m.spectrum().topHess().orElseThrow().value();
  }

  private static RunData with(List<MomentRow> moments) {
    return with(run.spec(), moments);
  }

  private static RunData with(String spec, List<MomentRow> moments) {
    return new RunData(
        new RunFolder(temp),
        run.status(),
        run.provenance(),
        spec,
        run.error(),
        run.steps(),
        moments,
        run.layers(),
        run.amplifications(),
        run.additional());
  }

  private static MomentRow renumbered(MomentRow m, int moment) {
    return new MomentRow(
        moment,
        10 + moment,
        m.t(),
        m.loss(),
        m.accuracy(),
        m.gradNorm(),
        m.distance(),
        m.spectrum(),
        m.decomposition(),
        m.bound(),
        m.etaStable());
  }

  private static MomentRow withoutDecomposition(MomentRow m) {
    return with(m, Optional.empty());
  }

  private static MomentRow with(MomentRow m, Optional<Decomposition> decomposition) {
    return new MomentRow(
        m.moment(),
        m.step(),
        m.t(),
        m.loss(),
        m.accuracy(),
        m.gradNorm(),
        m.distance(),
        m.spectrum(),
        decomposition,
        m.bound(),
        m.etaStable());
  }

  private static MomentRow withoutSpectrum(MomentRow m) {
    return new MomentRow(
        m.moment(),
        m.step(),
        m.t(),
        m.loss(),
        m.accuracy(),
        m.gradNorm(),
        m.distance(),
        Spectrum.none(),
        m.decomposition(),
        m.bound(),
        m.etaStable());
  }
}
