package brink.core.error;

import java.io.EOFException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.util.Optional;

/** Why something could not be read or written, in a person's words rather than Java's. */
public final class Why {
  private Why() {}

  /** A few words, without a full stop: {@code no such file or folder}. */
  public static String of(Exception fault) {
    return switch (fault) {
      case UncheckedIOException wrapped -> of(wrapped.getCause());
      case NoSuchFileException _ -> "no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case NotDirectoryException _ -> "not a folder";
      case FileAlreadyExistsException _ -> "something of that name is in the way";
      case DirectoryNotEmptyException _ -> "the folder is not empty";
      case FileSystemException other ->
          Optional.ofNullable(other.getReason()).map(Why::begun).orElse("the system refuses");
      case CharacterCodingException _ -> "not text in UTF-8";
      case EOFException _ -> "it ends too early";
      case ConnectException _ -> "no connection";
      default ->
          Optional.ofNullable(fault.getMessage())
              .flatMap(message -> message.lines().findFirst())
              .map(Why::begun)
              .orElse(fault.getClass().getSimpleName());
    };
  }

  /** A message as it stands inside a sentence. */
  private static String begun(String message) {
    boolean word = message.length() > 1 && Character.isLowerCase(message.charAt(1));
    var text = word ? Character.toLowerCase(message.charAt(0)) + message.substring(1) : message;
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }
}
