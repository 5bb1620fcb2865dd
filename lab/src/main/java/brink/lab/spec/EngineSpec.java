package brink.lab.spec;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.vector.Precision;
import brink.nn.data.DataSet;
import brink.nn.engine.Engine;
import brink.nn.network.Mlp;
import brink.nn.network.Network;
import brink.nn.objective.InputSpan;
import java.util.Optional;

/**
 * How numbers are stored and who computes.
 *
 * @param precision of weights and signals
 * @param threads native threads; as many as there are cores where not given
 * @param memory megabytes that the signals of one linearisation may take
 * @param inputSpan whether a run is computed in coordinates of what its inputs span, see {@link
 *     InputSpan}, where these give the same training; see {@link Spec#inSpan}
 * @param parts into which the examples are divided, see {@link
 *     brink.nn.objective.PartitionedObjective}; empty where they are computed as a whole, also if
 *     one part is asked for
 */
public record EngineSpec(
    @Doc("how weights and signals are stored") @Default("float64") Precision precision,
    @Doc("native threads; all cores where not given") Optional<Integer> threads,
    @Doc("megabytes that kept signals may take") @Default("1024") int memory,
    @Doc("compute in the span of the inputs where that is exact, which is faster for few examples")
        @Default("true")
        boolean inputSpan,
    @Doc(
            "parts that the examples are divided into, each computed by a thread here or on Spark; 1 where not given")
        Optional<Integer> parts) {
  private static final int MOST_THREADS = 1024;

  /** Checks each number. */
  public EngineSpec {
    if (threads.filter(n -> n < 1 || n > MOST_THREADS).isPresent()) {
      throw new InputError("threads must be 1 to " + MOST_THREADS + ", not " + threads.get());
    }
    if (memory < 1) {
      throw new InputError("memory must be at least 1, in megabytes, not " + memory);
    }
    if (parts.filter(n -> n < 1).isPresent()) {
      throw new InputError("parts must be at least 1, not " + parts.get());
    }
    parts = parts.filter(n -> n > 1); // one part is the whole, and a run of the same name
  }

  /** Threads to use on this machine. */
  public int threadsHere() {
    return threads.orElse(Runtime.getRuntime().availableProcessors());
  }

  /** What a training of a network on some data is computed in; to be closed. */
  public InputSpan span(Engine engine, Network network, DataSet data) {
    return inputSpan && network instanceof Mlp mlp
        ? InputSpan.of(engine, mlp, data)
        : InputSpan.none(engine, network, data);
  }

  /** Loads the tensor library with these settings. */
  public Engine open() {
    return Engine.open(precision, threadsHere(), memory * 1_000_000L);
  }
}
