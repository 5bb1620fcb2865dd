package brink.lab.study;

import brink.lab.analysis.Chart;
import brink.lab.analysis.Chart.Axis;
import brink.lab.analysis.Chart.Curve;
import brink.lab.analysis.Chart.Look;
import brink.lab.analysis.Chart.Panel;
import brink.lab.dynamics.Descent;
import brink.lab.dynamics.DescentSolve;
import brink.lab.dynamics.DescentStep;
import brink.lab.dynamics.Quadratic;
import brink.lab.dynamics.Save;
import brink.lab.dynamics.Stop;
import brink.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Descent on given quadratics, where its edge of stability can be known exactly. */
final class Quadratics {
  private static final double ETA = 0.1;
  private static final double EDGE = 2 / ETA;
  private static final double ANGLE = Math.PI / 6;
  private static final int STEPS = 60;
  private static final List<Double> RATIOS = List.of(0.95, 0.99, 1.0, 1.01, 1.05); // to the edge

  private Quadratics() {}

  static Study study() {
    return new Study(
        "quadratics",
        "On a quadratic, gradient descent takes each eigenvector by itself, and diverges along those with curvature above 2 / eta only; momentum moves that edge.",
        "Cohen et al. 2021, section 2 and appendix B",
        List.of(),
        (_, _, _) -> findings());
  }

  private static Findings findings() {
    var checks = new ArrayList<Check>();
    checks.add(closedForm());
    checks.add(growth());
    checks.addAll(coordinates());
    for (var momentum :
        List.of("none", "{kind: polyak, beta: 0.5}", "{kind: nesterov, beta: 0.5}")) {
      checks.add(edge(descent(momentum)));
    }
    return new Findings(checks, List.of(line(), plane()));
  }

  private static Check closedForm() {
    double worst = 0;
    for (double ratio : RATIOS) {
      var path = onLine(ratio);
      for (int k = 0; k < path.length; k++) {
        double exact = Math.pow(1 - ETA * ratio * EDGE, k);
        worst = Math.max(worst, Math.abs(path[k] / exact - 1));
      }
    }
    return new Check(
        "in one dimension, x after k steps is (1 - eta a)^k times x at the start, to 1e-12",
        "%.1e off at most".formatted(worst),
        worst <= 1e-12);
  }

  private static Check growth() {
    var sizes = RATIOS.stream().mapToDouble(ratio -> Math.abs(onLine(ratio)[STEPS])).toArray();
    boolean holds =
        IntStream.range(0, sizes.length)
            .allMatch(i -> {
              int wanted = Double.compare(RATIOS.get(i), 1);
              return wanted == 0
                  ? Math.abs(sizes[i] - 1) <= 1e-12
                  : wanted == Double.compare(sizes[i], 1);
            });
    return new Check(
        "|x| shrinks for curvatures below 2 / eta, stays at 2 / eta, grows above",
        "after %d steps, at %s times 2 / eta: %s"
            .formatted(STEPS, RATIOS, Arrays.stream(sizes).mapToObj("%.3g"::formatted).toList()),
        holds);
  }

  private static List<Check> coordinates() {
    var path = onPlane();
    double grown = path[0][STEPS] / path[0][0];
    double shrunk = path[1][STEPS] / path[1][0];
    double exact = Math.pow(1 - 1.05 * 2, STEPS);
    boolean alternates = IntStream.range(0, STEPS).allMatch(k -> path[0][k] * path[0][k + 1] < 0);
    return List.of(
        new Check(
            "in two dimensions, the coordinate along the eigenvector above the edge changes sign at every step and grows by eta a - 1",
            "%.10g times in %d steps, (1 - eta a)^k being %.10g".formatted(grown, STEPS, exact),
            alternates && Math.abs(grown / exact - 1) < 1e-9),
        new Check(
            "while that along the other one shrinks",
            "to %.3g of its start".formatted(shrunk),
            Math.abs(shrunk - Math.pow(1 - 0.1 * 2, STEPS)) < 1e-12));
  }

