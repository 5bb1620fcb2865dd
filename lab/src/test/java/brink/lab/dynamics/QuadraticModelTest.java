package brink.lab.dynamics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.core.random.RandomStream;
import brink.core.vector.Precision;
import brink.core.vector.Vec;
import brink.nn.data.DataSet;
import brink.nn.data.Targets;
import brink.nn.engine.Engine;
import brink.nn.network.Activation;
import brink.nn.network.Initialization;
import brink.nn.network.Mlp;
import brink.nn.objective.AutogradObjective;
import brink.nn.objective.Loss;
import brink.nn.objective.MlpObjective;
import brink.nn.objective.Objective;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QuadraticModelTest {
  private static final Mlp MLP = new Mlp(List.of(3, 6, 5, 2), Activation.TANH);
  private static final Loss LOSS = new Loss.SquaredError(Loss.Convention.HALF_SUM);

  private static DataSet data() {
    var random = RandomStream.of(3, "test data");
    return DataSet.of(
        "random numbers",
        List.of(3),
        random.doubles(30, -1.5, 1.5).toArray(),
        new Targets.Values(random.doubles(20, -1, 1).toArray(), 2));
  }

  /** Errors of the model's value and gradient at so much of a displacement. */
  private record Errors(double loss, double gradient) {
    static Errors at(Objective objective, double part) {
      var space = objective.space();
      try (var work = space.workspace()) {
        var theta = work.vec();
        new Initialization(Initialization.Scheme.FRAMEWORK, Optional.empty(), 5)
            .draw(MLP.layout(), 1, space, theta);
        space.scale(2, theta);
        var direction = work.vec();
        space.randomize(direction, RandomStream.of(7, "direction"));
        space.scale(part / space.norm(direction), direction);
        try (var model = new QuadraticModel(objective, theta)) {
          space.axpy(1, direction, theta); // the model keeps where it was taken
          return of(objective, model, theta);
        }
      }
    }

    private static Errors of(Objective objective, QuadraticModel model, Vec theta) {
      var space = objective.space();
      try (var work = space.workspace()) {
        var gradient = work.vec();
        var modelled = work.vec();
        double loss = objective.gradient(theta, gradient);
        double model2 = model.gradient(theta, modelled);
        space.axpy(-1, gradient, modelled);
        return new Errors(Math.abs(model2 - loss), space.norm(modelled));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void itsErrorIsOfThirdOrderInTheDisplacementAndThatOfItsGradientOfSecond(boolean recorded) {
    try (var engine = Engine.open(Precision.FLOAT64, 2, 1L << 30);
        Objective objective =
            recorded
                ? new AutogradObjective(engine, MLP, LOSS, data())
                : new MlpObjective(engine, MLP, LOSS, data())) {
      var far = Errors.at(objective, 0.02);
      var near = Errors.at(objective, 0.01);
      assertThat(Math.log(far.loss() / near.loss()) / Math.log(2)).isCloseTo(3, within(0.1));
      assertThat(Math.log(far.gradient() / near.gradient()) / Math.log(2))
          .isCloseTo(2, within(0.1));
    }
  }

  @Test
  void onACubicItMissesTheCubicTermAlone() {
    var cubic = Polynomial.cubic(new double[] {2, 5}, new double[] {3, -1});
    try (var work = cubic.space().workspace()) {
      var theta = work.vec();
      cubic.space().write(new double[] {0.5, -1}, theta);
      try (var model = new QuadraticModel(cubic, theta)) {
        cubic.space().write(new double[] {0.7, -0.6}, theta);
        double missing = 3 * Math.pow(0.2, 3) / 6 - Math.pow(0.4, 3) / 6;
        assertThat(model.gradient(theta, work.vec()))
            .isCloseTo(cubic.loss(0.7, -0.6) - missing, within(1e-14));
      }
    }
  }
}
