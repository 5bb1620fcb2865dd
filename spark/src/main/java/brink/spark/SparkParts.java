package brink.spark;

import brink.core.error.InputError;
import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.lab.analysis.Subject;
import brink.lab.spec.Spec;
import brink.nn.data.Places;
import brink.nn.objective.Evaluation;
import brink.nn.objective.PartitionedObjective;
import brink.nn.objective.Parts;
import brink.nn.objective.Term;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Parts of an objective that live in Spark's workers, one thread each: theta and vectors are
 * broadcast, answers collected in the order of the parts. Worth it where a gradient takes seconds;
 * a question and its answers carry P numbers a vector and part over the network.
 *
 * <p>A part whose worker is lost is opened again by another, and asked again. What no worker can
 * answer ends with an {@link InputError}, after which there is nothing more to be asked.
 */
final class SparkParts implements Parts {
  private static final String ENDED = "The run was interrupted, or its Spark application ended.";

  private final JavaSparkContext spark;
  private final Workers workers;
  private final FlatSpace space;
  private final List<Double> weights;
  private final JavaRDD<OpenPart> parts;
  private long places;
  private boolean broken;

  private SparkParts(
      JavaSparkContext spark,
      Workers workers,
      FlatSpace space,
      List<Double> weights,
      JavaRDD<OpenPart> parts) {
    this.spark = spark;
    this.workers = workers;
    this.space = space;
    this.weights = weights;
    this.parts = parts;
  }

  /**
   * The parts of a spec's objective, in the whole network's weights; each worker loads the data
   * itself.
   *
   * @param spark closed with this
   * @param workers of the same
   * @param space of theta, here
   * @param spec in parts
   * @param places where workers look for data
   * @param subject of the spec, here
   */
  static SparkParts of(
      JavaSparkContext spark,
      Workers workers,
      FlatSpace space,
      Spec spec,
      Places places,
      Subject subject) {
    int count = spec.engine().parts().orElseThrow();
    var network = subject.network();
    var data = subject.data();
    var weights =
        PartitionedObjective.divide(data, network.together(), count).stream()
            .map(part -> (double) part.size() / data.size())
            .toList();
    var tasks =
        IntStream.range(0, count).mapToObj(p -> PartTask.of(spec, data, places, p, count)).toList();
    // In memory as they are: an open part cannot be written down, a lost one is opened again.
    var parts =
        spark.parallelize(tasks, count).map(PartTask::open).persist(StorageLevel.MEMORY_ONLY());
    return new SparkParts(spark, workers, space, weights, parts);
  }

  @Override
  public List<Double> weights() {
    return weights;
  }

  @Override
  public List<Evaluation> evaluate(Vec theta) {
    var sent = send(space.read(theta));
    try {
      return ask(part -> part.evaluate(sent.value())).stream()
          .map(told ->
              new Evaluation(
                  told[0], told.length > 1 ? OptionalDouble.of(told[1]) : OptionalDouble.empty()))
          .toList();
    } finally {
      release(sent);
    }
  }

  @Override
  public List<Double> gradients(Vec theta, List<? extends Vec> into) {
    var sent = send(space.read(theta));
    try {
      return write(ask(part -> part.gradient(sent.value())), into);
    } finally {
      release(sent);
    }
  }

  @Override
  public Linearized at(Vec theta) {
    // Sent once for all products.
    var place = send(new OpenPart.Place(places++, space.read(theta)));
    var here = ask(part -> part.linearize(place.value()));
    return new Linearized() {
      @Override
      public List<Double> losses() {
        return here.stream().map(OpenPart.Answer::loss).toList();
      }

      @Override
      public void gradients(List<? extends Vec> into) {
        write(here, into);
      }

      @Override
      public void products(Term term, Block x, List<? extends Block> into) {
        var columns = new double[x.columns()][];
        for (int i = 0; i < columns.length; i++) {
          columns[i] = space.read(x.column(i));
        }
        write(asked(place, term, columns), into);
      }

      @Override
      public void close() {
        tell(OpenPart::forget);
        release(place);
      }
    };
  }

  private List<OpenPart.Answer> asked(
      Broadcast<OpenPart.Place> place, Term term, double[][] columns) {
    var sent = send(columns);
    try {
      return ask(part -> part.products(place.value(), term, sent.value()));
    } finally {
      release(sent);
    }
  }

  /** Where parts can be told nothing more, there is nothing to be freed either. */
  private void tell(VoidFunction<OpenPart> order) {
    if (!broken) {
      ask(part -> {
        order.call(part);
        return true;
      });
    }
  }

  private <T> Broadcast<T> send(T value) {
    return begun(() -> spark.broadcast(value));
  }

  private <T> T begun(Supplier<T> work) {
    try {
      return work.get();
    } catch (IllegalStateException e) { // the application has ended
      throw broken(why(e), e);
    }
  }

  private void release(Broadcast<?> sent) {
    if (!broken) {
      sent.destroy();
    }
  }

  /**
   * The answers of all parts, in their order.
   *
   * @throws InputError if a part cannot give one
   */
  private <A> List<A> ask(Function<OpenPart, A> question) {
    var replies = await(begun(() -> parts.map(part -> Reply.of(part, question)).collectAsync()));
    return replies.stream().map(SparkParts::answer).toList();
  }

  private static <A> A answer(Reply<A> reply) {
    return switch (reply) {
      case Reply.Said<A>(var answer) -> answer;
      case Reply.Refused<A>(var why) -> throw new InputError(why);
    };
  }

  private <A> List<A> await(JavaFutureAction<List<A>> asked) {
    while (true) {
      try {
        return asked.get(1, TimeUnit.SECONDS);
      } catch (TimeoutException e) {
        if (!spark.sc().isStopped() && workers.lacking()) {
          asked.cancel(true);
          throw broken(workers.none(), e);
        }
      } catch (ExecutionException e) {
        throw broken(why(e.getCause()), e);
      } catch (InterruptedException e) {
        asked.cancel(true);
        Thread.currentThread().interrupt();
        throw broken(ENDED, e);
      }
    }
  }

  /** Spark stops as soon as this process is to end. */
  private String why(Throwable givenUp) {
    return spark.sc().isStopped()
        ? ENDED
        : "Spark gave the parts of the objective up (%s).".formatted(Door.firstLine(givenUp));
  }

  private InputError broken(String why, Exception cause) {
    broken = true;
    return new InputError(why, cause);
  }

  private List<Double> write(List<OpenPart.Answer> answers, List<? extends Block> into) {
    for (int p = 0; p < answers.size(); p++) {
      var vectors = answers.get(p).vectors();
      for (int i = 0; i < vectors.length; i++) {
        space.write(vectors[i], into.get(p).column(i));
      }
    }
    return answers.stream().map(OpenPart.Answer::loss).toList();
  }

  @Override
  public void close() {
    try {
      tell(OpenPart::close);
    } finally {
      Door.leave(spark);
    }
  }
}
