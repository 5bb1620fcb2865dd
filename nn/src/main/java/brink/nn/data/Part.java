package brink.nn.data;

/** Which part of a source that has two. */
public enum Part {
  /** What networks are trained on. */
  TRAINING,
  /** Held out. */
  TEST
}
