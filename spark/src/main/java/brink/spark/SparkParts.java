package brink.spark;

import brink.core.vector.Block;
import brink.core.vector.FlatSpace;
import brink.core.vector.Vec;
import brink.lab.spec.Spec;
import brink.nn.data.DataSet;
import brink.nn.data.Places;
import brink.nn.network.Network;
import brink.nn.objective.Evaluation;
import brink.nn.objective.PartitionedObjective;
import brink.nn.objective.Parts;
import brink.nn.objective.Term;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.storage.StorageLevel;

/**
 * Parts of an objective that live in Spark's workers, one thread each: theta and vectors are
 * broadcast, answers collected in the order of the parts. Worth it where a gradient takes seconds;
 * a question and its answers carry P numbers a vector and part over the network.
 */
public final class SparkParts implements Parts {
  private final JavaSparkContext spark;
  private final FlatSpace space;
  private final List<Double> weights;
  private final JavaRDD<OpenPart> parts;
  private long places;

  private SparkParts(
      JavaSparkContext spark, FlatSpace space, List<Double> weights, JavaRDD<OpenPart> parts) {
    this.spark = spark;
    this.space = space;
    this.weights = weights;
    this.parts = parts;
  }

  /**
   * The parts of a spec's objective, in the whole network's weights; each worker loads the data
   * itself.
   *
   * @param spark to be closed after this
   * @param space of theta, here
   * @param network of the spec, on the data
   * @param data of the spec
   * @param places where workers look for data
   * @param count of parts, P
   */
  public static SparkParts of(
      JavaSparkContext spark,
      FlatSpace space,
      Spec spec,
      Network network,
      DataSet data,
      Places places,
      int count) {
    var tasks =
        IntStream.range(0, count).mapToObj(p -> PartTask.of(spec, places, p, count)).toList();
    var weights =
        PartitionedObjective.divide(data, network.together(), count).stream()
            .map(part -> (double) part.size() / data.size())
            .toList();
    // In memory as they are: an open part cannot be written down, a lost one is opened again.
    var parts =
        spark.parallelize(tasks, count).map(PartTask::open).persist(StorageLevel.MEMORY_ONLY());
    return new SparkParts(spark, space, weights, parts);
  }

  @Override
  public List<Double> weights() {
    return weights;
  }

  @Override
  public List<Evaluation> evaluate(Vec theta) {
    var sent = spark.broadcast(space.read(theta));
    try {
      return ask(part -> part.evaluate(sent.value())).stream()
          .map(told ->
              new Evaluation(
                  told[0], told.length > 1 ? OptionalDouble.of(told[1]) : OptionalDouble.empty()))
          .toList();
    } finally {
      sent.destroy();
    }
  }

  @Override
  public List<Double> gradients(Vec theta, List<? extends Vec> into) {
    var sent = spark.broadcast(space.read(theta));
    try {
      return write(ask(part -> part.gradient(sent.value())), into);
    } finally {
      sent.destroy();
    }
  }

  @Override
  public Linearized at(Vec theta) {
    // Sent once for all products.
    var place = spark.broadcast(new OpenPart.Place(places++, space.read(theta)));
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
        parts.foreach(OpenPart::forget);
        place.destroy();
      }
    };
  }

  private List<OpenPart.Answer> asked(
      Broadcast<OpenPart.Place> place, Term term, double[][] columns) {
    var sent = spark.broadcast(columns);
    try {
      return ask(part -> part.products(place.value(), term, sent.value()));
    } finally {
      sent.destroy();
    }
  }

  /** The answers of all parts, in their order. */
  private <A> List<A> ask(Function<OpenPart, A> question) {
    return parts.map(question).collect();
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
    parts.foreach(OpenPart::close);
    parts.unpersist();
  }
}
