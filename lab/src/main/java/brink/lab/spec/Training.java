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
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * A network on its data at its first weights, in the coordinates it is computed in; its snapshots
 * are of the whole network.
 */
public final class Training implements AutoCloseable {
  private final Network network;
  private final DataSet data;
  private final Optional<DataSet> held;
  private final InputSpan span;
  private final Subject subject;
  private final Objective objective;
  private final Workspace whole;
  private final Workspace work;
  private final Vec first; // whole
  private final Vec now; // whole, for snapshots
  private final Vec theta; // in coordinates

  private Training(
      Spec spec,
      Engine engine,
      Network network,
      DataSet data,
      Optional<DataSet> held,
      Function<Subject, Objective> opening) {
    this.network = network;
    this.data = data;
    this.held = held;
    this.span =
        spec.inSpan()
            ? spec.engine().span(engine, network, data)
            : InputSpan.none(engine, network, data);
    this.subject = new Subject(engine, span.network(), spec.loss(), span.data());
    this.objective = opening.apply(subject);
    this.whole = span.wholeSpace().workspace();
    this.work = objective.space().workspace();
    this.first = whole.vec();
    this.now = whole.vec();
    this.theta = work.vec();
  }

  /**
   * Hands the training that a spec describes, at its first weights, to some work.
   *
   * @throws brink.core.error.InputError if the spec cannot be run
   */
  public static <T> T with(Spec spec, Places places, Function<Training, T> work) {
    return with(spec, places, Placement.here(), _ -> {}, work);
  }

  /**
   * The same.
   *
   * @param placement of the parts of its objective
   * @param noted is told what is being loaded
   */
  static <T> T with(
      Spec spec,
      Places places,
      Placement placement,
      Consumer<String> noted,
      Function<Training, T> work) {
    noted.accept("loading the data");
    var data = spec.data().load(places);
    var held = spec.measure().test().map(test -> test.load(spec.data(), places));
    spec.stop().requireFit(data);
    spec.descent().flatMap(Descent::batch).ifPresent(batch -> batch.requireFit(data));
    noted.accept("loading the tensor engine");
    try (var engine = spec.engine().open()) {
      var network = spec.network().on(data);
      MemoryNeed.ofRun(spec, network, data, held).require(FreeMemory.here());
      Function<Subject, Objective> opening = subject -> placement.objective(spec, places, subject);
      try (var training = new Training(spec, engine, network, data, held, opening)) {
        training.start(spec.network());
        return work.apply(training);
      }
    }
  }

  /** Puts the weights where the spec's network starts. */
  private void start(NetworkSpec spec) {
    spec.start(network, whole.space(), first);
    span.enter(first, theta);
    objective.requireFinite(theta);
  }

  /** The whole network. */
  public Network network() {
    return network;
  }

  /** The examples, as the whole network has them. */
  public DataSet data() {
    return data;
  }

  /** Held-out examples, where the spec asks for some. */
  Optional<DataSet> held() {
    return held;
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
  FlatVec whole(Vec weights) {
    span.leave(first, weights, now);
    return (FlatVec) now;
  }

  /** Weights of the whole network as numbers, in the order of its layout. */
  double[] numbers(FlatVec weights) {
    return whole.space().read(weights);
  }

  /** Writes weights of the whole network. */
  void write(Path path, FlatVec whole, Map<String, String> metadata) {
    Weights.write(path, network.layout(), whole, metadata);
  }

  @Override
  public void close() {
    work.close();
    whole.close();
    objective.close();
    span.close();
  }
}
