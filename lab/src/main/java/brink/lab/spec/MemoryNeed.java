package brink.lab.spec;

import brink.core.error.InputError;
import brink.core.vector.Precision;
import brink.lab.analysis.Measure;
import brink.lab.dynamics.FlowMethod;
import brink.lab.record.FreeMemory;
import brink.nn.data.DataSet;
import brink.nn.network.Layout;
import brink.nn.network.Mlp;
import brink.nn.network.Network;
import java.util.Optional;

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
  private static final int SOLVER_AND_SPECTRA = 39;
  private static final int BESIDE_THE_BASIS = 30; // of an analysis or of published Euler
  private static final int WHOLE = 3; // weights of all P numbers beside those in coordinates
  private static final int OF_A_PART = 2; // its gradient, here and kept, beside its products
  private static final int SIGNALS = 16; // numbers an example and neuron

  /** A training, with a measurement at its moments. */
  static MemoryNeed ofRun(Spec spec, Network network, DataSet data, Optional<DataSet> held) {
    var training = ofRun(spec, network, data);
    int times = spec.measure().taylor().isPresent() ? 2 : 1; // signals, of training and model
    double more =
        (times - 1) * signals(spec, network, data)
            + held.map(test -> signals(spec, network, test) + inputs(spec, test)).orElse(0.0)
            + (spec.measure().outputCurvature() ? inputs(spec, data) : 0);
    return new MemoryNeed(
        training.parameters, training.vectors, training.length, training.bytes + more);
  }

  /** A training without held-out examples and models beside it. */
  static MemoryNeed ofRun(Spec spec, Network network, DataSet data) {
    int directions = spec.loss().directions(network.outputs());
    int widest = spec.flow() instanceof FlowMethod.ExponentialEuler ? directions : 1; // product
    int vectors =
        switch (spec.flow()) {
          case FlowMethod.ExponentialEuler _ -> BESIDE_THE_BASIS + 3 * (1 + directions);
          case FlowMethod.ExponentialRosenbrock(double _, int dimension) ->
              SOLVER_AND_SPECTRA + 2 * (dimension + 1);
          case FlowMethod.Exprb32(double _, int dimension) ->
              SOLVER_AND_SPECTRA + 2 * (dimension + 1);
          default -> SOLVER_AND_SPECTRA;
        };
    int all = vectors + asked(spec.measure()) + parts(spec, widest);
    return of(spec, network, data, all, spec.inSpan());
  }

  /** Vectors that more than the usual measurements take. */
  private static int asked(Measure measure) {
    return 4 * (measure.eigenvalues() - 1)
        + measure.projections().map(p -> 4 + 4 * p.eigenvectors()).orElse(0)
        + (measure.taylor().isPresent() ? 7 : 0);
  }

  /**
   * Vectors that parts take, here or on Spark: there their examples and signals lie elsewhere, but
   * what is measured at moments takes as much here.
   *
   * @param widest how many vectors are multiplied at once
   */
  private static int parts(Spec spec, int widest) {
    return spec.engine().parts().map(count -> (OF_A_PART + widest) * count).orElse(0);
  }

  /** An analysis of one set of weights. */
  static MemoryNeed ofAnalysis(Spec spec, Network network, DataSet data) {
    int vectors = BESIDE_THE_BASIS + 3 * spec.measure().leading() + parts(spec, 2);
    return of(spec, network, data, vectors, false);
  }

  /** With vectors in coordinates of what the inputs span, or of all parameters. */
  private static MemoryNeed of(
      Spec spec, Network network, DataSet data, int vectors, boolean inputSpan) {
    double parameters =
        network.layout().entries().stream()
            .map(Layout.Entry::shape)
            .mapToDouble(
                shape -> shape.stream().mapToDouble(Long::doubleValue).reduce(1, (a, b) -> a * b))
            .sum();
    double saved = inputSpan ? saved(network, data) : 0;
    double length = parameters - saved;
    double signals = signals(spec, network, data);
    double whole = saved > 0 ? WHOLE * parameters : 0;
    double numbers = vectors * length + whole + copies(spec, network) * data.inputs().length;
    return new MemoryNeed(
        parameters, vectors, length, numbers * spec.engine().precision().bytes() + signals);
  }

  /** An MLP in float32 holds its inputs by rows and by columns. */
  private static double copies(Spec spec, Network network) {
    return network instanceof Mlp && spec.engine().precision() == Precision.FLOAT32 ? 2 : 1;
  }

  private static double signals(Spec spec, Network network, DataSet data) {
    return Math.min(
        spec.engine().memory() * 1e6,
        SIGNALS * network.signals() * data.size() * spec.engine().precision().bytes());
  }

  private static double inputs(Spec spec, DataSet data) {
    return (double) data.inputs().length * spec.engine().precision().bytes();
  }

  /** How many numbers fewer the weights of an MLP are in coordinates of the inputs' span. */
  private static double saved(Network network, DataSet data) {
    return network instanceof Mlp mlp && data.size() < mlp.width(0)
        ? (double) (mlp.width(0) - data.size()) * mlp.width(1)
        : 0;
  }

  /**
   * Checks that the memory is there.
   *
   * @throws InputError when it is not, or the network has more parameters than can be counted
   */
  void require(FreeMemory free) {
    if (parameters > Integer.MAX_VALUE) {
      throw new InputError(
          "The network has %.3g parameters, and no more than %,d can be handled: make its layers narrower."
              .formatted(parameters, Integer.MAX_VALUE));
    }
    if (bytes > free.system()) {
      throw new InputError(
          "This takes about %s of memory (%d vectors of %,.0f numbers, and the data), and %s are free: make the network narrower, take fewer examples, or set engine.precision to float32."
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
