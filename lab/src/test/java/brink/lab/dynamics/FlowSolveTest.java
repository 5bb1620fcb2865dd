package brink.lab.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import brink.core.error.InputError;
import brink.core.ode.GlobalError;
import brink.core.ode.Moment;
import brink.core.ode.Observer;
import brink.core.ode.Solution;
import brink.core.vector.Precision;
import brink.nn.data.Chebyshev;
import brink.nn.data.DataSet;
import brink.nn.data.DataSpec;
import brink.nn.data.Scaling;
import brink.nn.data.Subset;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Initialization;
import brink.nn.network.Initialization.Scheme;
import brink.nn.network.MlpSpec;
import brink.nn.objective.Loss;
import brink.nn.objective.MlpObjective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FlowSolveTest {
  private static final Loss LOSS = new Loss.SquaredError(Loss.Convention.HALF_SUM);
  private static final MlpSpec NETWORK =
      new MlpSpec(
          List.of(30, 20),
          Activation.TANH,
          new Initialization(Scheme.FRAMEWORK, Optional.empty(), 1),
          Optional.empty());

  private static DataSet data() {
    return new DataSpec(new Chebyshev(3, 20), Subset.all(), Scaling.none()).load();
  }

  private static Stop stop(
      Optional<Double> loss, Optional<Double> time, Optional<Double> sharpness) {
    return new Stop(
        loss, Optional.empty(), Optional.empty(), time, sharpness, Optional.empty(), 100_000);
  }

  private static Stop until(double time) {
    return stop(Optional.empty(), Optional.of(time), Optional.empty());
  }

  private static Stop untilLoss(double loss) {
    return stop(Optional.of(loss), Optional.empty(), Optional.empty());
  }

  private static final Save ENDS =
      new Save(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private record Followed(
      Solution solution, Optional<GlobalError> error, double[] start, double[] end) {
    double errorAgainst(double[] exact) {
      return distance(end, exact) / distance(start, exact);
    }
  }

  private static double distance(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return Math.sqrt(sum);
  }

  private static Followed follow(FlowMethod method, Stop stop, Save save, Observer observer) {
    return follow(method, FlowControl.USUAL, stop, save, observer);
  }

  private static Followed follow(
      FlowMethod method, FlowControl control, Stop stop, Save save, Observer observer) {
    var data = data();
    var network = NETWORK.on(data);
    try (var engine = Engine.open(Precision.FLOAT64, 2, 1L << 28);
        var objective = new MlpObjective(engine, network, LOSS, data);
        var work = objective.space().workspace()) {
      var theta = work.vec();
      NETWORK.start(network, objective.space(), theta);
      var start = objective.space().read(theta);
      var followed =
          new FlowSolve(objective, network, LOSS, method, control)
              .follow(theta, stop, save, observer);
      return new Followed(
          followed.solution(), followed.error(), start, objective.space().read(theta));
    }
  }

  static Stream<Arguments> methodsAndTheirErrors() {
    return Stream.of(
        Arguments.of(new FlowMethod.Rkc2(1e-4), 2e-3),
        Arguments.of(new FlowMethod.Rkc1(1e-4), 2e-2),
        Arguments.of(new FlowMethod.Rock2(1e-4), 2e-3),
        Arguments.of(new FlowMethod.Rock4(1e-5), 1e-3),
        Arguments.of(new FlowMethod.ExponentialRosenbrock(1e-4, 30), 2e-3),
        Arguments.of(new FlowMethod.Exprb32(1e-4, 30), 2e-3),
        Arguments.of(new FlowMethod.Descent(0.1, 10), 3e-2),
        Arguments.of(new FlowMethod.Euler(0.01), 1e-2),
        Arguments.of(new FlowMethod.Rk4(1, 10), 1e-3),
        Arguments.of(new FlowMethod.DormandPrince(1e-5), 1e-4),
        Arguments.of(new FlowMethod.ExponentialEuler(1, 0.01, 1e-4, 1000), 1e-2));
  }

  @ParameterizedTest
  @MethodSource("methodsAndTheirErrors")
  void everyMethodFollowsTheSameFlow(FlowMethod method, double error) {
    var exact = follow(new FlowMethod.DormandPrince(1e-10), until(5), ENDS, Observer.none()).end();
    var followed = follow(method, until(5), ENDS, Observer.none());
    assertThat(followed.solution().stopped()).isTrue();
    assertThat(followed.solution().t()).isEqualTo(5);
    assertThat(followed.errorAgainst(exact)).isLessThan(error);
  }

  @Test
  void theAccumulatedErrorEstimateCoversTheTrueError() {
    var exact = follow(new FlowMethod.DormandPrince(1e-10), until(50), ENDS, Observer.none()).end();
    var followed = follow(new FlowMethod.Rkc2(1e-3), until(50), ENDS, Observer.none());
    double estimate = followed.solution().error().relative().orElseThrow();
    assertThat(followed.errorAgainst(exact)).isBetween(estimate / 100, estimate);
  }

  @Test
  void momentsAreSavedAtLossesEvenlySpacedInTheirLogarithm() {
    var losses = new ArrayList<Double>();
    var observer =
        new Observer() {
          @Override
          public void save(Moment moment) {
            losses.add(moment.state().potential());
          }
        };
    var save = new Save(Optional.of(9), Optional.empty(), Optional.empty(), Optional.empty());
    follow(new FlowMethod.Rkc2(1e-3), untilLoss(0.05), save, observer);
    assertThat(losses).hasSize(11);
    double ratio = Math.pow(0.05 / losses.getFirst(), 0.1);
    for (int i = 1; i < losses.size(); i++) {
      assertThat(losses.get(i) / losses.get(i - 1)).isCloseTo(ratio, within(0.01));
    }
  }

  @Test
  void trainingThatStopsAtALossEndsThere() {
    var followed = follow(new FlowMethod.Rkc2(1e-3), untilLoss(0.1), ENDS, Observer.none());
    assertThat(followed.solution().potential()).isCloseTo(0.1, within(1e-4));
  }

  @ParameterizedTest
  @EnumSource
  void everyControllerKeepsTheTolerance(FlowControl.Controller controller) {
    var control =
        new FlowControl(
            Optional.of(controller),
            FlowControl.Measured.DISTANCE,
            Optional.empty(),
            Optional.empty());
    var exact = follow(new FlowMethod.DormandPrince(1e-10), until(5), ENDS, Observer.none()).end();
    var followed = follow(new FlowMethod.Rkc2(1e-4), control, until(5), ENDS, Observer.none());
    assertThat(followed.errorAgainst(exact)).isLessThan(2e-3);
  }

  @Test
  void aFixedStepIsTakenThroughout() {
    var control =
        new FlowControl(
            Optional.empty(), FlowControl.Measured.DISTANCE, Optional.of(0.125), Optional.empty());
    var followed = follow(new FlowMethod.Rkc2(1e-3), control, until(5), ENDS, Observer.none());
    assertThat(followed.solution().steps()).isEqualTo(40);
    assertThat(followed.solution().rejections()).isZero();
  }

  @Test
  void errorsByLayerAreHeldToMoreThanErrorsOfTheWhole() {
    var byLayer =
        new FlowControl(
            Optional.empty(), FlowControl.Measured.LAYERS, Optional.empty(), Optional.empty());
    var whole = follow(new FlowMethod.Rkc2(1e-4), until(5), ENDS, Observer.none());
    var layers = follow(new FlowMethod.Rkc2(1e-4), byLayer, until(5), ENDS, Observer.none());
    assertThat(layers.solution().steps()).isGreaterThan(whole.solution().steps());
  }

  @Test
  void aSecondSolveMeasuresTheErrorOfWeightsAndLoss() {
    var refined =
        new FlowControl(
            Optional.empty(), FlowControl.Measured.DISTANCE, Optional.empty(), Optional.of(4.0));
    var exact = follow(new FlowMethod.DormandPrince(1e-10), until(50), ENDS, Observer.none());
    var followed = follow(new FlowMethod.Rkc2(1e-3), refined, until(50), ENDS, Observer.none());
    var error = (GlobalError.Estimated) followed.error().orElseThrow();
    double truth = followed.errorAgainst(exact.end());
    assertThat(error.relative().orElseThrow()).isBetween(truth / 5, truth * 5);
    double loss = Math.abs(followed.solution().potential() - exact.solution().potential());
    assertThat(error.curve()).isGreaterThan(loss / 5);
  }

  @Test
  void aFlowEndsWhereSharpnessFirstRisesThroughALevel() {
    var stop = stop(Optional.empty(), Optional.of(650.0), Optional.of(12.0));
    var followed = follow(new FlowMethod.Rkc2(1e-4), stop, ENDS, Observer.none());
    assertThat(FlowSolve.words(followed.solution())).contains("sharpness crossed 12.0 upwards");
  }

  @Test
  void aControllerOfGivenStepsIsRefused() {
    assertThatThrownBy(() ->
            new FlowControl(
                Optional.of(FlowControl.Controller.PI),
                FlowControl.Measured.DISTANCE,
                Optional.of(0.1),
                Optional.empty()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("leave controller and errors away");
  }

  @Test
  void whatAMethodHasNoUseForIsRefused() {
    var control =
        new FlowControl(
            Optional.of(FlowControl.Controller.PI),
            FlowControl.Measured.DISTANCE,
            Optional.empty(),
            Optional.empty());
    control.requireFit(new FlowMethod.Rock2(1e-3));
    assertThatThrownBy(() -> control.requireFit(new FlowMethod.Rk4(1, 10)))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("RK4")
        .hasMessageContaining("leave them away");
  }
}
