package brink.spark;

import static org.assertj.core.api.Assertions.assertThat;

import brink.lab.analysis.Subject;
import brink.lab.spec.Placement;
import brink.lab.spec.Spec;
import brink.lab.sweep.Cluster;
import brink.nn.data.Places;
import brink.nn.objective.Linearization;
import brink.nn.objective.Objective;
import brink.nn.objective.Term;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkPartsTest {
  private static final int PARTS = 3;

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(strings = {"local[1]", "local[2]"})
  void theNumbersAreThoseOfPartsOnThreadsBitForBit(String master) throws Exception {
    var spec =
        Sweeps.dice(folder, 1, "engine.precision=float32", "engine.parts=" + PARTS)
            .points()
            .getLast()
            .spec();
    var places = new Places(Optional.empty(), folder);
    var data = spec.data().load(places);
    var network = spec.network().on(data);
    var connection = new Cluster.Connection(master, Optional.empty(), Map.of());
    var placement = new SparkPlacement(Master.of(master), connection, Duration.ofMinutes(1));
    try (var engine = spec.engine().open()) {
      var subject = new Subject(engine, network, spec.loss(), data);
      try (var here = Placement.here().objective(spec, places, subject);
          var there = placement.objective(spec, places, subject)) {
        assertThat(answers(spec, there)).containsExactly(answers(spec, here));
      }
    }
  }

  private static double[] answers(Spec spec, Objective objective) {
    var all = new ArrayList<double[]>();
    var space = objective.space();
    try (var work = space.workspace()) {
      var theta = work.vec();
      var other = work.vec();
      var gradient = work.vec();
      space.randomize(theta, new Random(1));
      space.randomize(other, new Random(2));
      var x = work.block(2);
      var into = work.block(2);
      space.copy(theta, x.column(0));
      space.copy(other, x.column(1));
      all.add(new double[] {objective.gradient(theta, gradient)});
      all.add(space.read(gradient));
      var evaluation = objective.evaluate(theta);
      all.add(new double[] {evaluation.loss(), evaluation.accuracy().orElseThrow()});
      try (var first = objective.at(theta);
          var second = objective.at(other)) {
        for (var at : new Linearization[] {first, second, first}) {
          all.add(new double[] {at.loss()});
          at.gradient(gradient);
          all.add(space.read(gradient));
          for (var term : Term.values()) {
            at.operator(term).apply(x, into);
            all.add(space.read(into.column(0)));
            all.add(space.read(into.column(1)));
          }
        }
      }
    }
    return all.stream().flatMapToDouble(DoubleStream::of).toArray();
  }
}
