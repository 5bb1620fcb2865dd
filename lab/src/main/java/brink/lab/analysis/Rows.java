package brink.lab.analysis;

import brink.lab.analysis.MomentMeter.Measured;
import brink.lab.record.AmplificationRow;
import brink.lab.record.AmplificationRow.Which;
import brink.lab.record.EigenvalueRow;
import brink.lab.record.LayerRow;
import brink.lab.record.MomentRow;
import brink.lab.record.OutputCurvatureRow;
import brink.lab.record.Products;
import brink.lab.record.RandomProjectionRow;
import brink.lab.record.Ritz;
import brink.lab.record.Row;
import brink.lab.record.SmoothnessRow;
import brink.lab.record.Spectrum;
import brink.lab.record.TestRow;
import brink.nn.jacobian.Amplification;
import brink.nn.jacobian.Counterfactual;
import brink.nn.jacobian.Decomposition;
import brink.nn.objective.Evaluation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** From what was measured to the rows of a run folder's tables. */
public final class Rows {
  private Rows() {}

  /** Where and when a moment is. */
  public record Place(int moment, long step, double t, double distance) {}

  /**
   * The row of a moment.
   *
   * @param reference the decomposition just after the transient, once there is one
   */
  public static MomentRow moment(
      Place place, Measured measured, Optional<Decomposition> reference) {
    var spectrum = measured.spectrum();
    var topG = spectrum.topG().map(Ritz::value);
    var topR = spectrum.topR().map(Ritz::value);
    var counterfactual =
        reference.flatMap(then ->
            topG.flatMap(g ->
                topR.flatMap(
                    r -> measured.decomposition().map(d -> Counterfactual.of(d, then, g, r)))));
    var accuracy = measured.evaluation().accuracy();
    return new MomentRow(
        place.moment(),
        place.step(),
        place.t(),
        measured.evaluation().loss(),
        accuracy.isPresent() ? Optional.of(accuracy.getAsDouble()) : Optional.empty(),
        measured.gradientNorm(),
        place.distance(),
        spectrum,
        measured.decomposition().map(d -> summary(d, topG)),
        counterfactual.map(Counterfactual::bound),
        counterfactual.flatMap(c ->
            c.stepSize().isPresent() ? Optional.of(c.stepSize().getAsDouble()) : Optional.empty()));
  }

  private static brink.lab.record.Decomposition summary(
      Decomposition measured, Optional<Double> topG) {
    return new brink.lab.record.Decomposition(
        topG.map(measured::rho),
        measured.squaredK(),
        measured.sumOfSquaredK(),
        products(measured, 1),
        measured.squaredD(measured.layers()),
        measured.squaredD(1),
        measured.alignmentM(1),
        measured.identityError());
  }

  /** The rows of what was asked for beside the row of a moment and its layers. */
  public static List<Row> additional(
      int moment, Measured measured, Optional<Double> learningRate, Optional<Evaluation> test) {
    var rows = new ArrayList<Row>();
    if (measured.leading().size() > 1) {
      for (int i = 0; i < measured.leading().size(); i++) {
        rows.add(new EigenvalueRow(moment, i + 1, measured.leading().get(i)));
      }
    }
    measured
        .effectiveSmoothness()
        .ifPresent(effective ->
            rows.add(
                new SmoothnessRow(
                    moment, learningRate.orElseThrow(), effective, norm(measured.spectrum()))));
    measured
        .outputCurvature()
        .ifPresent(h -> rows.add(new OutputCurvatureRow(moment, h.trace(), h.top())));
    test.ifPresent(held ->
        rows.add(
            new TestRow(
                moment,
                held.loss(),
                held.accuracy().isPresent()
                    ? Optional.of(held.accuracy().getAsDouble())
                    : Optional.empty())));
    return rows;
  }

  /** The rows of a moment's weights along random directions. */
  public static List<RandomProjectionRow> randomProjections(int moment, double[] values) {
    return IntStream.range(0, values.length)
        .mapToObj(i -> new RandomProjectionRow(moment, i + 1, values[i]))
        .toList();
  }

  /** |Hess|, from both ends of its spectrum. */
  private static double norm(Spectrum spectrum) {
    return Stream.of(spectrum.topHess(), spectrum.bottomHess())
        .mapToDouble(end -> Math.abs(end.orElseThrow().value()))
        .max()
        .orElseThrow();
  }

  /** The rows of a moment's layers, 1 to L. */
  public static List<LayerRow> layers(int moment, Decomposition measured) {
    return IntStream.rangeClosed(1, measured.layers())
        .mapToObj(l ->
            new LayerRow(
                moment,
                l,
                measured.squaredK(l),
                measured.squaredD(l),
                factors(measured, l),
                products(measured, l)))
        .toList();
  }

  private static Optional<LayerRow.Factors> factors(Decomposition measured, int l) {
    return l == measured.layers()
        ? Optional.empty()
        : Optional.of(
            new LayerRow.Factors(
                measured.link(l).squaredX(),
                measured.alignmentX(l),
                measured.link(l).squaredJ(),
                measured.alignmentJ(l)));
  }

  private static Products products(Decomposition measured, int l) {
    var p = measured.products(l);
    return new Products(p.x(), p.alignmentX(), p.j(), p.alignmentJ());
  }

  /** The rows of a moment's amplification profiles, one example after the other. */
  public static List<AmplificationRow> amplification(
      int moment, Which which, List<Amplification> profiles) {
    var rows = new ArrayList<AmplificationRow>();
    for (int example = 0; example < profiles.size(); example++) {
      var profile = profiles.get(example);
      for (int l = 1; l <= profile.most().size(); l++) {
        rows.add(
            new AmplificationRow(
                moment, which, example, l, profile.most().get(l - 1), profile.random().get(l - 1)));
      }
    }
    return rows;
  }
}
