package brink.lab.spec;

import brink.lab.analysis.Analysis;
import brink.lab.analysis.AnalysisJson;
import brink.lab.analysis.Subject;
import brink.lab.record.FreeMemory;
import brink.nn.data.Places;
import brink.nn.network.Weights;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Analyses of given weights on the data of a spec.
 *
 * @param places where data is looked for
 */
public record Analyses(Places places) {
  /**
   * The analysis as JSON.
   *
   * @param spec says network, data, loss and what is measured
   * @param weights to analyse; the spec's first weights where not given
   */
  public String json(Spec spec, Optional<Path> weights) {
    var data = spec.data().load(places);
    try (var engine = spec.engine().open()) {
      var network = spec.network().on(data);
      MemoryNeed.ofAnalysis(spec, network, data).require(FreeMemory.here());
      var subject = new Subject(engine, network, spec.loss(), data);
      try (var objective = subject.objective();
          var work = objective.space().workspace()) {
        var theta = work.vec();
        weights.ifPresentOrElse(
            path -> Weights.read(path, network.layout(), objective.space(), theta),
            () -> spec.network().start(network, objective.space(), theta));
        objective.requireFinite(theta);
        return AnalysisJson.of(Analysis.at(subject, objective, spec.measure(), theta));
      }
    }
  }
}
