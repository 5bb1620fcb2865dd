package brink.lab.spec;

import brink.core.vector.Vec;
import brink.lab.analysis.Analysis;
import brink.lab.analysis.AnalysisJson;
import brink.lab.analysis.MomentMeter;
import brink.lab.analysis.Slice;
import brink.lab.analysis.Slices;
import brink.lab.analysis.Subject;
import brink.lab.record.FreeMemory;
import brink.nn.data.Places;
import brink.nn.network.Weights;
import brink.nn.objective.Objective;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Analyses of given weights on the data of a spec.
 *
 * @param places where data is looked for
 */
public record Analyses(Places places) {
  /**
   * An analysis as it is told.
   *
   * @param json all of it
   * @param slices of the loss, where they were asked for
   */
  public record Told(String json, List<Slice> slices) {}

  /**
   * The analysis of weights.
   *
   * @param spec says network, data, loss and what is measured
   * @param weights to analyse; the spec's first weights where not given
   */
  public Told of(Spec spec, Optional<Path> weights) {
    return with(
        spec,
        weights,
        (subject, objective, theta) -> {
          var analysis = Analysis.at(subject, objective, spec.measure(), theta);
          return new Told(AnalysisJson.of(analysis), analysis.slices());
        });
  }

  /** Slices of the loss through weights, see {@link Slice#at}. */
  public List<Slice> slices(Spec spec, Path weights, Slices where) {
    return with(
        spec,
        Optional.of(weights),
        (_, objective, theta) -> Slice.at(objective, theta, where, spec.measure().tolerance()));
  }

  /**
   * What a run of a spec would measure at weights, of the whole network. Costs as much as its
   * moments do, and loads data and engine once.
   *
   * @param spec says network, data, loss, precision and what is measured
   * @param weights of the network, one moment each; float64 holds those of float32 as they are
   */
  public List<MomentMeter.Measured> moments(Spec spec, List<Path> weights) {
    return with(
        spec,
        Optional.empty(),
        (subject, objective, theta) -> {
          try (var meter = new MomentMeter(subject, objective, spec.measure())) {
            return weights.stream()
                .map(path -> {
                  var layout = subject.network().layout();
                  Weights.read(path, layout, objective.space(), theta);
                  return meter.at(theta, Optional.empty(), Optional.empty());
                })
                .toList();
          }
        });
  }

  /** What is done at weights. */
  @FunctionalInterface
  private interface Work<T> {
    T at(Subject subject, Objective objective, Vec theta);
  }

  private <T> T with(Spec spec, Optional<Path> weights, Work<T> work) {
    var data = spec.data().load(places);
    try (var engine = spec.engine().open()) {
      var network = spec.network().on(data);
      MemoryNeed.ofAnalysis(spec, network, data).require(FreeMemory.here());
      var subject = new Subject(engine, network, spec.loss(), data);
      try (var objective = Placement.here().objective(spec, places, subject);
          var vectors = objective.space().workspace()) {
        var theta = vectors.vec();
        weights.ifPresentOrElse(
            path -> Weights.read(path, network.layout(), objective.space(), theta),
            () -> spec.network().start(network, objective.space(), theta));
        objective.requireFinite(theta);
        return work.at(subject, objective, theta);
      }
    }
  }
}
