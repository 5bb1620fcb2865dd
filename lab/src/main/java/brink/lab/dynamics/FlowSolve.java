package brink.lab.dynamics;

import brink.core.eigen.BlockPowerIteration;
import brink.core.ode.AtSharpness;
import brink.core.ode.ExplicitRungeKutta;
import brink.core.ode.ExponentialEuler;
import brink.core.ode.ExponentialRosenbrock;
import brink.core.ode.ExponentialRosenbrock.Scheme;
import brink.core.ode.GlobalError;
import brink.core.ode.Linearizable;
import brink.core.ode.Memory;
import brink.core.ode.Observer;
import brink.core.ode.Ode;
import brink.core.ode.Outcome;
import brink.core.ode.SaveAt;
import brink.core.ode.Solution;
import brink.core.ode.SpectralRadiusGauge;
import brink.core.ode.StabilizedRungeKutta;
import brink.core.ode.Standing;
import brink.core.ode.Start;
import brink.core.ode.StepControl;
import brink.core.ode.Stepper;
import brink.core.ode.StopEvent;
import brink.core.ode.Stops;
import brink.core.ode.Tableau;
import brink.core.vector.Vec;
import brink.nn.network.Network;
import brink.nn.objective.Loss;
import brink.nn.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The gradient flow of an objective with the solver and its control that settings ask for.
 *
 * @param objective L
 * @param network of which the weights are the unknown
 * @param loss the criterion, from which the published solver takes its number of directions
 * @param method the solver
 * @param control how its steps are chosen
 */
public record FlowSolve(
    Objective objective, Network network, Loss loss, FlowMethod method, FlowControl control) {
  private static final double CROSSING = 1e-3; // part of the level within which one is located

  /**
   * A flow that was followed.
   *
   * @param solution how it ended and what it took
   * @param error by a second solve, where that was asked for
   */
  public record Followed(Solution solution, Optional<GlobalError> error) {}

  /**
   * Follows the flow from theta, which holds the final weights afterwards.
   *
   * @param stop when it ends
   * @param save at which moments, beside the first and the last
   * @param observer of steps and moments
   */
  public Followed follow(Vec theta, Stop stop, Save save, Observer observer) {
    return follow(new Start(0, theta), stop, save, observer);
  }

  /**
   * Goes on from between two steps as if it had never stopped: bit for bit the same steps, on the
   * same machine.
   *
   * @param theta the weights that the flow began with; holds the final ones afterwards
   * @param from where an observer of the same flow was told that it stood
   */
  public Followed resume(Vec theta, Standing from, Stop stop, Save save, Observer observer) {
    return follow(new Start(0, theta, Optional.of(from)), stop, save, observer);
  }

  private Followed follow(Start start, Stop stop, Save save, Observer observer) {
    var saves = saves(save, stop, objective.evaluate(start.y()).loss());
    var events = events(stop);
    if (stop.sharpness().isEmpty()) {
      return follow(start, saves, new Stops(stop.maxSteps(), events), observer);
    }
    double level = stop.sharpness().get();
    try (var sharpness = new SpectralRadiusGauge(new GradientFlow(objective), 1e-3, 500, 1)) {
      events.add(
          new StopEvent.Crossing(
              sharpness, level, StopEvent.Direction.FROM_BELOW, CROSSING * level));
      return follow(start, saves, new Stops(stop.maxSteps(), events), observer);
    }
  }

  /** The same with saves and stops in the solver's own terms. */
  public Followed follow(Vec theta, SaveAt saves, Stops stops, Observer observer) {
    return follow(new Start(0, theta), saves, stops, observer);
  }

  private Followed follow(Start start, SaveAt saves, Stops stops, Observer observer) {
    return plan().follow(new GradientFlow(objective), start, saves, stops, observer);
  }

  /** A stepper and how its steps are chosen. */
  private record Plan<S extends Memory>(
      Stepper<? super Linearizable, S> stepper, StepControl control, Optional<Double> refine) {
    Followed follow(GradientFlow flow, Start start, SaveAt saves, Stops stops, Observer observer) {
      if (refine.isEmpty()) {
        var solution = Ode.solve(flow, start, stepper, control, saves, stops, observer);
        return new Followed(solution, Optional.empty());
      }
      var both = Ode.calibrate(flow, start, stepper, control, refine.get(), saves, stops, observer);
      return new Followed(both.fine(), Optional.of(both.error()));
    }
  }

  private Plan<?> plan() {
    return switch (method) {
      case FlowMethod.Rkc1(double tolerance) -> within(tolerance, StabilizedRungeKutta.rkc1());
      case FlowMethod.Rkc2(double tolerance) -> within(tolerance, StabilizedRungeKutta.rkc2());
      case FlowMethod.Rock2(double tolerance) -> within(tolerance, StabilizedRungeKutta.rock2());
      case FlowMethod.Rock4(double tolerance) -> within(tolerance, StabilizedRungeKutta.rock4());
      case FlowMethod.DormandPrince(double tolerance) ->
          within(tolerance, new ExplicitRungeKutta(Tableau.DORMAND_PRINCE));
      case FlowMethod.ExponentialRosenbrock(double tolerance, int dimension) ->
          rosenbrock(Scheme.EULER, tolerance, dimension);
      case FlowMethod.Exprb32(double tolerance, int dimension) ->
          rosenbrock(Scheme.EXPRB32, tolerance, dimension);
      case FlowMethod.Rk4(double alpha, double maxStep) ->
          planned(AtSharpness.rk4(alpha), new StepControl.Fixed(maxStep));
      case FlowMethod.Descent(double alpha, double maxStep) ->
          planned(AtSharpness.descent(alpha), new StepControl.Fixed(maxStep));
      case FlowMethod.Euler(double step) ->
          planned(new ExplicitRungeKutta(Tableau.EULER), new StepControl.Fixed(step));
      case FlowMethod.ExponentialEuler settings ->
          planned(published(settings), new StepControl.Fixed(settings.maxStep()));
    };
  }

  private Plan<?> rosenbrock(Scheme scheme, double tolerance, int dimension) {
    double ofKrylov = Math.min(tolerance / 3, 0.1);
    return within(tolerance, new ExponentialRosenbrock(scheme, ofKrylov, dimension));
  }

  private <S extends Memory> Plan<S> within(
      double tolerance, Stepper<? super Linearizable, S> stepper) {
    return planned(stepper, control.of(tolerance, network));
  }

  private <S extends Memory> Plan<S> planned(
      Stepper<? super Linearizable, S> stepper, StepControl steps) {
    return new Plan<>(stepper, steps, control.refine());
  }

  private ExponentialEuler published(FlowMethod.ExponentialEuler settings) {
    return new ExponentialEuler(
        loss.directions(network.outputs()),
        settings.eta(),
        new BlockPowerIteration(
            settings.tolerance(), settings.maxSweeps(), BlockPowerIteration.Projection.QR_BASIS),
        1);
  }

  /** How a solution ended, in words. */
  public static String words(Solution solution) {
    return switch (solution.outcome()) {
      case Outcome.Stopped(var event) ->
          event
                  .describe()
                  .replace("potential", "loss")
                  .replace("field norm", "gradient norm")
                  .replace("spectral radius", "sharpness")
              + " at t = %.4g, after %d steps".formatted(solution.t(), solution.steps());
      case Outcome.Failed failed -> failed.sentence();
    };
  }

  private List<StopEvent> events(Stop stop) {
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
    return events;
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
