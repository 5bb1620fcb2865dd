package brink.spark;

import brink.core.error.InputError;
import brink.lab.spec.Runs;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import brink.nn.data.DataSet;
import brink.nn.data.Places;
import brink.nn.engine.Engine;
import brink.nn.objective.Objective;
import brink.nn.objective.PartitionedObjective;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * A part of the examples of an objective on its way to a worker: strings only, from which the
 * worker loads the data and opens the part.
 *
 * @param spec resolved, YAML
 * @param hash of the data that the driver has
 * @param data the folder where data is looked for first, if there is one, absolute
 * @param cache where data is looked for next, absolute
 * @param part which part, from 0
 * @param of how many parts, P
 */
record PartTask(String spec, String hash, List<String> data, String cache, int part, int of)
    implements Serializable {
  static PartTask of(Spec spec, DataSet data, Places places, int part, int of) {
    return new PartTask(
        Runs.resolved(spec),
        data.hash(),
        places.folder().map(PartTask::absolute).stream().toList(),
        absolute(places.cache()),
        part,
        of);
  }

  private static String absolute(Path path) {
    return path.toAbsolutePath().normalize().toString();
  }

  /** A part's objective and the engine that computes it. */
  record Opened(Engine engine, Objective objective) implements AutoCloseable {
    @Override
    public void close() {
      objective.close();
      engine.close();
    }
  }

  /** The part, to be opened by the first question. */
  OpenPart open() {
    return new OpenPart(this);
  }

  /**
   * Loads the data and opens the part.
   *
   * @throws InputError if this machine has not what the driver has
   */
  Opened load() {
    var read = new SpecReader<>(Spec.class).read("part " + part, spec, List.of());
    if (!Runs.resolved(read).equals(spec)) {
      throw new InputError(
          "A worker reads the spec differently: let all machines run the same version of Brink.");
    }
    var places = new Places(data.stream().findFirst().map(Path::of), Path.of(cache));
    var all = read.data().load(places);
    if (!all.hash().equals(hash)) {
      throw new InputError(
          "A worker reads other data than this process under %s: let all machines see the same files."
              .formatted(all.name()));
    }
    var network = read.network().on(all);
    var mine = PartitionedObjective.divide(all, network.together(), of).get(part);
    long budget = Math.max(1, read.engine().memory() * 1_000_000L / of);
    var engine = Engine.open(read.engine().precision(), 1, budget);
    try {
      return new Opened(engine, Objective.of(engine, network, read.loss(), mine));
    } catch (RuntimeException e) {
      engine.close();
      throw e;
    }
  }
}
