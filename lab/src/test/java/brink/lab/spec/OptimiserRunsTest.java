package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import brink.lab.analysis.EdgeOfStability;
import brink.lab.record.Progress;
import brink.lab.record.Ritz;
import brink.lab.record.RunData;
import brink.lab.record.RunStatus;
import brink.lab.report.Report;
import brink.nn.data.Places;
import brink.nn.format.Safetensors;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OptimiserRunsTest {
  /** Fewer examples than numbers an example, so that the inputs span less than there is. */
  private static final String FEW =
      """
      name: few dice
      data: {source: {kind: dice, image-size: 8}, subset: {count: 20}, scaling: {kind: unit}}
      network: {hidden: [12], activation: elu}
      loss: cross-entropy
      stop: {steps: 30}
      save: {every: 10}
      measure: {tolerance: 1e-8, amplification: 0}
      """;

  private static final String CHEBYSHEV =
      """
      name: edge
      data: {source: {kind: chebyshev, degree: 3, points: 20}}
      network: {hidden: [30, 20], activation: tanh, init: {scheme: framework, seed: 1}}
      loss: {kind: squared-error, convention: half-sum}
      measure: {classical: false, amplification: 0}
      """;

  @TempDir Path folder;

  private RunData run(String yaml, String out) throws Exception {
    var file = folder.resolve(out + ".yaml");
    Files.writeString(file, yaml);
    var runs =
        new Runs(new Places(Optional.empty(), folder), new Runs.Build("test", Optional.empty()));
    return runs.run(
            Runs.read(file, List.of()), folder.resolve(out), Progress.silent(), _ -> () -> {})
        .read();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{learning-rate: 0.05, weight-decay: 0.1}",
        "{learning-rate: 0.01, adaptive: rmsprop}",
        "{learning-rate: 0.01, adaptive: adam, weight-decay: 0.1}"
      })
  void whatTheSpanOfTheInputsWouldChangeIsComputedInTheWholeNetwork(String descent)
      throws Exception {
    var usual = run(FEW + "descent: " + descent + "\n", "usual");
    var whole = run(FEW + "descent: " + descent + "\nengine: {input-span: false}\n", "whole");
    assertThat(usual.moments()).isEqualTo(whole.moments());
    assertThat(usual.steps().stream().map(s -> s.loss()))
        .isEqualTo(whole.steps().stream().map(s -> s.loss()).toList());
  }

  @Test
  void weightDecayShrinksTheWeightsThatTheLossNeverSees() throws Exception {
    var run = run(FEW + "descent: {learning-rate: 0.05, weight-decay: 0.4}\n", "run");
    double began = firstWeights(run, 0);
    double ended = firstWeights(run, run.moments().size() - 1);
    // 20 inputs of 64 numbers: of the first weights at least 44 / 64 lie outside their span.
    double shrunk = Math.pow(1 - 0.05 * 0.4, 30);
    assertThat(ended / began).isBetween(shrunk * Math.sqrt(44.0 / 64) * 0.9, 0.8);
    assertThat(run.steps()).allMatch(step -> step.edge().equals(Optional.of(2 / 0.05 - 0.4)));
  }

  private static double firstWeights(RunData run, int moment) {
    double sum = 0;
    for (double w : Safetensors.read(run.folder().snapshot(moment)).getFirst().values()) {
      sum += w * w;
    }
    return Math.sqrt(sum);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{learning-rate: 2e-3, adaptive: {kind: rmsprop, beta: 0.99}}",
        "{learning-rate: 2e-3, adaptive: {kind: adam, beta2: 0.99, epsilon: 1e-7}}",
      })
  void thePreconditionedSharpnessRisesToItsEdgeOfStabilityAndStaysThere(String descent)
      throws Exception {
    var run =
        run(CHEBYSHEV + "stop: {steps: 4000}\nsave: {every: 200}\ndescent: " + descent, "run");
    var edge = EdgeOfStability.of(run);
    assertThat(edge.plateau().orElseThrow().ratio()).isCloseTo(1, withinPercentage(10));
    assertThat(edge.readings().getLast().sharpness())
        .isEqualTo(
            run.moments().getLast().spectrum().topPreconditioned().map(Ritz::value).orElseThrow());
    assertThat(Files.readString(Report.write(run))).contains("reaches the edge of stability, ");
  }

  @Test
  void aScheduleEndsWhereTheRunDoes() throws Exception {
    var run =
        run(FEW + "descent: {learning-rate: 0.1, schedule: {kind: cosine, warm-up: 5}}\n", "run");
    assertThat(run.status()).isInstanceOf(RunStatus.Finished.class);
    assertThat(run.steps().getFirst().h()).isCloseTo(0.02, within(1e-15));
    assertThat(run.steps().getLast().h()).isBetween(0.0, 0.001);
    assertThat(run.provenance().flow())
        .isEqualTo(
            "gradient descent at learning rate 0.1, warmed up over 5 steps, falling along a cosine to 0.0 of it");
  }
}
