package brink.spark;

import brink.core.error.InputError;
import java.io.Serializable;
import org.apache.spark.SparkEnv;
import org.apache.spark.api.java.function.Function;

/**
 * What a part in a worker replies to a question. What it cannot do is told as a sentence: an
 * exception would have Spark ask again, which does not help.
 *
 * @param <A> the answer
 */
sealed interface Reply<A> extends Serializable {
  /** An answer. */
  record Said<A>(A answer) implements Reply<A> {}

  /** None, and why, in a sentence. */
  record Refused<A>(String why) implements Reply<A> {}

  /** Asks a part, in its worker. */
  static <A> Reply<A> of(OpenPart part, Function<OpenPart, A> question) throws Exception {
    try {
      return new Said<>(question.call(part));
    } catch (InputError e) {
      return new Refused<>(e.getMessage() + where());
    }
  }

  private static String where() {
    var environment = SparkEnv.get();
    return environment.executorId().equals("driver")
        ? ""
        : " (On %s.)".formatted(environment.blockManager().blockManagerId().host());
  }
}
