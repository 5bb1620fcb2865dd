package brink.lab.study;

import brink.core.error.InputError;
import brink.lab.analysis.PowerLaw;
import brink.lab.spec.Sweep;
import brink.nn.data.Sst;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Lowell and Kastner, Training on the Edge of Stability Is Caused by Layerwise Jacobian Alignment
 * (2024): gradient flows of one network on subsets of several data sets, by size, criterion and
 * seeds of network and subset.
 *
 * <p>The networks are theirs, six layers of width 512 with ELU, and so are the losses at which they
 * stop, 0.01 under cross-entropy and 0.02 under squared error. What the paper leaves open is as in
 * the authors' library, Stable-Solvers: weights are Xavier normal with gain sqrt(2), squared error
 * is summed over the outputs, images are divided by 255. Sizes come from each data set by halving:
 * 120,000 / 2^k dice, 50,000 / 2^k images of CIFAR-10, 480 / 2^k windows of AtrialFibrillation,
 * 318,582 / 2^k phrases of SST. They have 22 combinations of data set, criterion and size; those of
 * the paper scale are a choice of as many, five sizes of dice and of CIFAR-10 under cross-entropy
 * and four of each other. The flow is followed by RKC2, which keeps within 1 % of it, instead of by
 * exponential Euler.
 */
public final class Lowell2024 {
  /** Where it was published. */
  public static final String SOURCE =
      "Lowell & Kastner 2024, arXiv 2406.00127; its power laws are those of its Table 2";

  /** What it claims, in a sentence. */
  public static final String CLAIM =
      "Along the gradient flow sharpness rises because the layerwise Jacobians of the network align, and the peak of that alignment grows as a power of the number of examples.";

  private static final String CROSS_ENTROPY = "loss: cross-entropy, stop: {loss: 0.01}";
  private static final String SQUARED_ERROR =
      "loss: {kind: squared-error, convention: sum}, stop: {loss: 0.02}";

  private static final int WORDS = 32; // of a phrase
  private static final int ROBERTA = 768; // numbers a word, of RoBERTa-base

  private Lowell2024() {}

  /**
   * Runs that differ in size and seeds only.
   *
   * @param number its place among the published combinations, from 1
   * @param key as it is asked for and in names of files
   * @param title in words
   * @param published its power law in Table 2
   * @param cost of a run
   * @param sweep the runs
   */
  public record Family(
      int number,
      String key,
      String title,
      Optional<PowerLaw> published,
      FlowCost cost,
      Sweep sweep) {}

  /** A combination of data set and criterion. */
  private enum Combination {
    DICE_CE("Dice, cross-entropy", new PowerLaw(0.0017, 0.23, 0.84)),
    CIFAR10_CE("CIFAR-10, cross-entropy", new PowerLaw(0.0004, 0.49, 0.97)),
    CIFAR10_MSE("CIFAR-10, squared error", new PowerLaw(0.0004, 0.20, 0.74)),
    ATRIAL_FIBRILLATION_CE("AtrialFibrillation, cross-entropy", new PowerLaw(0.0026, 0.45, 0.93)),
    SST_CE("SST, cross-entropy", new PowerLaw(0.0001, 0.67, 0.98));

    private final String title;
    private final PowerLaw published;

    Combination(String title, PowerLaw published) {
      this.title = title;
      this.published = published;
    }

    String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * What a combination trains at some scale.
   *
   * @param title in words
   * @param data YAML of source and scaling, without the subset
   * @param loss YAML of loss and stop
   * @param widths of the network, from the inputs to the outputs
   * @param sizes numbers of examples
   * @param gradients of a run on 64 examples, as measured
   */
  private record Grid(
      Combination combination,
      String title,
      String data,
      String loss,
      List<Integer> widths,
      List<Integer> sizes,
      double gradients) {}

  /**
   * All families of a scale.
   *
   * @param model folder of RoBERTa, for SST; random word vectors where there is none
   */
  public static List<Family> at(Scale scale, Optional<Path> model) {
    return grids(scale, model).stream().map(grid -> family(grid, seeds(scale))).toList();
  }

  /**
   * Those with some keys, all where none is given.
   *
   * @param model folder of RoBERTa, for SST; random word vectors where there is none
   * @throws InputError if there is none of a key at this scale, or a model and no SST
   */
  public static List<Family> chosen(Scale scale, List<String> keys, Optional<Path> model) {
    var all = at(scale, model);
    for (var key : keys) {
      if (all.stream().noneMatch(family -> family.key().equals(key))) {
        throw new InputError(
            "There are no runs of %s at this scale: choose among %s."
                .formatted(key, all.stream().map(Family::key).collect(Collectors.joining(", "))));
      }
    }
    var chosen = all.stream().filter(f -> keys.isEmpty() || keys.contains(f.key())).toList();
    var sst = Combination.SST_CE.key();
    if (model.isPresent() && chosen.stream().noneMatch(family -> family.key().equals(sst))) {
      throw new InputError(
          "A model is of %s, which is not among these runs: ask for it at the paper scale, or leave the model away."
              .formatted(sst));
    }
    return chosen;
  }

  /** Titles of the published combinations, in their order. */
  public static List<String> combinations() {
    return Stream.of(Combination.values()).map(c -> c.title).toList();
  }

