package brink.lab.dynamics;

import brink.core.eigen.BlockPowerIteration;
import brink.core.ode.AtSharpness;
import brink.core.ode.ExplicitRungeKutta;
import brink.core.ode.ExponentialEuler;
import brink.core.ode.Linearizable;
import brink.core.ode.Memory;
import brink.core.ode.Observer;
import brink.core.ode.Ode;
import brink.core.ode.Outcome;
import brink.core.ode.SaveAt;
import brink.core.ode.Solution;
import brink.core.ode.StabilizedRungeKutta;
import brink.core.ode.Start;
import brink.core.ode.StepControl;
import brink.core.ode.StepFilter;
import brink.core.ode.Stepper;
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
    var saves = saves(save, stop, objective.evaluate(theta).loss());
    return run(objective, method, loss, outputs, theta, saves, stops(stop, objective), observer);
  }

  /** The same with saves and stops in the solver's own terms. */
  public static Solution run(
      Objective objective,
      FlowMethod method,
      Loss loss,
      int outputs,
      Vec theta,
      SaveAt saves,
      Stops stops,
      Observer observer) {
    return switch (method) {
      case FlowMethod.Rkc2(double tolerance) ->
          new Plan<>(
                  StabilizedRungeKutta.rkc2(),
                  StepControl.Adaptive.of(tolerance, StepFilter.PREDICTIVE))
              .follow(objective, theta, saves, stops, observer);
      case FlowMethod.DormandPrince(double tolerance) ->
          new Plan<>(
                  new ExplicitRungeKutta(Tableau.DORMAND_PRINCE),
                  StepControl.Adaptive.of(tolerance, StepFilter.PI))
              .follow(objective, theta, saves, stops, observer);
      case FlowMethod.Rk4(double alpha, double maxStep) ->
          new Plan<>(AtSharpness.rk4(alpha), new StepControl.Fixed(maxStep))
              .follow(objective, theta, saves, stops, observer);
      case FlowMethod.ExponentialEuler settings ->
          new Plan<>(published(settings, loss, outputs), new StepControl.Fixed(settings.maxStep()))
              .follow(objective, theta, saves, stops, observer);
    };
  }

  /** A stepper and how its steps are chosen. */
  private record Plan<S extends Memory>(
      Stepper<? super Linearizable, S> stepper, StepControl control) {
    Solution follow(Objective objective, Vec theta, SaveAt saves, Stops stops, Observer observer) {
      return Ode.solve(
          new GradientFlow(objective),
          new Start(0, theta),
          stepper,
          control,
          saves,
          stops,
          observer);
    }
  }

  /** How a solution ended, in words. */
  public static String words(Solution solution) {
    return switch (solution.outcome()) {
      case Outcome.Stopped(var event) ->
          event.describe().replace("potential", "loss").replace("field norm", "gradient norm")
              + " at t = %.4g, after %d steps".formatted(solution.t(), solution.steps());
      case Outcome.Failed failed -> failed.sentence();
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
