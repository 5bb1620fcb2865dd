package brink.core.error;

/**
 * Something the user gave cannot be used: a file, a setting, a shape, a machine too small. The
 * message is one sentence that says what, where and what to do; commands print it as it stands.
 */
public final class InputError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with its sentence. */
  public InputError(String sentence) {
    super(sentence);
  }

  /** An error with its sentence and what lies behind it (shown with {@code --debug} only). */
  public InputError(String sentence, Throwable cause) {
    super(sentence, cause);
  }
}
