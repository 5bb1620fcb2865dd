package brink.lab.record;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Where a run's numbers come from: all that could change them, and what the run is of in words.
 *
 * @param title what people call the run, as {@code quickstart}
 * @param specHash SHA-256 of the resolved spec's text, in hexadecimal; see {@link #hash}
 * @param versions of the software
 * @param commit of the build, where known
 * @param machine that it ran on
 * @param device that the engine used, as {@code cpu} or {@code cuda:0 NVIDIA H200}
 * @param precision of parameters and data, as {@code float64}
 * @param threads that the engine used
 * @param data that was trained on
 * @param network in words, as {@code MLP 1024-128-128-6, ELU, 148,742 parameters}
 * @param loss with its convention and reduction, in words
 * @param flow the solver and its tolerances, in words
 * @param started when
 * @param ended when, once it has
 * @param resumed each time that it was taken up again, by what; absent where it never was
 */
public record Provenance(
    String title,
    String specHash,
    Versions versions,
    Optional<String> commit,
    Machine machine,
    String device,
    String precision,
    int threads,
    Data data,
    String network,
    String loss,
    String flow,
    Instant started,
    Optional<Instant> ended,
    Optional<List<Resumed>> resumed) {

  /**
   * Versions of the software.
   *
   * @param brink this program
   * @param java the Java runtime
   * @param engine the tensor engine
   * @param blas the engine's dense linear algebra
   */
  public record Versions(String brink, String java, String engine, String blas) {}

  /**
   * The data after subset and scaling.
   *
   * @param name for people, with how its examples were chosen and scaled
   * @param hash SHA-256 of shape, inputs and targets
   * @param examples how many, n
   */
  public record Data(String name, String hash, int examples) {}

  /**
   * A run that was taken up again. Its later numbers are bit for bit those of a run without a break
   * where versions, machine and threads are those of before.
   *
   * @param when it was
   * @param step after which
   * @param versions of the software
   * @param commit of the build, where known
   * @param machine that it went on on
   * @param threads that the engine used
   */
  public record Resumed(
      Instant when,
      long step,
      Versions versions,
      Optional<String> commit,
      Machine machine,
      int threads) {}

  /** SHA-256 of a resolved spec's text in UTF-8, 64 hexadecimal digits: the identity of a run. */
  public static String hash(String spec) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(spec.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The run's id: the first 12 digits of the spec's hash. */
  public String id() {
    return specHash.substring(0, Math.min(12, specHash.length()));
  }

  Provenance endedAt(Instant end) {
    return with(Optional.of(end), resumed);
  }

  /** Of the same run, taken up again after a step by what {@code now} is of. */
  Provenance resumedBy(Provenance now, long step) {
    var more = new ArrayList<>(resumed.orElse(List.of()));
    more.add(new Resumed(now.started, step, now.versions, now.commit, now.machine, now.threads));
    return with(Optional.empty(), Optional.of(List.copyOf(more)));
  }

  private Provenance with(Optional<Instant> end, Optional<List<Resumed>> resumptions) {
    return new Provenance(
        title,
        specHash,
        versions,
        commit,
        machine,
        device,
        precision,
        threads,
        data,
        network,
        loss,
        flow,
        started,
        end,
        resumptions);
  }
}
