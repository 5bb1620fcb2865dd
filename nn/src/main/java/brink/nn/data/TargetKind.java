package brink.nn.data;

/** How the targets of an own file are meant. */
public enum TargetKind {
  /** Whole numbers 0 .. C-1: one class an example. */
  LABELS,
  /** Real numbers to be approximated. */
  VALUES
}
