package brink.nn.data;

import java.util.List;

/** Turns texts into arrays of their words' vectors. */
sealed interface WordVectors permits RandomVectors, ModelVectors {
  /** Rows a text, W. */
  int words();

  /** Numbers a row, D. */
  int dimension();

  /** What the vectors are, for people: it becomes part of the data's name. */
  String describe();

  /**
   * The vectors of some texts.
   *
   * @param texts each as its words
   * @return of each text [W x D], row-major, zeros in the rows after its last word
   */
  List<double[]> of(List<List<String>> texts);
}
