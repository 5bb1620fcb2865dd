package brink.nn.network;

import brink.core.error.InputError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Stages of 3 x 3 convolutions, each followed by a norm and an activation, and each stage by 2 x 2
 * pooling; then all signals of an example into fully connected layers.
 *
 * @param name for people
 * @param image the shape of an example
 * @param stages the output channels of each stage's convolutions
 * @param norm behind every convolution
 * @param activation behind every convolution and every hidden layer
 * @param pooling at the end of every stage
 * @param hidden widths of the hidden fully connected layers
 * @param outputs C
 */
public record ConvolutionalNetwork(
    String name,
    Image image,
    List<List<Integer>> stages,
    Norm norm,
    Activation activation,
    Pooling pooling,
    List<Integer> hidden,
    int outputs)
    implements LayeredNetwork {
  private static final double PER_POOLED = 3; // a number and its place, in float32

  /** Checks that the poolings leave something. */
  public ConvolutionalNetwork {
    stages = stages.stream().map(List::copyOf).toList();
    hidden = List.copyOf(hidden);
    long least = 1L << stages.size();
    if (image.height() < least || image.width() < least) {
      throw new InputError(
          "%s halves its images %d times, which takes at least %d x %d places, and they have %d x %d: take larger images, or a network with fewer poolings (kind: cnn with at most %d widths)."
              .formatted(
                  name,
                  stages.size(),
                  least,
                  least,
                  image.height(),
                  image.width(),
                  (int) (Math.log(Math.min(image.height(), image.width())) / Math.log(2))));
    }
  }

  /** A convolution with what follows it. */
  private record Unit(Image in, Convolution convolution, Normalisation norm, boolean last) {
    Image out() {
      return in.channels(convolution.out());
    }
  }

  private List<Unit> units() {
    var units = new ArrayList<Unit>();
    var at = image;
    for (var stage : stages) {
      for (int i = 0; i < stage.size(); i++) {
        int out = stage.get(i);
        var convolution = new Convolution(at.channels(), out, 1, true);
        units.add(new Unit(at, convolution, new Normalisation(norm, out), i == stage.size() - 1));
        at = at.channels(out);
      }
      at = at.pooled();
    }
    return units;
  }

  /** Widths of the fully connected layers, from what comes out of the last stage to C. */
  private List<Integer> widths() {
    int flat = units().getLast().out().pooled().size();
    return Stream.of(List.of(flat), hidden, List.of(outputs)).flatMap(List::stream).toList();
  }

  /**
   * {@code features.0.weight} [c_1, c_0, 3, 3], {@code features.0.bias} [c_1] .., {@code
   * classifier.0.weight} .., numbered as in a PyTorch {@code Sequential} in which norms,
   * activations and poolings count too.
   */
  @Override
  public Layout layout() {
    var layout = new Layout.Builder();
    int place = 0;
    for (var unit : units()) {
      unit.convolution().declare(layout, "features." + place++);
      if (!(norm instanceof Norm.None)) {
        unit.norm().declare(layout, "features." + place++);
      }
      place += unit.last() ? 2 : 1;
    }
    var widths = widths();
    for (int l = 0; l + 1 < widths.size(); l++) {
      var layer = "classifier." + 2 * l;
      layout.add(layer + ".weight", (long) widths.get(l + 1), (long) widths.get(l));
      layout.add(layer + ".bias", (long) widths.get(l + 1));
    }
    return layout.build();
  }

  @Override
  public int together() {
    return norm.together();
  }

  @Override
  public double signals() {
    double sum = 0;
    for (var unit : units()) {
      var out = unit.out();
      sum += 2.0 * out.size() + unit.norm().signals(out);
      sum += unit.last() ? out.pooled().size() : 0;
    }
    return sum + 2 * widths().stream().mapToDouble(Integer::doubleValue).sum();
  }

  @Override
  public String describe() {
    return "%s on images %s, %s, %s pooling, %s"
        .formatted(
            name,
            image.describe(),
            activation.name().toLowerCase(Locale.ROOT),
            pooling.name().toLowerCase(Locale.ROOT),
            norm.describe());
  }

  @Override
  public double held() {
    double sum = 0;
    for (var unit : units()) {
      var out = unit.out();
      sum += 2.0 * out.size() + unit.norm().held(out) + activation.held(out);
      sum += unit.last() ? PER_POOLED * out.pooled().size() : 0;
    }
    return sum + 4 * widths().stream().mapToDouble(Integer::doubleValue).sum();
  }

  @Override
  public Layers layers() {
    var units = units();
    var layers = new ArrayList<Layer>();
    for (var unit : units) {
      layers.add(unit.convolution());
      layers.addAll(unit.norm().layers());
      layers.add(new Activated(activation));
      if (unit.last()) {
        layers.add(pooling.layer());
      }
    }
    layers.add(Reshape.FLAT);
    for (int l = 0; l < hidden.size(); l++) {
      layers.add(new Dense());
      layers.add(new Activated(activation));
    }
    layers.add(new Dense());
    var rest = new Sequence(layers.subList(1, layers.size()));
    return new Layers(image, units.getFirst().convolution(), rest);
  }
}
