package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.dynamics.FlowMethod;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecTest {
  private static final String LEAST =
      """
      name: least
      data: {source: {kind: chebyshev, degree: 3, points: 20}}
      network: {hidden: [5], activation: tanh}
      loss: {kind: squared-error, convention: mean}
      stop: {time: 1}
      """;

  private static Spec read(String... settings) {
    return new SpecReader<>(Spec.class).read("least.yaml", LEAST, List.of(settings));
  }

  @ParameterizedTest(name = "--set {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "flow.tolerance=0 | --set flow.tolerance=0: /flow: tolerance must be finite and above 0, not 0.0",
        "flow={kind: rk4, alpha: -1} | --set flow={kind: rk4, alpha: -1}: /flow: alpha must be finite and above 0, not -1.0",
        "flow={kind: dormand-prince, tolerance: -1} | --set flow={kind: dormand-prince, tolerance: -1}: /flow: tolerance must be finite and above 0, not -1.0",
        "flow={kind: exponential-euler, eta: 0} | --set flow={kind: exponential-euler, eta: 0}: /flow: eta must be finite and above 0, not 0.0",
        "flow={kind: exponential-euler, max-step: 0} | --set flow={kind: exponential-euler, max-step: 0}: /flow: max-step must be finite and above 0, not 0.0",
        "flow={kind: exponential-euler, max-sweeps: 0} | --set flow={kind: exponential-euler, max-sweeps: 0}: /flow: max-sweeps must be at least 1, not 0",
        "descent.learning-rate=0 | --set descent.learning-rate=0: /descent: learning-rate must be finite and above 0, not 0.0",
        "descent={learning-rate: 1, momentum: {kind: polyak, beta: 1}} | --set descent={learning-rate: 1, momentum: {kind: polyak, beta: 1}}: /descent/momentum: beta must be at least 0 and below 1, not 1.0",
        "descent={learning-rate: 1, batch: {size: 0}} | --set descent={learning-rate: 1, batch: {size: 0}}: /descent/batch: a batch holds at least 1 example, not 0",
        "descent={learning-rate: 1, weight-decay: -1} | --set descent={learning-rate: 1, weight-decay: -1}: /descent: weight-decay must be finite and at least 0, not -1.0",
        "descent={learning-rate: 1, adaptive: {kind: rmsprop, beta: 1}} | --set descent={learning-rate: 1, adaptive: {kind: rmsprop, beta: 1}}: /descent/adaptive: beta must be at least 0 and below 1, not 1.0",
        "descent={learning-rate: 1, adaptive: adam, momentum: polyak} | --set descent={learning-rate: 1, adaptive: adam, momentum: polyak}: /descent: adaptive methods have their own memory of the last steps: leave momentum or adaptive away",
        "descent={learning-rate: 1, schedule: {kind: warm-up, steps: 0}} | --set descent={learning-rate: 1, schedule: {kind: warm-up, steps: 0}}: /descent/schedule: a warm-up takes at least 1 step, not 0",
        "descent={learning-rate: 1, schedule: cosine} | least.yaml --set descent={learning-rate: 1, schedule: cosine}: /: descent.schedule falls until stop.steps, which is not given: say how many steps there are, or use the kind warm-up",
        "descent={learning-rate: 1, drops: [{factor: 2}]} | --set descent={learning-rate: 1, drops: [{factor: 2}]}: /descent/drops/0: a drop of the learning rate needs either step or loss",
        "engine.threads=0 | --set engine.threads=0: /engine: threads must be 1 to 1024, not 0",
        "engine.threads=100000 | --set engine.threads=100000: /engine: threads must be 1 to 1024, not 100000",
        "engine.memory=0 | --set engine.memory=0: /engine: memory must be at least 1, in megabytes, not 0",
        "stop.time=-1 | least.yaml --set stop.time=-1: /stop: loss, gradient-norm, time and sharpness must be finite and above 0, not -1.0",
        "stop={steps: 7, max-steps: 6} | --set stop={steps: 7, max-steps: 6}: /stop: steps are 7, but the run is given up after max-steps, 6: raise max-steps",
        "name='' | least.yaml --set name='': /: name is empty: say what the run is to be called",
        "save.loss-levels=4 | least.yaml --set save.loss-levels=4: /: save.loss-levels divides the way to stop.loss: give stop.loss, or save at losses, times or every so many steps instead",
      })
  void aValueThatNoRunCanUseIsRefusedWhereItStands(String setting, String sentence) {
    assertThatThrownBy(() -> read(setting)).isInstanceOf(InputError.class).hasMessage(sentence);
  }

  @Test
  void controlOfAFlowBesideADescentIsRefused() {
    assertThatThrownBy(() -> read("descent.learning-rate=0.1", "control.refine=2"))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("leave one of them away");
  }

  @Test
  void theFolderOfARunHasANameThatEveryDiskTakes() {
    var spec = read("name='../é/<b> " + "x".repeat(500) + "'");
    assertThat(Runs.folder(spec).getParent()).hasToString("runs");
    assertThat(Runs.folder(spec).getFileName().toString())
        .hasSizeLessThan(120)
        .matches("\\.\\.[A-Za-z0-9-]+");
  }

  @Test
  void theToleranceOfTheDefaultFlowCanBeSetAlone() {
    assertThat(read("flow.tolerance=1e-5").flow()).isEqualTo(new FlowMethod.Rkc2(1e-5));
    assertThat(read("flow.kind=rk4", "flow.alpha=2").flow()).isEqualTo(new FlowMethod.Rk4(2, 10));
  }
}
