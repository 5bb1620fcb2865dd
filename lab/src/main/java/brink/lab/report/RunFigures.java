package brink.lab.report;

import brink.lab.record.RunData;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All figures of one run, in reading order. */
final class RunFigures {
  private RunFigures() {}

  static List<Figure> of(RunData run) {
    return Stream.of(
            Optional.of(SharpnessFigure.of(run)),
            Optional.of(ComponentsFigure.of(run)),
            Optional.of(OverlapFigure.of(run)),
            Optional.of(LayersFigure.of(run)),
            Optional.of(CounterfactualFigure.of(run)),
            AmplificationFigure.of(run),
            Optional.of(LossFigure.of(run)),
            Optional.of(Edge.isIn(run) ? DescentFigure.of(run) : SolverFigure.of(run)))
        .flatMap(Optional::stream)
        .toList();
  }
}
