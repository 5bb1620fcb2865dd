package brink.lab.spec;

import brink.core.error.InputError;
import brink.lab.dynamics.FlowMethod;
import brink.lab.record.FreeMemory;
import brink.nn.data.DataSet;
import brink.nn.network.Mlp;
import java.util.stream.IntStream;

/**
 * What a spec takes of memory, estimated before any of it is taken. Counts are of vectors, as many
 * as are alive at once; they were measured on a network of four million parameters.
 *
 * @param parameters P; a double, since nothing bounds the widths that can be written down
 * @param vectors held at once
 * @param length of a vector: P, or fewer numbers where the inputs' span is computed in
 * @param bytes in all, of native memory
 */
record MemoryNeed(double parameters, int vectors, double length, double bytes) {
  private static final int SOLVER_AND_SPECTRA = 38;
  private static final int BESIDE_THE_BASIS = 30; // of an analysis or of published Euler
  private static final int WHOLE = 3; // weights of all P numbers beside those in coordinates
  private static final int SIGNALS = 16; // numbers an example and neuron

  /** A training, with a measurement at its moments. */
  static MemoryNeed ofRun(Spec spec, Mlp network, DataSet data) {
    int vectors =
        switch (spec.flow()) {
          case FlowMethod.ExponentialEuler _ ->
              BESIDE_THE_BASIS + 3 * (1 + spec.loss().directions(network.outputs()));
          case FlowMethod.ExponentialRosenbrock(double _, int dimension) ->
              SOLVER_AND_SPECTRA + 2 * (dimension + 1);
          case FlowMethod.Exprb32(double _, int dimension) ->
              SOLVER_AND_SPECTRA + 2 * (dimension + 1);
          default -> SOLVER_AND_SPECTRA;
        };
    int inputs = network.width(0);
    int dimensions = spec.engine().inputSpan() ? Math.min(inputs, data.size()) : inputs;
    return of(spec, network, data, vectors, dimensions);
  }

  /** An analysis of one set of weights. */
  static MemoryNeed ofAnalysis(Spec spec, Mlp network, DataSet data) {
    int vectors = BESIDE_THE_BASIS + 3 * spec.measure().leading();
    return of(spec, network, data, vectors, network.width(0));
  }

  /** With vectors of the network's weights on inputs of so many dimensions. */
  private static MemoryNeed of(Spec spec, Mlp network, DataSet data, int vectors, int dimensions) {
    double parameters =
        IntStream.range(0, network.layers())
            .mapToDouble(l -> (network.width(l) + 1.0) * network.width(l + 1))
            .sum();
    int saved = network.width(0) - dimensions;
    double length = parameters - (double) saved * network.width(1);
    double neurons = network.widths().stream().mapToDouble(Integer::doubleValue).sum();
    double signals =
        Math.min(
            spec.engine().memory() * 1e6,
            SIGNALS * neurons * data.size() * spec.engine().precision().bytes());
    double whole = saved > 0 ? WHOLE * parameters : 0;
    double numbers = vectors * length + whole + data.inputs().length;
    return new MemoryNeed(
        parameters, vectors, length, numbers * spec.engine().precision().bytes() + signals);
  }

  /**
   * Checks that the memory is there.
   *
   * @throws InputError when it is not, or the network has more parameters than can be counted
   */
  void require(FreeMemory free) {
    if (parameters > Integer.MAX_VALUE) {
      throw new InputError(
          "The network has %.3g parameters, and no more than %,d can be handled: make the layers in network.hidden narrower."
              .formatted(parameters, Integer.MAX_VALUE));
    }
    if (bytes > free.system()) {
      throw new InputError(
          "This takes about %s of memory (%d vectors of %,.0f numbers, and the data), and %s are free: make network.hidden narrower, take fewer examples, or set engine.precision to float32."
              .formatted(
                  FreeMemory.words(bytes), vectors, length, FreeMemory.words(free.system())));
    }
    if (parameters * Double.BYTES > free.heap()) {
      throw new InputError(
          "The first weights, %,.0f numbers, take %s of Java's heap, which may grow to %s: set BRINK_HEAP=%dg or more."
              .formatted(
                  parameters,
                  FreeMemory.words(parameters * Double.BYTES),
                  FreeMemory.words(free.heap()),
                  (long) Math.ceil(2 * parameters * Double.BYTES / (1L << 30)) + 1));
    }
  }
}
