package brink.lab.dynamics;

import brink.core.eigen.EigenRequest;
import brink.core.eigen.Eigenpairs;
import brink.core.eigen.End;
import brink.core.eigen.Lanczos;
import brink.core.eigen.WarmStart;
import brink.core.operator.LinearOperator;
import brink.core.random.RandomStream;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Workspace;
import java.util.Optional;

/**
 * The algebraically largest eigenpairs of a Hessian along a path: as many as reach a level, and one
 * more. Each search starts from the eigenvectors of the last one, see {@link WarmStart}.
 */
public final class LeadingEigenpairs implements AutoCloseable {
  private final Space space;
  private final double tolerance;
  private Optional<Workspace> kept = Optional.empty();
  private Optional<Block> last = Optional.empty();

  /**
   * A search that has found nothing yet.
   *
   * @param tolerance residual norm relative to the operator's norm
   */
  public LeadingEigenpairs(Space space, double tolerance) {
    this.space = space;
    this.tolerance = tolerance;
  }

  /** The largest one; its vector lives in the workspace. */
  public Eigenpairs first(LinearOperator hessian, Workspace work) {
    var pairs = largest(1, hessian, work);
    keep(pairs, 1);
    return pairs;
  }

  /**
   * Those of at least a level, and the next one where there is one; vectors live in the workspace.
   */
  public Eigenpairs reaching(double level, LinearOperator hessian, Workspace work) {
    int count = last.map(Block::columns).orElse(1);
    while (true) {
      var pairs = largest(count, hessian, work);
      int reached = 0;
      while (reached < count && pairs.values()[reached] >= level) {
        reached++;
      }
      if (reached < count || count == space.dim()) {
        keep(pairs, Math.min(reached + 1, count));
        return pairs;
      }
      count++;
    }
  }

  private Eigenpairs largest(int count, LinearOperator hessian, Workspace work) {
    var request = new EigenRequest(count, End.LARGEST, tolerance, 400L * count, 1);
    return new Lanczos(3 * count + 12, count).solve(hessian, request, start(count, work), work);
  }

  private Block start(int count, Workspace work) {
    if (last.isEmpty()) {
      return work.block(0);
    }
    var start = work.block(count);
    var random = RandomStream.of(1, "beside the last eigenvectors");
    for (int i = 0; i < count; i++) {
      if (i < last.get().columns()) {
        WarmStart.beside(last.get().column(i), random, space, start.column(i));
      } else {
        space.randomize(start.column(i), random);
      }
    }
    return start;
  }

  private void keep(Eigenpairs pairs, int count) {
    var next = space.workspace();
    var vectors = next.block(count);
    space.copy(pairs.vectors().columns(0, count), vectors);
    close();
    kept = Optional.of(next);
    last = Optional.of(vectors);
  }

  @Override
  public void close() {
    kept.ifPresent(Workspace::close);
  }
}