  private static List<Grid> grids(Scale scale, Optional<Path> model) {
    return switch (scale) {
      case SMOKE ->
          List.of(
              new Grid(
                  Combination.DICE_CE,
                  Combination.DICE_CE.title,
                  "source: {kind: dice, seed: 1, image-size: 8}, scaling: {kind: unit}",
                  "loss: cross-entropy, stop: {loss: 0.3}",
                  List.of(64, 16, 16, 16, 6),
                  List.of(12, 24),
                  1000));
      case LAPTOP ->
          List.of(
              dice(List.of(117, 234, 468, 937)),
              cifar10(Combination.CIFAR10_CE, CROSS_ENTROPY, List.of(97, 195, 390, 781), 270),
              cifar10(Combination.CIFAR10_MSE, SQUARED_ERROR, List.of(97, 195, 390, 781), 520),
              atrialFibrillation());
      case PAPER ->
          List.of(
              dice(List.of(117, 234, 468, 937, 1875)),
              cifar10(Combination.CIFAR10_CE, CROSS_ENTROPY, List.of(97, 195, 390, 781, 1562), 270),
              cifar10(Combination.CIFAR10_MSE, SQUARED_ERROR, List.of(97, 195, 390, 781), 520),
              atrialFibrillation(),
              sst(model));
    };
  }

  private static Grid dice(List<Integer> sizes) {
    var data = "source: {kind: dice, seed: 1}, scaling: {kind: unit}";
    return grid(Combination.DICE_CE, data, CROSS_ENTROPY, 1024, 6, sizes, 1300);
  }

  private static Grid cifar10(
      Combination combination, String loss, List<Integer> sizes, double gradients) {
    var data = "source: cifar10, scaling: {kind: unit}";
    return grid(combination, data, loss, 3072, 10, sizes, gradients);
  }

  /** Windows of 128 samples of two channels. */
  private static Grid atrialFibrillation() {
    return grid(
        Combination.ATRIAL_FIBRILLATION_CE,
        "source: {kind: atrial-fibrillation, stride: 16}, scaling: {kind: none}",
        CROSS_ENTROPY,
        256,
        3,
        List.of(60, 120, 240, 480),
        100);
  }

  /** Phrases: RoBERTa's weights are the user's to fetch, without them words are random vectors. */
  private static Grid sst(Optional<Path> model) {
    var what = Combination.SST_CE;
    var source = model.map(folder -> ", model: '%s'".formatted(quoted(folder))).orElse("");
    var title =
        model.isPresent() ? what.title : "SST (random word vectors, not RoBERTa), cross-entropy";
    int dimension = model.isPresent() ? ROBERTA : Sst.DIMENSION;
    return new Grid(
        what,
        title,
        "source: {kind: sst, units: phrases%s}".formatted(source),
        CROSS_ENTROPY,
        widths(WORDS * dimension, 5),
        List.of(155, 311, 622, 1244),
        260);
  }

  /** In YAML between single quotes. */
  private static String quoted(Path path) {
    return path.toString().replace("'", "''");
  }

  /** With the published network. */
  private static Grid grid(
      Combination combination,
      String data,
      String loss,
      int inputs,
      int outputs,
      List<Integer> sizes,
      double gradients) {
    var title = combination.title;
    return new Grid(combination, title, data, loss, widths(inputs, outputs), sizes, gradients);
  }

  private static List<Integer> widths(int inputs, int outputs) {
    return List.of(inputs, 512, 512, 512, 512, 512, outputs);
  }

  private static List<Integer> seeds(Scale scale) {
    return scale == Scale.PAPER ? List.of(1, 2, 3, 4) : List.of(1, 2);
  }

  private static Family family(Grid grid, List<Integer> seeds) {
    var combination = grid.combination();
    var key = combination.key();
    var widths = grid.widths();
    var yaml =
        """
        name: lowell2024 %s
        spec: {
          name: lowell2024,
          data: {%s, subset: {count: 1, seed: 1}},
          network: {hidden: %s, activation: elu, init: {scheme: xavier-normal, gain: 1.4142135623730951, seed: 1}},
          %s,
          flow: {kind: rkc2, tolerance: 1e-2},
          save: {loss-levels: %d, times: [0.1], weights: ends},
          measure: {classical: false}
        }
        axes:
          data.subset.count: %s
          data.subset.seed: %s
          network.init.seed: %s
        """
            .formatted(
                key,
                grid.data(),
                widths.subList(1, widths.size() - 1),
                grid.loss(),
                FlowCost.MOMENTS,
                grid.sizes(),
                seeds,
                seeds);
    return new Family(
        combination.ordinal() + 1,
        key,
        grid.title(),
        Optional.of(combination.published),
        new FlowCost(widths, grid.gradients()),
        Sweep.of(Path.of("lowell2024", key), yaml, List.of()));
  }

  /** Examples of a point. */
  public static int size(Sweep.Point point) {
    return Integer.parseInt(point.coordinates().get("data.subset.count"));
  }

  /** Seeds of a point: of the network, and of the draw of its examples. */
  public static String seeds(Sweep.Point point) {
    return "%s, %s"
        .formatted(
            point.coordinates().get("network.init.seed"),
            point.coordinates().get("data.subset.seed"));
  }
}
