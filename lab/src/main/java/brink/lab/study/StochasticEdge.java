package brink.lab.study;

import brink.lab.analysis.BatchSharpness;
import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.dynamics.Batches;
import brink.lab.record.Progress;
import brink.lab.spec.Training;
import brink.nn.data.Places;
import java.util.List;

/**
 * Stochastic descent with the curvature that its steps meet on their own batches.
 *
 * @param setting what is trained
 */
record StochasticEdge(Setting setting) {
  private static final int DRAWS = 40; // batches a moment
  private static final double NEAR = 0.15;

  Study study() {
    return new Study(
        "batch-sharpness",
        "Stochastic gradient descent settles where batch sharpness, not the sharpness, is 2 / eta: the sharpness stays below.",
        "Andreyev & Beneventano 2024, arXiv:2412.20553",
        List.of(),
        (_, places, progress) -> examine(places, progress));
  }

  private Findings examine(Places places, Progress progress) {
    double eta = setting.rates().getLast();
    double time = 1.5 * setting.time();
    int size = setting.batch();
    long every = Math.max(1, Math.round(time / setting.moments() / eta));
    var spec =
        Newer.descent(
            setting, "batch-sharpness", eta, time, every, "descent.batch={size: " + size + "}");
    var ofBatches = new Series();
    var errors = new Series();
    var ofAll = new Series();
    Training.with(
        spec,
        places,
        training -> {
          var objective = training.objective();
          try (var sharpness = Sharpness.of(objective);
              var gradients = objective.batches(size)) {
            // Other draws than those of the training's steps.
            var rows = new Batches(size, true, 7).draws(gradients.examples());
            Followed.descend(
                spec,
                training,
                progress,
                moment -> {
                  var found =
                      BatchSharpness.at(objective.space(), gradients, rows, DRAWS, moment.theta());
                  ofBatches.add(moment.t(), found.value());
                  errors.add(moment.t(), found.standardError());
                  ofAll.add(moment.t(), sharpness.at(moment.theta()));
                });
          }
          return true;
        });
    return findings(eta, size, ofBatches, errors, ofAll);
  }

  private static Findings findings(
      double eta, int size, Series ofBatches, Series errors, Series ofAll) {
    double edge = 2 / eta;
    double end = ofAll.lastTime();
    double late = end * 2 / 3;
    double settled = ofBatches.medianSince(late) / edge;
    double sharp = ofAll.medianSince(late) / edge;
    return new Findings(
        List.of(
            new Check(
                "over the last third, batch sharpness within 15 % of 2 / eta",
                "%.3f times %.4g (median of moments, each to %.2g)"
                    .formatted(settled, edge, errors.medianSince(late)),
                Math.abs(settled - 1) <= NEAR),
            new Check(
                "it came there from below a third of it",
                "from %.4g".formatted(ofBatches.points().getFirst().y()),
                ofBatches.points().getFirst().y() < edge / 3),
            new Check(
                "the sharpness stays below nine tenths of batch sharpness",
                "%.3f times 2 / eta".formatted(sharp),
                sharp <= 0.9 * settled)),
        List.of(
            new Chart(
                "batch-sharpness",
                "Sharpness of the whole loss and of its batches",
                "Batch sharpness, E[g·Hg] / E[|g|²] over %d batches of %d, and the sharpness of all examples, beside 2 / eta."
                    .formatted(DRAWS, size),
                List.of(
                    new Panel(
                        Axis.time(),
                        Axis.linear("curvature (1 / time)"),
                        List.of(
                            Curve.level("2 / eta", 3, 0, end, edge),
                            ofBatches.curve("of batches", 1, Look.DOTTED),
                            ofAll.curve("of all", 0, Look.DOTTED)))))));
  }
}
