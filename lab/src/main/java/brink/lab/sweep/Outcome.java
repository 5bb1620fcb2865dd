package brink.lab.sweep;

/** What became of a point of a sweep. */
public sealed interface Outcome {
  /** Its run is finished, now or since an earlier sweep. */
  record Finished(boolean already) implements Outcome {}

  /** Its run failed, and why, in a sentence; it is tried again when the sweep is. */
  record Failed(String why) implements Outcome {}

  /** Another process is at it. */
  record Elsewhere() implements Outcome {}
}
