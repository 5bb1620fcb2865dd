package brink.lab.bench;

import brink.core.error.InputError;
import brink.lab.spec.Spec;
import brink.lab.spec.SpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A training on which solvers are compared.
 *
 * @param name as it is asked for, for instance {@code cifar10-64}
 * @param spec of data, network, loss and stop; its solver is not used
 */
public record FlowProblem(String name, Spec spec) {
  private static final String CHEBYSHEV =
      """
      name: Chebyshev polynomial of degree 3, 1-30-20-1 tanh
      data: {source: {kind: chebyshev, degree: 3, points: 20}}
      network: {hidden: [30, 20], activation: tanh, init: {scheme: framework, seed: 1}}
      loss: {kind: squared-error, convention: half-sum}
      stop: {time: 650}
      """;
  private static final String DICE =
      """
      name: Dice, 6 x 128 ELU
      data: {source: {kind: dice, seed: 1}, subset: {count: 512}, scaling: {kind: unit}}
      network: {hidden: [128, 128, 128, 128, 128], activation: elu}
      loss: cross-entropy
      stop: {loss: 0.01}
      """;
  private static final String CIFAR10 =
      """
      name: CIFAR-10, 6 x 512 ELU
      data: {source: cifar10, subset: {count: 64, seed: 1}, scaling: {kind: unit}}
      network: {hidden: [512, 512, 512, 512, 512], activation: elu}
      loss: cross-entropy
      stop: {loss: 0.01}
      """;
  private static final List<Integer> SIZES = List.of(64, 256, 390);

  /** All problems: small nets first. */
  public static List<FlowProblem> all() {
    var problems = new ArrayList<FlowProblem>();
    problems.add(of("chebyshev", CHEBYSHEV));
    problems.add(of("dice", DICE));
    for (int n : SIZES) {
      problems.add(cifar10(n));
      problems.add(cifar10SquaredError(n));
    }
    return List.copyOf(problems);
  }

  /**
   * One problem; CIFAR-10 with any number of images.
   *
   * @throws InputError if there is none of that name
   */
  public static FlowProblem named(String name) {
    var cifar10 = Pattern.compile("cifar10-(\\d{1,5})(-mse)?").matcher(name);
    if (cifar10.matches()) {
      int images = Integer.parseInt(cifar10.group(1));
      return cifar10.group(2) == null ? cifar10(images) : cifar10SquaredError(images);
    }
    var known = Stream.concat(all().stream(), quick().stream()).toList();
    return known.stream()
        .filter(problem -> problem.name().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new InputError(
                "There is no problem %s: choose among %s."
                    .formatted(
                        name,
                        known.stream()
                            .map(FlowProblem::name)
                            .distinct()
                            .collect(Collectors.joining(", ")))));
  }

  /** Those that take seconds: the Chebyshev polynomial for a short time, and few dice. */
  public static List<FlowProblem> quick() {
    return List.of(
        of("chebyshev-short", CHEBYSHEV, "stop.time=40"),
        of(
            "dice-small",
            DICE,
            "data.subset.count=60",
            "network.hidden=[64,64,64]",
            "stop.loss=0.5"));
  }

  private static FlowProblem cifar10(int images) {
    return of("cifar10-" + images, CIFAR10, "data.subset.count=" + images);
  }

  private static FlowProblem cifar10SquaredError(int images) {
    return of(
        "cifar10-%d-mse".formatted(images),
        CIFAR10,
        "data.subset.count=" + images,
        "loss={kind: squared-error, convention: mean}",
        "stop.loss=0.02");
  }

  private static FlowProblem of(String name, String yaml, String... settings) {
    return new FlowProblem(name, new SpecReader<>(Spec.class).read(name, yaml, List.of(settings)));
  }
}
