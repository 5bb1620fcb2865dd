package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.lab.record.LayerRow;
import brink.lab.record.Progress;
import brink.lab.record.RunData;
import brink.lab.report.Report;
import brink.nn.data.Places;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of networks for images whose sharpness is taken apart. */
class DecomposedImagesTest {
  private static final String SPEC =
      """
      name: small images
      data: {source: {kind: dice, image-size: 8}, subset: {count: 12}, scaling: {kind: unit}}
      network: {kind: resnet, blocks: [1, 1], widths: [2, 3], norm: layer, activation: elu}
      loss: cross-entropy
      stop: {time: 0.12}
      save: {times: [0.05]}
      measure: {tolerance: 1e-6, amplification: 3}
      """;

  @TempDir Path folder;

  private RunData run(String... settings) {
    var spec = new SpecReader<>(Spec.class).read("small.yaml", SPEC, List.of(settings));
    var runs =
        new Runs(
            new Places(Optional.empty(), Path.of("none")),
            new Runs.Build("test", Optional.empty()));
    return runs.run(spec, folder.resolve("run"), Progress.silent(), _ -> () -> {}).read();
  }

  @Test
  void theFactorsOfEveryMomentMultiplyToTheCurvatureOfTheFirstLayer() {
    var run = run();
    assertThat(run.moments()).hasSize(3);
    for (var moment : run.moments()) {
      var d = moment.decomposition().orElseThrow();
      var layers = run.layers().stream().filter(r -> r.moment() == moment.moment()).toList();
      assertThat(layers).hasSize(4); // the first convolution, two blocks, the outputs
      assertThat(d.identityError()).isLessThan(1e-10);
      assertThat(d.alM()).isGreaterThan(0).isLessThan(0.99);
      var product = d.components();
      assertThat(
              d.alM()
                  * product.piX()
                  * product.alX()
                  * product.piJ()
                  * product.alJ()
                  * d.eDl2Last())
          .isCloseTo(layers.getFirst().eKl2(), within(1e-9 * layers.getFirst().eKl2()));
      assertThat(layers.getLast().eKl2())
          .as("the last layer is fully connected: K_L = D_L")
          .isCloseTo(layers.getLast().eDl2(), within(1e-9 * layers.getLast().eDl2()));
      double sum = layers.stream().mapToDouble(LayerRow::eKl2).sum();
      assertThat(d.eKl2Sum()).isCloseTo(sum, within(1e-9 * sum));
      double topG = moment.spectrum().topG().orElseThrow().value();
      assertThat(d.rho().orElseThrow() * d.eK2()).isCloseTo(topG, within(1e-9 * topG));
    }
    assertThat(run.amplifications()).isNotEmpty();
    assertThat(run.moments().getLast().bound()).isPresent();
  }

  @Test
  void itsPageNamesTheFactorThatConvolutionsAdd() throws Exception {
    var run = run();
    var page = Files.readString(Report.write(run));
    assertThat(page).contains("AL<sub>M</sub>").contains("E|K<sub>1</sub>|²");
  }

  @Test
  void networksWithBatchNormAreRunWithoutIt() {
    var run = run("network.norm={kind: batch, ghost: 6}");
    assertThat(run.moments()).isNotEmpty().allMatch(m -> m.decomposition().isEmpty());
    assertThat(run.layers()).isEmpty();
  }
}
