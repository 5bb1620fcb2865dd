package brink.spark;

import brink.lab.spec.Runs;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import brink.nn.data.Places;
import brink.nn.engine.Engine;
import brink.nn.objective.Objective;
import brink.nn.objective.PartitionedObjective;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A part of the examples of an objective on its way to a worker: strings only, from which the
 * worker loads the data and opens the part.
 *
 * @param spec resolved, YAML
 * @param data the folder where data is looked for first, if there is one, absolute
 * @param cache where data is looked for next, absolute
 * @param part which part, from 0
 * @param of how many parts, P
 */
record PartTask(String spec, List<String> data, String cache, int part, int of)
    implements Serializable {
  static PartTask of(Spec spec, Places places, int part, int of) {
    return new PartTask(
        Runs.resolved(spec),
        places.folder().map(PartTask::absolute).stream().toList(),
        absolute(places.cache()),
        part,
        of);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  OpenPart open() {
    var read = new SpecReader<>(Spec.class).read("part " + part, spec, List.of());
    var places = new Places(data.stream().findFirst().map(Path::of), Path.of(cache));
    var all = read.data().load(places);
    var network = read.network().on(all);
    var mine = PartitionedObjective.divide(all, network.together(), of).get(part);
    long budget = Math.max(1, read.engine().memory() * 1_000_000L / of);
    var engine = Engine.open(read.engine().precision(), 1, budget);
    return new OpenPart(engine, Objective.of(engine, network, read.loss(), mine), Optional.empty());
  }
}
