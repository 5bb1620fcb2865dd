package brink.lab.sweep;

import java.io.Serializable;

/** What became of a point of a sweep; machines tell it each other. */
public sealed interface Outcome extends Serializable {
  /** Its run is finished, now or since an earlier sweep. */
  record Finished(boolean already) implements Outcome {}

  /** Its run failed, and why, in a sentence; it is tried again when the sweep is. */
  record Failed(String why) implements Outcome {}

  /** Another process is at it. */
  record Elsewhere() implements Outcome {}
}
