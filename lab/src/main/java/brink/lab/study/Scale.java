package brink.lab.study;

/** How large the runs of a study are. */
public enum Scale {
  /** Seconds: small networks on drawn dice. */
  SMOKE,
  /** Minutes to hours on two cores. */
  LAPTOP,
  /** Towards the published size: hours to days on two cores. */
  PAPER
}
