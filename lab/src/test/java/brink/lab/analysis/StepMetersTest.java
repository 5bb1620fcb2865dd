package brink.lab.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import brink.lab.dynamics.Descent;
import brink.lab.dynamics.DescentSolve;
import brink.lab.dynamics.DescentStep;
import brink.lab.dynamics.Polynomial;
import brink.lab.dynamics.Save;
import brink.lab.dynamics.Stop;
import brink.lab.record.ProjectionRow;
import brink.lab.record.Row;
import brink.lab.record.TaylorRow;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StepMetersTest {
  private static final Measure MEASURE =
      new SpecReader<>(Spec.class)
          .read(
              "usual",
              """
              name: usual
              data: {source: {kind: chebyshev, degree: 3, points: 10}}
              network: {hidden: [5], activation: tanh}
              loss: {kind: squared-error, convention: mean}
              stop: {time: 1}
              measure: {tolerance: 1e-12}
              """,
              List.of())
          .measure();

  /** The rows of a meter that begins after some steps of a descent. */
  private static List<Row> rows(
      Polynomial loss, StepMeter meter, Descent descent, double[] start, int from, int steps) {
    var rows = new ArrayList<Row>();
    try (meter;
        var work = loss.space().workspace()) {
      var theta = work.vec();
      loss.space().write(start, theta);
      new DescentSolve(loss, Optional.empty(), descent)
          .follow(theta, stop(steps), never(), watching(meter, from, rows));
    }
    return rows;
  }

  private static DescentSolve.Watcher watching(StepMeter meter, int from, List<Row> rows) {
    return new DescentSolve.Watcher() {
      @Override
      public void step(DescentStep step) {}

      @Override
      public void save(DescentSolve.Saved saved) {}

      @Override
      public void at(DescentSolve.Here here) {
        if (here.step() == from) {
          assertThat(meter.begin(here)).isEmpty();
        }
        if (here.step() >= from) {
          rows.addAll(meter.at(here));
        }
      }
    };
  }

  private static Stop stop(int steps) {
    return new Stop(
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(steps),
        100_000);
  }

  private static Save never() {
    return new Save(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Descent plain(double eta) {
    return descent(eta, "");
  }

  private static Descent descent(double eta, String more) {
    return new SpecReader<>(Descent.class)
        .read("descent", "{learning-rate: %s%s}".formatted(eta, more), List.of());
  }

  private static TaylorMeter taylor(Polynomial loss, Descent descent, int steps) {
    return new TaylorMeter(loss, descent, new TaylorModel(Optional.empty(), steps));
  }

  @Test
  void projectionsOnAQuadraticAreItsPowers() {
    double eta = 0.3;
    var loss = Polynomial.quadratic(1, 7, 3);
    double[] start = {2, -1, 0.5};
    var meter = new ProjectionMeter(loss, MEASURE, new Projections(Optional.empty(), 2));
    var rows = rows(loss, meter, plain(eta), start, 4, 12);
    assertThat(rows).hasSize(2 * 9);
    int[] coordinate = {1, 2}; // of curvatures 7 and 3, in this order
    for (var any : rows) {
      var row = (ProjectionRow) any;
      int i = coordinate[row.index() - 1];
      double factor = 1 - eta * loss.c()[i];
      double began = start[i] * Math.pow(factor, 4);
      double now = start[i] * Math.pow(factor, row.step());
      double sign = Math.signum(began); // so that the gradient's projection is positive there
      assertThat(row.t()).isCloseTo(eta * row.step(), within(1e-12));
      assertThat(row.displacement()).isCloseTo(sign * (now - began), within(1e-9));
      assertThat(row.gradient()).isCloseTo(sign * loss.c()[i] * now, within(1e-9));
    }
  }

  static List<Descent> descents() {
    return List.of(
        plain(0.3),
        descent(0.1, ", momentum: {kind: polyak, beta: 0.7}"),
        descent(0.1, ", momentum: {kind: nesterov, beta: 0.7}"),
        descent(0.3, ", clip: 0.9"),
        descent(0.2, ", drops: [{step: 9, factor: 1.8}]"));
  }

  @ParameterizedTest
  @MethodSource("descents")
  void theTaylorModelOfAQuadraticIsTheQuadraticAndSoAreItsSteps(Descent descent) {
    var loss = Polynomial.quadratic(1, 7, -0.2);
    var rows = rows(loss, taylor(loss, descent, 10), descent, new double[] {2, -1, 3}, 5, 30);
    assertThat(rows).hasSize(11);
    for (var any : rows) {
      var row = (TaylorRow) any;
      assertThat(row.model()).isCloseTo(row.loss(), within(1e-11 * Math.max(1, row.loss())));
      assertThat(row.distance()).isLessThan(1e-12);
    }
    assertThat(((TaylorRow) rows.getFirst()).step()).isEqualTo(5);
    assertThat(((TaylorRow) rows.getLast()).step()).isEqualTo(15);
  }

  @Test
  void beyondTheEdgeTheModelDivergesWhereTheTrainingDoesNotAndItsRowsEndWhereItIsGone() {
    // The training's steps x' = -1.2 x + 4.4 x^2 settle on a cycle of two, those of the model grow.
    var loss = Polynomial.cubic(new double[] {1}, new double[] {-4});
    double eta = 2.2;
    double curvature = 1 - 4 * 0.01;
    double growth = Math.pow(1 - eta * curvature, 2);
    var rows = rows(loss, taylor(loss, plain(eta), 1000), plain(eta), new double[] {0.01}, 0, 150);
    var first = (TaylorRow) rows.getFirst();
    var last = (TaylorRow) rows.getLast();
    assertThat(last.step()).isLessThan(150);
    assertThat(last.loss()).isLessThan(0.01);
    assertThat(last.model())
        .isGreaterThan(1e8 * first.model() / growth / 1.001)
        .isLessThanOrEqualTo(1e8 * first.model());
  }

  @Test
  void aDropBelongsToTheDescentAndTheModelFollowsIt() {
    var descent = descent(0.4, ", drops: [{step: 3, factor: 0.5}]");
    var loss = Polynomial.quadratic(1);
    var rows = rows(loss, taylor(loss, descent, 5), descent, new double[] {1}, 0, 5);
    var last = (TaylorRow) rows.getLast();
    double x = Math.pow(0.6, 3) * Math.pow(0.8, 2);
    assertThat(last.model()).isCloseTo(x * x / 2, within(1e-15));
  }
}
