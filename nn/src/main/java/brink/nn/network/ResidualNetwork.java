package brink.nn.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The residual network for CIFAR-10 of He et al. (2016), section 4.2: a convolution, stages of
 * {@link ResidualBlock}s of which each but the first begins with a stride of 2, the mean over all
 * places, and one fully connected layer.
 *
 * @param image the shape of an example
 * @param blocks how many a stage
 * @param widths channels of each stage
 * @param norm behind every convolution
 * @param activation behind every norm
 * @param outputs C
 */
public record ResidualNetwork(
    Image image,
    List<Integer> blocks,
    List<Integer> widths,
    Norm norm,
    Activation activation,
    int outputs)
    implements LayeredNetwork {
  /** Copies the lists. */
  public ResidualNetwork {
    blocks = List.copyOf(blocks);
    widths = List.copyOf(widths);
  }

  private Convolution first() {
    return new Convolution(image.channels(), widths.getFirst(), 1, false);
  }

  private Normalisation firstNorm() {
    return new Normalisation(norm, widths.getFirst());
  }

  private List<List<ResidualBlock>> stages() {
    var stages = new ArrayList<List<ResidualBlock>>();
    int in = widths.getFirst();
    for (int s = 0; s < blocks.size(); s++) {
      var stage = new ArrayList<ResidualBlock>();
      for (int b = 0; b < blocks.get(s); b++) {
        stage.add(new ResidualBlock(in, widths.get(s), s > 0 && b == 0 ? 2 : 1, norm));
        in = widths.get(s);
      }
      stages.add(stage);
    }
    return stages;
  }

  /**
   * {@code conv1.weight}, {@code bn1.weight}, {@code bn1.bias}, {@code layer1.0.conv1.weight} ..,
   * {@code linear.weight}, {@code linear.bias}; with layer norm {@code ln} for {@code bn}.
   */
  @Override
  public Layout layout() {
    var layout = new Layout.Builder();
    var normName = norm instanceof Norm.Layer ? "ln" : "bn";
    first().declare(layout, "conv1");
    firstNorm().declare(layout, normName + "1");
    var stages = stages();
    for (int s = 0; s < stages.size(); s++) {
      for (int b = 0; b < stages.get(s).size(); b++) {
        stages.get(s).get(b).declare(layout, "layer%d.%d".formatted(s + 1, b), normName);
      }
    }
    return layout
        .add("linear.weight", (long) outputs, (long) widths.getLast())
        .add("linear.bias", (long) outputs)
        .build();
  }

  @Override
  public int together() {
    return norm.together();
  }

  @Override
  public double signals() {
    var at = image.channels(widths.getFirst());
    double sum = 2.0 * at.size() + firstNorm().signals(at);
    for (var block : stages().stream().flatMap(List::stream).toList()) {
      at = block.after(at);
      sum += block.signals(at);
    }
    return sum + widths.getLast() + outputs;
  }

  /** The number of layers with weights on the longest way through it. */
  private int depth() {
    return 2 + 2 * blocks.stream().mapToInt(Integer::intValue).sum();
  }

  @Override
  public String describe() {
    return "ResNet-%d on images %s, blocks %s of %s channels, %s, %s"
        .formatted(
            depth(),
            image.describe(),
            joined(blocks),
            joined(widths),
            activation.name().toLowerCase(Locale.ROOT),
            norm.describe());
  }

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(Object::toString).collect(Collectors.joining("-"));
  }

  @Override
  public double held() {
    var at = image.channels(widths.getFirst());
    double sum = 2.0 * at.size() + firstNorm().held(at) + activation.held(at);
    for (var block : stages().stream().flatMap(List::stream).toList()) {
      at = block.after(at);
      sum += block.held(at, activation);
    }
    return sum + widths.getLast() + outputs;
  }

  @Override
  public Layers layers() {
    var layers = new ArrayList<Layer>(firstNorm().layers());
    layers.add(new Activated(activation));
    stages().stream()
        .flatMap(List::stream)
        .forEach(block -> layers.addAll(block.layers(activation)));
    layers.add(Reshape.MEAN);
    layers.add(new Dense());
    return new Layers(image, first(), new Sequence(layers));
  }
}
