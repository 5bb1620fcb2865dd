package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.core.vector.Precision;
import brink.lab.record.FreeMemory;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.network.Activation;
import brink.nn.network.Mlp;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MemoryNeedTest {
  private static final long GIB = 1L << 30;
  private static final DataSet DATA =
      DataSet.of("ten points", List.of(1), new double[10], new Targets.Values(new double[10], 1));

  private static Spec spec(String... settings) {
    var yaml =
        """
        name: least
        data: {source: {kind: chebyshev, degree: 3, points: 10}}
        network: {hidden: [5], activation: tanh}
        loss: {kind: squared-error, convention: mean}
        stop: {time: 1}
        """;
    return new SpecReader<>(Spec.class).read("least.yaml", yaml, List.of(settings));
  }

  private static Mlp mlp(int... hidden) {
    var widths = new ArrayList<Integer>(List.of(1));
    for (int width : hidden) {
      widths.add(width);
    }
    widths.add(1);
    return new Mlp(widths, Activation.TANH);
  }

  @Test
  void theParametersAreThoseOfTheLayout() {
    var network = mlp(300, 200);
    assertThat(MemoryNeed.ofRun(spec(), network, DATA).parameters())
        .isEqualTo(network.layout().size());
  }

  @Test
  void aNetworkBeyondTheMemoryIsRefusedWithWhatItTakesAndWhatIsThere() {
    assertThatThrownBy(() ->
            MemoryNeed.ofRun(spec(), mlp(20_000, 20_000), DATA)
                .require(new FreeMemory(8 * GIB, 8 * GIB)))
        .isInstanceOf(InputError.class)
        .hasMessageMatching(
            "This takes about 116\\.\\d GiB of memory \\(39 vectors of 400,080,001 numbers, and the data\\), and 8\\.0 GiB are free: make .*");
  }

  @Test
  void halfThePrecisionTakesHalfTheMemoryButASecondCopyOfTheInputs() {
    double whole = MemoryNeed.ofRun(spec(), mlp(5000), DATA).bytes();
    double half = MemoryNeed.ofRun(spec("engine.precision=float32"), mlp(5000), DATA).bytes();
    assertThat(half).isEqualTo(whole / 2 + DATA.inputs().length * Precision.FLOAT32.bytes());
  }

  @Test
  void heldOutExamplesAndTheCurvatureInTheOutputsTakeTheirInputsToo() {
    var wide =
        DataSet.of(
            "four images", List.of(3000), new double[12000], new Targets.Values(new double[4], 1));
    var network = new Mlp(List.of(3000, 5, 1), Activation.TANH);
    double usual = MemoryNeed.ofRun(spec(), network, wide, Optional.empty()).bytes();
    assertThat(usual).isEqualTo(MemoryNeed.ofRun(spec(), network, wide).bytes());
    var curved = spec("measure.output-curvature=true");
    assertThat(MemoryNeed.ofRun(curved, network, wide, Optional.empty()).bytes())
        .isEqualTo(usual + 12000 * 8);
    assertThat(MemoryNeed.ofRun(spec(), network, wide, Optional.of(wide)).bytes())
        .isGreaterThan(usual + 12000 * 8);
  }

  @Test
  void aRunInTheSpanOfItsInputsIsCountedInCoordinatesButForItsWholeWeights() {
    var wide =
        DataSet.of(
            "two images", List.of(3000), new double[6000], new Targets.Values(new double[2], 1));
    var network = new Mlp(List.of(3000, 50, 1), Activation.TANH);
    var inSpan = MemoryNeed.ofRun(spec(), network, wide);
    var whole = MemoryNeed.ofRun(spec("engine.input-span=false"), network, wide);
    assertThat(inSpan.length())
        .isEqualTo(new Mlp(List.of(2, 50, 1), Activation.TANH).layout().size());
    assertThat(whole.length()).isEqualTo(network.layout().size());
    assertThat(inSpan.bytes()).isBetween(3 * 8 * whole.length(), whole.bytes() / 5);
  }

  @Test
  void aPartTakesVectorsForItsGradientAndItsProducts() {
    var whole = MemoryNeed.ofRun(spec(), mlp(50), DATA);
    var parts = MemoryNeed.ofRun(spec("engine.parts=4"), mlp(50), DATA);
    assertThat(parts.vectors()).isEqualTo(whole.vectors() + 4 * 3);
    assertThat(parts.bytes()).isEqualTo(whole.bytes() + 4 * 3 * 8 * whole.length());
  }

  @Test
  void weightsThatJavaCannotDrawAreRefusedWithTheHeapToSet() {
    var need = MemoryNeed.ofAnalysis(spec(), mlp(20_000, 20_000), DATA);
    assertThatThrownBy(() -> need.require(new FreeMemory(1000 * GIB, GIB)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("BRINK_HEAP=7g");
    assertThatCode(() -> need.require(new FreeMemory(1000 * GIB, 7 * GIB)))
        .doesNotThrowAnyException();
  }

  @Test
  void moreParametersThanCanBeCountedAreRefused() {
    int most = Integer.MAX_VALUE;
    assertThatThrownBy(() ->
            MemoryNeed.ofRun(spec(), mlp(most, most, most), DATA)
                .require(new FreeMemory(Long.MAX_VALUE, Long.MAX_VALUE)))
        .isInstanceOf(InputError.class)
        .hasMessageStartingWith("The network has 9.22e+18 parameters, and no more than");
  }
}
