package brink.lab.report;

import brink.lab.record.RunData;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** All figures of one run, in reading order. */
final class RunFigures {
  private RunFigures() {}

  static List<Figure> of(RunData run) {
    return Stream.of(
            Optional.of(SharpnessFigure.of(run)),
            decomposed(run, ComponentsFigure::of),
            decomposed(run, OverlapFigure::of),
            decomposed(run, LayersFigure::of),
            decomposed(run, CounterfactualFigure::of),
            AmplificationFigure.of(run),
            OutputCurvatureFigure.of(run),
            ProjectionsFigure.of(run),
            TaylorFigure.of(run),
            SmoothnessFigure.of(run),
            Optional.of(LossFigure.of(run)),
            Optional.of(run.isDescent() ? DescentFigure.of(run) : SolverFigure.of(run)))
        .flatMap(Optional::stream)
        .toList();
  }

  /** Figures of the decomposition, where every moment has one. */
  private static Optional<Figure> decomposed(RunData run, Function<RunData, Figure> figure) {
    boolean everywhere = run.moments().stream().allMatch(m -> m.decomposition().isPresent());
    return everywhere ? Optional.of(figure.apply(run)) : Optional.empty();
  }
}
