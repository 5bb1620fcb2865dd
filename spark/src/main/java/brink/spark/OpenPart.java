package brink.spark;

import brink.core.vector.Vec;
import brink.nn.objective.Linearization;
import brink.nn.objective.Objective;
import brink.nn.objective.Term;
import java.io.Serializable;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.spark.util.KnownSizeEstimation;

/**
 * A part of an objective in a worker, kept there from question to question; the first one opens it.
 * What it last was linearized at is kept too; a worker that took over from a lost one makes it
 * again.
 */
final class OpenPart implements KnownSizeEstimation, AutoCloseable {
  private final PartTask task;
  private Optional<PartTask.Opened> opened = Optional.empty();
  private Optional<Kept> kept = Optional.empty();

  /** A linearization, by the number of the question that asked for it. */
  record Kept(long number, Linearization at) {}

  /**
   * What a part says.
   *
   * @param loss over its examples
   * @param vectors of P numbers each
   */
  record Answer(double loss, double[][] vectors) implements Serializable {}

  /**
   * Where to linearize.
   *
   * @param number that no other place has
   * @param theta P numbers
   */
  record Place(long number, double[] theta) implements Serializable {}

  OpenPart(PartTask task) {
    this.task = task;
  }

  /** The objective of the part's examples. */
  private Objective objective() {
    if (opened.isEmpty()) {
      opened = Optional.of(task.load());
    }
    return opened.orElseThrow().objective();
  }

  /** The loss, and behind it the accuracy where there is one. */
  synchronized double[] evaluate(double[] theta) {
    var objective = objective();
    try (var work = objective.space().workspace()) {
      var evaluation = objective.evaluate(vec(theta, work.vec()));
      return evaluation.accuracy() instanceof OptionalDouble accuracy && accuracy.isPresent()
          ? new double[] {evaluation.loss(), accuracy.getAsDouble()}
          : new double[] {evaluation.loss()};
    }
  }

  synchronized Answer gradient(double[] theta) {
    var objective = objective();
    try (var work = objective.space().workspace()) {
      var gradient = work.vec();
      double loss = objective.gradient(vec(theta, work.vec()), gradient);
      return new Answer(loss, new double[][] {objective.space().read(gradient)});
    }
  }

  /** Loss and gradient at a place, whose linearization stays. */
  synchronized Answer linearize(Place place) {
    var at = at(place);
    var space = objective().space();
    try (var work = space.workspace()) {
      var gradient = work.vec();
      at.gradient(gradient);
      return new Answer(at.loss(), new double[][] {space.read(gradient)});
    }
  }

  synchronized Answer products(Place place, Term term, double[][] x) {
    var at = at(place);
    var space = objective().space();
    try (var work = space.workspace()) {
      var block = work.block(x.length);
      var into = work.block(x.length);
      for (int i = 0; i < x.length; i++) {
        space.write(x[i], block.column(i));
      }
      at.operator(term).apply(block, into);
      var products = new double[x.length][];
      for (int i = 0; i < x.length; i++) {
        products[i] = space.read(into.column(i));
      }
      return new Answer(at.loss(), products);
    }
  }

  private Linearization at(Place place) {
    if (kept.filter(k -> k.number() == place.number()).isEmpty()) {
      forget();
      // Freed with the linearization: theta must stay as long.
      var objective = objective();
      var work = objective.space().workspace();
      var at = objective.at(vec(place.theta(), work.vec()));
      kept = Optional.of(new Kept(place.number(), new Owning(at, work)));
    }
    return kept.orElseThrow().at();
  }

  /** Frees the linearization. */
  synchronized void forget() {
    kept.ifPresent(k -> k.at().close());
    kept = Optional.empty();
  }

  private Vec vec(double[] values, Vec into) {
    objective().space().write(values, into);
    return into;
  }

  @Override
  public long estimatedSize() {
    return 1024; // of Java's heap, where Spark keeps it; the rest is native
  }

  @Override
  public synchronized void close() {
    forget();
    opened.ifPresent(PartTask.Opened::close);
    opened = Optional.empty();
  }
}
