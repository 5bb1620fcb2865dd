package brink.lab.analysis;

import brink.core.eigen.EigenRequest;
import brink.core.eigen.End;
import brink.core.eigen.Lanczos;
import brink.core.eigen.Verdict;
import brink.core.vector.Block;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.lab.dynamics.DescentSolve.Here;
import brink.lab.record.ProjectionRow;
import brink.nn.objective.Objective;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Displacement and gradient of a descent along the leading eigenvectors q_i of the Hessian at the
 * weights theta_N where it begins: {@code <theta_t - theta_N, q_i>} and {@code <g_t, q_i>}. At the
 * beginning it takes a search for the eigenvectors (a gradient and some tens of products), at each
 * step one pass over the weights and eigenvectors.
 *
 * <p>The sign of an eigenvector means nothing: it is chosen such that the gradient's projection is
 * not negative at the beginning.
 */
public final class ProjectionMeter implements StepMeter {
  private final Objective objective;
  private final Measure measure;
  private final Projections wanted;
  private final Workspace work;
  private final Block vectors;
  private final Vec origin;
  private final Vec displacement;

  /** A meter that has not begun; the objective stays open for as long as it is. */
  public ProjectionMeter(Objective objective, Measure measure, Projections wanted) {
    this.objective = objective;
    this.measure = measure;
    this.wanted = wanted;
    this.work = objective.space().workspace();
    this.vectors = work.block(wanted.eigenvectors());
    this.origin = work.vec();
    this.displacement = work.vec();
  }

  @Override
  public String key() {
    return "measure.projections";
  }

  @Override
  public Optional<Integer> moment() {
    return wanted.moment();
  }

  @Override
  public List<String> begin(Here here) {
    var space = objective.space();
    int count = wanted.eigenvectors();
    long most = (long) measure.maxProducts() * count;
    var request = new EigenRequest(count, End.LARGEST, measure.tolerance(), most, 1);
    space.copy(here.theta(), origin);
    try (var room = space.workspace();
        var at = objective.at(origin)) {
      var pairs = new Lanczos(2 * count + 10, 1).solve(at.hessian(), request, room);
      space.copy(pairs.vectors(), vectors);
      for (int i = 0; i < count; i++) {
        if (space.dot(here.gradient(), vectors.column(i)) < 0) {
          space.scale(-1, vectors.column(i));
        }
      }
      return pairs.verdict() instanceof Verdict.Unconverged(String advice)
          ? List.of("The eigenvectors of measure.projections have not converged: " + advice + ".")
          : List.of();
    }
  }

  @Override
  public List<ProjectionRow> at(Here here) {
    var space = objective.space();
    space.combine(new double[] {1, -1}, new Vec[] {here.theta(), origin}, displacement);
    int count = vectors.columns();
    var along = new double[count];
    var slopes = new double[count];
    space.gram(displacement, vectors, along);
    space.gram(here.gradient(), vectors, slopes);
    return IntStream.range(0, count)
        .mapToObj(i -> new ProjectionRow(here.step(), here.t(), i + 1, along[i], slopes[i]))
        .toList();
  }

  @Override
  public void close() {
    work.close();
  }
}
