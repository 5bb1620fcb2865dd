package brink.lab.analysis;

import brink.core.vector.Vec;
import brink.lab.dynamics.LeadingEigenpairs;
import brink.nn.objective.Linearization;
import brink.nn.objective.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The loss on a straight line through theta beside its quadratic model there, {@code L(theta + s
 * v)} and {@code L + s g.v + s^2 v.Hess v / 2}, v of norm 1.
 *
 * @param direction what v is, in words
 * @param slope {@code g.v}
 * @param curvature {@code v.Hess v}
 * @param points in the order of s
 */
public record Slice(String direction, double slope, double curvature, List<Point> points) {
  /**
   * A point of the line.
   *
   * @param displacement s
   * @param loss {@code L(theta + s v)}
   * @param model the quadratic model there
   */
  public record Point(double displacement, double loss, double model) {}

  /**
   * The slices at theta along the Hessian's first eigenvector and, where there is a gradient,
   * against it; some tens of Hessian products for the eigenvector.
   *
   * @param tolerance of the eigenvector, relative to the Hessian's norm
   */
  public static List<Slice> at(Objective objective, Vec theta, Slices where, double tolerance) {
    var space = objective.space();
    try (var work = space.workspace();
        var at = objective.at(theta);
        var leading = new LeadingEigenpairs(space, tolerance)) {
      var gradient = work.vec();
      at.gradient(gradient);
      var first = leading.first(at.hessian(), work).vectors().column(0);
      return at(objective, at, theta, first, gradient, where);
    }
  }

  /** The same with a first eigenvector that is known; the gradient's sign is turned. */
  static List<Slice> at(
      Objective objective, Linearization at, Vec theta, Vec first, Vec gradient, Slices where) {
    var space = objective.space();
    var slices = new ArrayList<Slice>();
    slices.add(along("q1", first, objective, at, theta, where));
    if (space.norm(gradient) > 0) {
      space.scale(-1, gradient);
      slices.add(along("minus gradient", gradient, objective, at, theta, where));
    }
    return slices;
  }

  /**
   * The slice along a vector of any length but 0; one Hessian product and a forward pass for each
   * point.
   */
  static Slice along(
      String name, Vec vector, Objective objective, Linearization at, Vec theta, Slices where) {
    var space = objective.space();
    try (var work = space.workspace()) {
      var v = work.vec();
      var image = work.vec();
      space.combine(new double[] {1 / space.norm(vector)}, new Vec[] {vector}, v);
      at.hessian().apply(v, image);
      double curvature = space.dot(v, image);
      at.gradient(image);
      double slope = space.dot(v, image);
      var points =
          IntStream.range(0, where.points())
              .mapToDouble(where::at)
              .mapToObj(s -> {
                space.combine(new double[] {1, s}, new Vec[] {theta, v}, image);
                double loss = objective.evaluate(image).loss();
                return new Point(s, loss, at.loss() + s * (slope + s * curvature / 2));
              })
              .toList();
      return new Slice(name, slope, curvature, points);
    }
  }
}
