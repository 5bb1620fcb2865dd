package brink.spark;

import brink.core.error.InputError;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Whom Spark asks for workers. */
sealed interface Master {
  /** As Spark wants it written. */
  String url();

  /** Threads of this process. */
  record Local(String url) implements Master {}

  /** A standalone cluster; several masters where one stands in for another. */
  record Standalone(List<Address> addresses) implements Master {
    @Override
    public String url() {
      return addresses.stream()
          .map(Address::toString)
          .collect(Collectors.joining(",", "spark://", ""));
    }

    /** Whether it is on this machine alone. */
    boolean loopback() {
      return addresses.stream()
          .allMatch(
              address -> address.host().equals("localhost") || address.host().startsWith("127."));
    }
  }

  /** Where a master listens. */
  record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /** {@code local}, or with threads in brackets. */
  Pattern LOCAL = Pattern.compile("local(\\[(\\*|[1-9]\\d{0,3})])?");

  /** A standalone master. */
  Pattern ADDRESS = Pattern.compile("([^:/,\\s]+):(\\d{1,5})");

  /**
   * Reads a master's address.
   *
   * @throws InputError if it is none
   */
  static Master of(String text) {
    if (LOCAL.matcher(text).matches()) {
      return new Local(text);
    }
    if (!text.startsWith("spark://")) {
      throw unknown(text);
    }
    return new Standalone(
        Arrays.stream(text.substring("spark://".length()).split(",", -1))
            .map(address -> {
              var parts = ADDRESS.matcher(address);
              if (!parts.matches()) {
                throw unknown(text);
              }
              int port = Integer.parseInt(parts.group(2));
              if (port < 1 || port > 65535) {
                throw unknown(text);
              }
              return new Address(parts.group(1), port);
            })
            .toList());
  }

  private static InputError unknown(String text) {
    return new InputError(
        "%s is no Spark master: write local[*], local[2] or spark://HOST:PORT.".formatted(text));
  }
}
