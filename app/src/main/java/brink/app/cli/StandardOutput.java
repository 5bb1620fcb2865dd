package brink.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Standard output that remembers why it could not be written, so that a result lost on a full disk
 * is not taken for one that was delivered.
 */
final class StandardOutput extends OutputStream {
  private final OutputStream target = new FileOutputStream(FileDescriptor.out);
  private Optional<IOException> failure = Optional.empty();

  /** As text, in the encoding of {@link System#out}. */
  PrintStream printer() {
    return new PrintStream(this, true, System.out.charset());
  }

  /** The first failure; a reader who has seen enough and closed the pipe is none. */
  Optional<IOException> failure() {
    return failure.filter(e -> !String.valueOf(e.getMessage()).contains("Broken pipe"));
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    try {
      target.write(bytes, from, count);
    } catch (IOException e) {
      failure = failure.or(() -> Optional.of(e));
      throw e;
    }
  }
}
