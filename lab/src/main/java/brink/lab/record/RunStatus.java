package brink.lab.record;

/** How a run stands, as its folder says in {@code result.json}. */
public sealed interface RunStatus {
  /** The word in files: running, finished or failed. */
  String word();

  /** Not ended; also what a run that was killed leaves behind. */
  record Running() implements RunStatus {
    @Override
    public String word() {
      return "running";
    }
  }

  /**
   * Ended as it should.
   *
   * @param how in words, as {@code loss 0.01 reached after 412 steps}
   */
  record Finished(String how) implements RunStatus {
    @Override
    public String word() {
      return "finished";
    }
  }

  /**
   * Ended early; what was measured until then is in the folder.
   *
   * @param why in one sentence
   */
  record Failed(String why) implements RunStatus {
    @Override
    public String word() {
      return "failed";
    }
  }
}
