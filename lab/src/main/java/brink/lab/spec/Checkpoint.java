package brink.lab.spec;

import brink.core.error.InputError;
import brink.core.ode.Standing;
import brink.core.vector.FlatSpace;
import brink.core.vector.FlatVec;
import brink.core.vector.Precision;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import brink.lab.dynamics.DescentState;
import brink.lab.dynamics.FlowState;
import brink.lab.record.Json;
import brink.nn.format.ArraySegment;
import brink.nn.format.ElementType;
import brink.nn.format.NamedArray;
import brink.nn.format.Safetensors;
import brink.nn.jacobian.Decomposition;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a run goes on from, in {@code state.safetensors}: numbers as JSON beside vectors in the
 * coordinates that the run is computed in, so that nothing is rounded on the way.
 *
 * @param path of the file
 * @param numbers of descent or flow, and recorder
 * @param vectors by name, as float64
 */
record Checkpoint(Path path, Numbers numbers, Map<String, double[]> vectors) {
  private static final String NUMBERS = "numbers";
  private static final String WEIGHTS = "weights";
  private static final String MEMORY = "memory.";
  private static final String FLOW = "flow.";
  private static final String LISTS = "list.";
  private static final String STARTS = "eigenvector.";

  /**
   * Where a run stands.
   *
   * @param descent where its descent does, if it is one
   * @param flow where its flow does, if it is one
   * @param seconds that it has taken
   * @param initialLoss at its first moment
   * @param reference its decomposition just after the transient, once there is one
   * @param tracks what is measured step by step and has had its moment, by key
   * @param written bytes of its live metrics
   */
  record Numbers(
      Optional<DescentState> descent,
      Optional<FlowState> flow,
      double seconds,
      double initialLoss,
      Optional<Decomposition> reference,
      List<String> tracks,
      long written) {}

  /**
   * Writes or replaces the file of a descent, whole or not at all.
   *
   * @param memory of the descent's rule
   * @param starts of the searches for eigenvectors
   */
  static void write(
      Path path, Numbers numbers, Vec weights, Map<String, Vec> memory, Map<String, Vec> starts) {
    var arrays = new ArrayList<ArraySegment>();
    arrays.add(array(WEIGHTS, weights));
    memory.forEach((name, vec) -> arrays.add(array(MEMORY + name, vec)));
    write(path, numbers, arrays, starts);
  }

  /** The same of a flow. */
  static void write(Path path, Numbers numbers, Standing standing, Map<String, Vec> starts) {
    var arrays = new ArrayList<ArraySegment>();
    standing.vectors().forEach((name, vec) -> arrays.add(array(FLOW + name, vec)));
    standing.lists().forEach((name, list) -> arrays.add(array(LISTS + name, list)));
    write(path, numbers, arrays, starts);
  }

  private static void write(
      Path path, Numbers numbers, List<ArraySegment> arrays, Map<String, Vec> starts) {
    starts.forEach((name, vec) -> arrays.add(array(STARTS + name, vec)));
    Safetensors.write(path, arrays, Map.of(NUMBERS, Json.line(numbers)));
  }

  private static ArraySegment array(String name, double[] list) {
    var shape = List.of((long) list.length);
    return ArraySegment.of(new NamedArray(name, shape, ElementType.FLOAT64, list));
  }

  private static ArraySegment array(String name, Vec vector) {
    var vec = (FlatVec) vector;
    var space = vec.space();
    var type = space.precision() == Precision.FLOAT64 ? ElementType.FLOAT64 : ElementType.FLOAT32;
    return new ArraySegment(name, List.of(space.dim()), type, vec.segment());
  }

  /**
   * Reads a file.
   *
   * @throws InputError if it is broken, or not of a run that is or is not a descent
   */
  static Checkpoint read(Path path, boolean descent) {
    try (var arena = Arena.ofConfined()) {
      var file = Safetensors.open(path, arena);
      var numbers = Optional.ofNullable(file.metadata().get(NUMBERS)).orElse("");
      var vectors = new HashMap<String, double[]>();
      file.arrays().forEach(array -> vectors.put(array.name(), array.toNamedArray().values()));
      var checkpoint =
          new Checkpoint(
              path, Json.parse(numbers, Numbers.class, path.toString()), Map.copyOf(vectors));
      boolean fits =
          descent
              ? checkpoint.numbers.descent.isPresent() && vectors.containsKey(WEIGHTS)
              : checkpoint.numbers.flow.isPresent();
      if (!fits) {
        throw new InputError(
            "%s is not the state of %s: it was changed or is of another version, run it again."
                .formatted(path, descent ? "a descent" : "a flow"));
      }
      return checkpoint;
    }
  }

  /** Steps taken. */
  long step() {
    return numbers.descent.map(DescentState::step).orElseGet(() -> flow().step());
  }

  /** Their time. */
  double time() {
    return numbers.descent.map(DescentState::time).orElseGet(() -> flow().time());
  }

  private FlowState flow() {
    return numbers.flow.orElseThrow();
  }

  /**
   * Writes the weights.
   *
   * @throws InputError if they are of another network
   */
  void weights(FlatSpace space, Vec into) {
    write(WEIGHTS, vectors.get(WEIGHTS), space, into);
  }

  private void write(String name, double[] values, FlatSpace space, Vec into) {
    if (values.length != space.dim()) {
      throw new InputError(
          "\"%s\" in %s has %d numbers, but the network has %d weights: the run is of another version, run it again."
              .formatted(name, path, values.length, space.dim()));
    }
    space.write(values, into);
  }

  /** Where the solve of a flow stood. */
  Standing standing(FlatSpace space, Workspace work) {
    var lists = new HashMap<String, double[]>();
    vectors.forEach((name, values) -> {
      if (name.startsWith(LISTS)) {
        lists.put(name.substring(LISTS.length()), values);
      }
    });
    return new Standing(flow().numbers(), lists, under(FLOW, space, work));
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
        write(name, values, space, vec);
        found.put(name.substring(prefix.length()), vec);
      }
    });
    return found;
  }
}
