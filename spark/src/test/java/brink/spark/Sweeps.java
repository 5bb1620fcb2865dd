package brink.spark;

import brink.lab.record.MomentRow;
import brink.lab.spec.Runs;
import brink.lab.spec.Sweep;
import brink.lab.sweep.Cluster;
import brink.lab.sweep.SweepFolder;
import brink.lab.sweep.Worker;
import brink.nn.data.Places;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Small sweeps for tests. */
final class Sweeps {
  private Sweeps() {}

  /** Of dice, two sizes for each of so many seeds. */
  static Sweep dice(Path folder, int seeds, String... settings) throws IOException {
    var list = java.util.stream.IntStream.rangeClosed(1, seeds).boxed().toList();
    var file = folder.resolve("sweep.yaml");
    Files.writeString(
        file,
        """
        name: small
        spec:
          name: dice
          data: {source: {kind: dice, image-size: 8}, subset: {count: 30}, scaling: {kind: unit}}
          network: {hidden: [8, 7], activation: elu}
          loss: cross-entropy
          stop: {time: 0.4}
          save: {times: [0.1, 0.3]}
          measure: {amplification: 3}
        axes:
          data.subset.count: [18, 30]
          network.init.seed: %s
        """
            .formatted(list));
    return Sweep.read(file, List.of(settings));
  }

  static Worker worker(Path out, Path data) {
    var runs =
        new Runs(new Places(Optional.empty(), data), new Runs.Build("test", Optional.empty()));
    return new Worker(runs, new SweepFolder(out), _ -> () -> {});
  }

  static Cluster.Connection connection(String master, Optional<String> secret) {
    return new Cluster.Connection(master, secret, Map.of("spark.executor.memory", "512m"));
  }

  static List<List<MomentRow>> moments(Sweep sweep, SweepFolder folder) {
    return sweep.points().stream()
        .map(point -> folder.finished(point).orElseThrow().read().moments())
        .toList();
  }
}
