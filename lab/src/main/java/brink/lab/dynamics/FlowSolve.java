package brink.lab.dynamics;

import brink.core.eigen.BlockPowerIteration;
import brink.core.ode.AtSharpness;
import brink.core.ode.ExplicitRungeKutta;
import brink.core.ode.ExponentialEuler;
import brink.core.ode.Observer;
import brink.core.ode.Ode;
import brink.core.ode.SaveAt;
import brink.core.ode.Solution;
import brink.core.ode.StabilizedRungeKutta;
import brink.core.ode.Start;
import brink.core.ode.StepControl;
import brink.core.ode.StepFilter;
import brink.core.ode.StopEvent;
import brink.core.ode.Stops;
import brink.core.ode.Tableau;
import brink.core.vector.Vec;
import brink.nn.objective.Loss;
import brink.nn.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** The gradient flow of an objective with the solver, stops and saves that settings ask for. */
public final class FlowSolve {
  private FlowSolve() {}

  /**
   * Follows the flow from theta, which holds the final weights afterwards.
   *
   * @param method the solver
   * @param stop when it ends
   * @param save at which moments, beside the first and the last
   * @param loss the criterion, from which the published solver takes its number of directions
   * @param outputs C
   * @param observer of steps and moments
   */
  public static Solution run(
      Objective objective,
      FlowMethod method,
      Stop stop,
      Save save,
      Loss loss,
      int outputs,
      Vec theta,
      Observer observer) {
    var field = new GradientFlow(objective);
    var start = new Start(0, theta);
    var stops = stops(stop, objective);
    var saves = saves(save, stop, objective.evaluate(theta).loss());
    return switch (method) {
      case FlowMethod.Rkc2(double tolerance) ->
          Ode.solve(
              field,
              start,
              StabilizedRungeKutta.rkc2(),
              StepControl.Adaptive.of(tolerance, StepFilter.PREDICTIVE),
              saves,
              stops,
              observer);
      case FlowMethod.DormandPrince(double tolerance) ->
          Ode.solve(
              field,
              start,
              new ExplicitRungeKutta(Tableau.DORMAND_PRINCE),
              StepControl.Adaptive.of(tolerance, StepFilter.PI),
              saves,
              stops,
              observer);
      case FlowMethod.Rk4(double alpha, double maxStep) ->
          Ode.solve(
              field,
              start,
              AtSharpness.rk4(alpha),
              new StepControl.Fixed(maxStep),
              saves,
              stops,
              observer);
      case FlowMethod.ExponentialEuler settings ->
          Ode.solve(
              field,
              start,
              published(settings, loss, outputs),
              new StepControl.Fixed(settings.maxStep()),
              saves,
              stops,
              observer);
    };
  }

  private static ExponentialEuler published(
      FlowMethod.ExponentialEuler settings, Loss loss, int outputs) {
    return new ExponentialEuler(
        loss.directions(outputs),
        settings.eta(),
        new BlockPowerIteration(
            settings.tolerance(), settings.maxSweeps(), BlockPowerIteration.Projection.QR_BASIS),
        1);
  }

  private static Stops stops(Stop stop, Objective objective) {
    var events = new ArrayList<StopEvent>();
    stop.loss().ifPresent(level -> events.add(new StopEvent.PotentialBelow(level)));
    stop.gradientNorm().ifPresent(norm -> events.add(new StopEvent.FieldNormBelow(norm)));
    stop.time().ifPresent(time -> events.add(new StopEvent.TimeReached(time)));
    stop.steps().ifPresent(steps -> events.add(new StopEvent.StepsTaken(steps)));
    stop.accuracy()
        .ifPresent(wanted ->
            events.add(
                new StopEvent.When(
                    "accuracy %s reached".formatted(wanted),
                    (_, state) -> objective.evaluate(state.y()).accuracy().orElse(0) >= wanted)));
    return new Stops(stop.maxSteps(), events);
  }

  private static SaveAt saves(Save save, Stop stop, double initialLoss) {
    var saves = SaveAt.ends();
    if (save.losses().isPresent()) {
      saves = saves.levels(numbers(save.losses().get()));
    }
    if (save.times().isPresent()) {
      saves = saves.times(numbers(save.times().get()));
    }
    if (save.every().isPresent()) {
      saves = new SaveAt(saves.times(), OptionalLong.of(save.every().get()), saves.levels());
    }
    if (save.lossLevels().isPresent() && stop.loss().isPresent()) {
      saves = saves.levels(save.levels(initialLoss, stop.loss().get()));
    }
    return saves;
  }

  private static double[] numbers(List<Double> list) {
    return list.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
