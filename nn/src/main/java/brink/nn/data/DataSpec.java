package brink.nn.data;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;

/**
 * Everything that defines a data set.
 *
 * @param source where its examples come from
 * @param subset which of them are kept
 * @param scaling how they are scaled
 */
public record DataSpec(
    @Doc("where the examples come from") DataSource source,
    @Doc("which examples are kept; all where not given") @Default("{}") Subset subset,
    @Doc("how the inputs are scaled") @Default("{kind: none}") Scaling scaling) {
  /**
   * @throws InputError when the scaling does not fit the source
   */
  public DataSpec {
    if (source instanceof WikiText2 && scaling.kind() != Scaling.Kind.NONE) {
      throw new InputError(
          "words have numbers that cannot be scaled: remove scaling, or set scaling.kind to none");
    }
  }

  /** Loads the training examples, looking for files in this process's {@link Places}. */
  public DataSet load() {
    return load(Places.ofEnvironment());
  }

  /**
   * Loads the training examples.
   *
   * @throws InputError when a file is missing or broken, or the subset does not fit the source
   */
  public DataSet load(Places places) {
    var examples = Sources.open(source, Part.TRAINING, places);
    var selection = Selection.of(examples, subset);
    return selection.scaled(fit(examples, selection));
  }

  /**
   * Loads held-out examples of the same source, scaled with the statistics of the training examples
   * exactly as in {@link #load}.
   *
   * @param held which test examples
   * @throws InputError as {@link #load}, or when the source has no test examples
   */
  public DataSet loadTest(Subset held, Places places) {
    return scaledAsTraining(Sources.open(source, Part.TEST, places), held, places);
  }

  /**
   * Loads examples of another source, for instance a second file, scaled with the statistics of
   * this one's training examples.
   *
   * @throws InputError as {@link #load}, or when the examples have another shape
   */
  public DataSet loadOther(DataSource other, Subset held, Places places) {
    return scaledAsTraining(Sources.open(other, Part.TRAINING, places), held, places);
  }

  private DataSet scaledAsTraining(Examples examples, Subset held, Places places) {
    var training = Sources.open(source, Part.TRAINING, places);
    if (!training.shape().equals(examples.shape())) {
      throw new InputError(
          "the %s have shape %s, but the %s have %s: give examples of one shape."
              .formatted(examples.title(), examples.shape(), training.title(), training.shape()));
    }
    boolean needsSubset = scaling.over().filter(over -> over == Scaling.Over.SUBSET).isPresent();
    // Without subset statistics there is no need to read the training subset's inputs.
    var fitted =
        needsSubset ? fit(training, Selection.of(training, subset)) : fitWithoutSubset(training);
    return Selection.of(examples, held).scaled(fitted);
  }

  private FittedScaling fit(Examples examples, Selection selection) {
    boolean overSubset = scaling.over().filter(over -> over == Scaling.Over.SUBSET).isPresent();
    if (!overSubset) {
      return fitWithoutSubset(examples);
    }
    var moments = Moments.ofRows(selection.inputs(), selection.features());
    return FittedScaling.standardising(
        scaling.kind(), moments, examples.shape(), "the " + selection.statement());
  }

  private FittedScaling fitWithoutSubset(Examples examples) {
    int d = examples.features();
    return switch (scaling.kind()) {
      case NONE -> FittedScaling.uniform(d, 1, "unscaled");
      case UNIT -> FittedScaling.uniform(d, 255, "divided by 255");
      case FEATURE, CHANNEL -> {
        var moments =
            switch (examples) {
              case Examples.Numbers numbers -> Moments.ofRows(numbers.inputs(), d);
              case Examples.Pixels pixels -> Moments.ofPixels(pixels);
              case Examples.Vectors vectors -> Moments.ofVectors(vectors);
            };
        var from = "all " + examples.size() + " " + examples.title();
        yield FittedScaling.standardising(scaling.kind(), moments, examples.shape(), from);
      }
    };
  }
}
