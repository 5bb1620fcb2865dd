package brink.lab.spec;

import brink.core.vector.FlatVec;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.lab.analysis.Subject;
import brink.lab.dynamics.Descent;
import brink.lab.dynamics.FlowControl;
import brink.lab.dynamics.FlowMethod;
import brink.lab.dynamics.FlowSolve;
import brink.lab.record.FreeMemory;
import brink.nn.data.DataSet;
import brink.nn.data.Places;
import brink.nn.engine.Engine;
import brink.nn.network.Network;
import brink.nn.network.NetworkSpec;
import brink.nn.network.Weights;
import brink.nn.objective.InputSpan;
import brink.nn.objective.Objective;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A network on its data at its first weights, in the coordinates it is computed in; its snapshots
 * are of the whole network.
 */
public final class Training implements AutoCloseable {
  private final Network network;
  private final InputSpan span;
  private final Subject subject;
  private final Objective objective;
  private final Workspace whole;
  private final Workspace work;
  private final Vec first; // whole
  private final Vec now; // whole, for snapshots
  private final Vec theta; // in coordinates

  /**
   * The training that a spec describes, of a network on data as the spec loads them; to be {@link
   * #start}ed.
   */
  public Training(Spec spec, Engine engine, Network network, DataSet data) {
    this.network = network;
    this.span =
        spec.inSpan()
            ? spec.engine().span(engine, network, data)
            : InputSpan.none(engine, network, data);
    this.subject = new Subject(engine, span.network(), spec.loss(), span.data());
    this.objective = subject.objective();
    this.whole = span.wholeSpace().workspace();
    this.work = objective.space().workspace();
    this.first = whole.vec();
    this.now = whole.vec();
    this.theta = work.vec();
  }

  /**
   * Hands the training that a spec describes, at its first weights, to work that is not a run:
   * nothing is written.
   *
   * @throws brink.core.error.InputError if the spec cannot be run
   */
  public static <T> T with(Spec spec, Places places, Function<Training, T> work) {
    var data = spec.data().load(places);
    spec.descent().flatMap(Descent::batch).ifPresent(batch -> batch.requireFit(data));
    try (var engine = spec.engine().open()) {
      var network = spec.network().on(data);
      MemoryNeed.ofRun(spec, network, data).require(FreeMemory.here());
      try (var training = new Training(spec, engine, network, data)) {
        training.start(spec.network());
        return work.apply(training);
      }
    }
  }

  /**
   * Puts the weights where the spec's network starts.
   *
   * @throws brink.core.error.InputError if they cannot be read, or loss or gradient is not finite
   */
  public void start(NetworkSpec spec) {
    spec.start(network, whole.space(), first);
    span.enter(first, theta);
    objective.requireFinite(theta);
  }

  /** What is examined, in coordinates. */
  public Subject subject() {
    return subject;
  }

  /** The training loss of the subject. */
  public Objective objective() {
    return objective;
  }

  /** The weights, in coordinates: where the training has come to. */
  public Vec theta() {
    return theta;
  }

  /** The gradient flow of the training by some method. */
  public FlowSolve flow(FlowMethod method, FlowControl control) {
    return new FlowSolve(objective, subject.network(), subject.loss(), method, control);
  }

  /** The loss of the whole network on other examples; to be closed before this is. */
  Objective onOthers(DataSet data) {
    return Objective.of(subject.engine(), network, subject.loss(), data);
  }

  /** The whole network's weights for some in coordinates; they hold until the next call. */
  Vec whole(Vec weights) {
    span.leave(first, weights, now);
    return now;
  }

  /** The whole network's weights for some in coordinates, as numbers in the order of its layout. */
  double[] numbers(Vec weights) {
    return whole.space().read(whole(weights));
  }

  /** Writes weights in coordinates as those of the whole network. */
  public void write(Path path, Vec weights, Map<String, String> metadata) {
    whole(weights);
    Weights.write(path, network.layout(), (FlatVec) now, metadata);
  }

  @Override
  public void close() {
    work.close();
    whole.close();
    objective.close();
    span.close();
  }
}
