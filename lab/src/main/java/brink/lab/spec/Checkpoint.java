package brink.lab.spec;

import brink.core.error.InputError;
import brink.core.vector.FlatSpace;
import brink.core.vector.FlatVec;
import brink.core.vector.Precision;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.lab.dynamics.DescentState;
import brink.lab.record.Json;
import brink.nn.format.ArraySegment;
import brink.nn.format.ElementType;
import brink.nn.format.Safetensors;
import brink.nn.jacobian.Decomposition;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run goes on from after a moment, in {@code state.safetensors}: numbers as JSON beside
 * vectors in the coordinates that the run is computed in, so that nothing is rounded on the way.
 *
 * @param numbers of descent and recorder
 * @param vectors by name, as float64
 */
record Checkpoint(Numbers numbers, Map<String, double[]> vectors) {
  private static final String NUMBERS = "numbers";
  private static final String WEIGHTS = "weights";
  private static final String MEMORY = "memory.";
  private static final String STARTS = "eigenvector.";

  /**
   * Where a run stands.
   *
   * @param descent where its descent does
   * @param seconds that it has taken
   * @param initialLoss at its first moment
   * @param reference its decomposition just after the transient, once there is one
   * @param tracks what is measured step by step and has had its moment, by key
   * @param written bytes of its live metrics
   */
  record Numbers(
      DescentState descent,
      double seconds,
      double initialLoss,
      Optional<Decomposition> reference,
      List<String> tracks,
      long written) {}

  /**
   * Writes or replaces the file, whole or not at all.
   *
   * @param memory of the descent's rule
   * @param starts of the searches for eigenvectors
   */
  static void write(
      Path path, Numbers numbers, Vec weights, Map<String, Vec> memory, Map<String, Vec> starts) {
    var vectors = new HashMap<String, Vec>();
    vectors.put(WEIGHTS, weights);
    memory.forEach((name, vec) -> vectors.put(MEMORY + name, vec));
    starts.forEach((name, vec) -> vectors.put(STARTS + name, vec));
    var arrays =
        vectors.entrySet().stream()
            .map(entry -> array(entry.getKey(), (FlatVec) entry.getValue()))
            .toList();
    Safetensors.write(path, arrays, Map.of(NUMBERS, Json.line(numbers)));
  }

  private static ArraySegment array(String name, FlatVec vec) {
    var space = vec.space();
    var type = space.precision() == Precision.FLOAT64 ? ElementType.FLOAT64 : ElementType.FLOAT32;
    return new ArraySegment(name, List.of(space.dim()), type, vec.segment());
  }

  /**
   * Reads a file.
   *
   * @throws InputError if it is broken
   */
  static Checkpoint read(Path path) {
    try (var arena = Arena.ofConfined()) {
      var file = Safetensors.open(path, arena);
      var numbers = Optional.ofNullable(file.metadata().get(NUMBERS)).orElse("");
      var vectors = new HashMap<String, double[]>();
      file.arrays().forEach(array -> vectors.put(array.name(), array.toNamedArray().values()));
      var checkpoint =
          new Checkpoint(Json.parse(numbers, Numbers.class, path.toString()), Map.copyOf(vectors));
      if (!vectors.containsKey(WEIGHTS)) {
        throw new InputError(path + " has no weights: it was changed, run it again.");
      }
      return checkpoint;
    }
  }

  /**
   * Writes the weights.
   *
   * @throws InputError if they are of another network
   */
  void weights(FlatSpace space, Vec into) {
    var values = vectors.get(WEIGHTS);
    if (values.length != space.dim()) {
      throw new InputError(
          "The state of the run has %d weights, its network %d: the run is of another version, run it again."
              .formatted(values.length, space.dim()));
    }
    space.write(values, into);
  }

  /** What the descent's rule remembers. */
  Map<String, Vec> memory(FlatSpace space, Workspace work) {
    return under(MEMORY, space, work);
  }

  /** What searches for eigenvectors start from. */
  Map<String, Vec> starts(FlatSpace space, Workspace work) {
    return under(STARTS, space, work);
  }

  private Map<String, Vec> under(String prefix, FlatSpace space, Workspace work) {
    var found = new HashMap<String, Vec>();
    vectors.forEach((name, values) -> {
      if (name.startsWith(prefix)) {
        var vec = work.vec();
        space.write(values, vec);
        found.put(name.substring(prefix.length()), vec);
      }
    });
    return found;
  }
}