  /** Where descent begins to diverge, by halving an interval of curvatures. */
  private static Check edge(Descent descent) {
    double low = 0.1 * EDGE;
    double high = 4 * EDGE;
    for (int i = 0; i < 30; i++) {
      double middle = (low + high) / 2;
      if (grows(middle, descent)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    double exact = descent.momentum().edge(ETA);
    return new Check(
        "gradient descent%s diverges from %.6g on".formatted(descent.momentum().describe(), exact),
        "from %.6g on".formatted(high),
        Math.abs(high / exact - 1) < 1e-4);
  }

  private static boolean grows(double curvature, Descent descent) {
    int steps = 400; // even, and so many that what else is there has died out
    var path = path(Quadratic.of(curvature), descent, steps, 1);
    return path.size() <= steps || Math.abs(path.get(steps)[0]) > Math.abs(path.get(steps / 2)[0]);
  }

  private static Chart line() {
    var curves = new ArrayList<Curve>();
    for (int i = 0; i < RATIOS.size(); i++) {
      var sizes = Arrays.stream(onLine(RATIOS.get(i))).map(Math::abs).toArray();
      curves.add(Curve.of(RATIOS.get(i) + " × 2 / eta", i, Look.THIN, sizes));
    }
    return new Chart(
        "line",
        "One dimension",
        "Distance from the minimum of a x² / 2 after each step of gradient descent, for curvatures a at and on both sides of 2 / eta.",
        List.of(new Panel(Axis.linear("steps"), Axis.log("|x|"), curves)));
  }

  private static Chart plane() {
    var path = onPlane();
    return new Chart(
        "plane",
        "Two dimensions, along the eigenvectors",
        "Coordinates along the eigenvectors of a quadratic with curvatures 1.05 and 0.1 times 2 / eta, turned by 30 degrees: one oscillates and grows, the other shrinks as if it were alone.",
        List.of(
            new Panel(
                Axis.linear("steps"),
                Axis.linear("coordinate along q1 (1.05 × 2 / eta)"),
                List.of(Curve.of("", 0, Look.THIN, path[0]))),
            new Panel(
                Axis.linear("steps"),
                Axis.linear("coordinate along q2 (0.1 × 2 / eta)"),
                List.of(Curve.of("", 1, Look.THIN, path[1])))));
  }

  /** x after each step from 1, at a curvature as a multiple of the edge. */
  private static double[] onLine(double ratio) {
    return path(Quadratic.of(ratio * EDGE), descent("none"), STEPS, 1).stream()
        .mapToDouble(x -> x[0])
        .toArray();
  }

  /** The coordinates along both eigenvectors after each step. [2 x (STEPS + 1)] */
  private static double[][] onPlane() {
    var path = path(Quadratic.of(1.05 * EDGE, 0.1 * EDGE, ANGLE), descent("none"), STEPS, 0.1, 1);
    double c = Math.cos(ANGLE);
    double s = Math.sin(ANGLE);
    return new double[][] {
      path.stream().mapToDouble(x -> c * x[0] + s * x[1]).toArray(),
      path.stream().mapToDouble(x -> -s * x[0] + c * x[1]).toArray()
    };
  }

  private static Descent descent(String momentum) {
    return read(Descent.class, "{learning-rate: %s, momentum: %s}".formatted(ETA, momentum));
  }

  private static <R extends Record> R read(Class<R> type, String yaml) {
    return new SpecReader<>(type).read("quadratics", yaml, List.of());
  }

  /** The weights before the first and after each step, up to where the loss is 1e8-fold. */
  private static List<double[]> path(
      Quadratic quadratic, Descent descent, int steps, double... start) {
    var path = new ArrayList<double[]>();
    var watcher =
        new DescentSolve.Watcher() {
          @Override
          public void step(DescentStep step) {}

          @Override
          public void save(DescentSolve.Saved saved) {
            path.add(quadratic.space().read(saved.theta()));
          }
        };
    try (var work = quadratic.space().workspace()) {
      var theta = work.vec();
      quadratic.space().write(start, theta);
      new DescentSolve(quadratic, Optional.empty(), descent)
          .follow(
              theta, read(Stop.class, "steps: " + steps), read(Save.class, "every: 1"), watcher);
    }
    return path;
  }
}
