package brink.nn.data;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import brink.core.error.InputError;
import brink.core.error.Why;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A language model with its tokenizer, in native memory until it is closed. The model is an ONNX
 * file with the inputs input_ids and attention_mask, both int64 [1 x T], and the output
 * last_hidden_state, float32 [1 x T x D]; the tokenizer is a file tokenizer.json of the Tokenizers
 * library.
 *
 * <p>One text is computed at a time by one thread, so that its numbers depend neither on the texts
 * beside it nor on the number of cores.
 */
final class SentenceModel implements AutoCloseable {
  private static final String MODEL = "model.onnx";
  private static final String TOKENIZER = "tokenizer.json";
  private static final String IDS = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String OUTPUT = "last_hidden_state";

  private final Path folder;
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final HuggingFaceTokenizer tokenizer;

  private SentenceModel(
      Path folder, OrtEnvironment environment, OrtSession session, HuggingFaceTokenizer tokenizer) {
    this.folder = folder;
    this.environment = environment;
    this.session = session;
    this.tokenizer = tokenizer;
  }

  /**
   * A text's tokens.
   *
   * @param ids [T], with special tokens
   * @param special [T], 1 at the special tokens, else 0
   */
  record Tokens(long[] ids, long[] special) {}

  /**
   * Loads a model.
   *
   * @param libraries where the tokenizer's native library may be unpacked
   * @throws InputError when a file is missing or broken, or the model has other inputs or outputs
   */
  static SentenceModel open(Path folder, Path libraries) {
    require(folder);
    var tokenizer = tokenizer(folder.resolve(TOKENIZER), libraries);
    try {
      // What goes wrong becomes our own sentence: the library is not to print besides.
      var environment = OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      var session = session(folder.resolve(MODEL), environment);
      return new SentenceModel(folder, environment, session, tokenizer);
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /**
   * SHA-256 of the files that make up a model: the tokenizer, model.onnx and those beside it with
   * its weights, each with its name and length.
   *
   * @throws InputError when a file is missing or unreadable
   */
  static String hash(Path folder) {
    require(folder);
    try (var inside = Files.list(folder)) {
      var files = inside.filter(SentenceModel::counts).sorted().toList();
      var out = new DigestOutputStream(OutputStream.nullOutputStream(), DataHash.sha256());
      for (var file : files) {
        var head = file.getFileName() + " " + Files.size(file) + "\n";
        out.write(head.getBytes(StandardCharsets.UTF_8));
        Files.copy(file, out);
      }
      return HexFormat.of().formatHex(out.getMessageDigest().digest());
    } catch (IOException e) {
      throw unreadable(folder, e);
    }
  }

  private static boolean counts(Path file) {
    var name = file.getFileName().toString();
    return Files.isRegularFile(file) && (name.equals(TOKENIZER) || name.startsWith(MODEL));
  }

  /** The tokens of a text, the first {@value Sst#MOST_TOKENS} at most. One thread at a time. */
  Tokens tokens(String text) {
    var encoding = tokenizer.encode(text);
    return new Tokens(encoding.getIds(), encoding.getSpecialTokenMask());
  }

  /**
   * The vectors of the first tokens that are not special.
   *
   * @param rows W
   * @return [W x D], row-major, zeros where there is no token
   */
  float[] rows(Tokens tokens, int rows) {
    var states = states(tokens.ids()); // [T x D]
    int dimension = states[0].length;
    var kept = new float[rows * dimension];
    int row = 0;
    for (int t = 0; t < states.length && row < rows; t++) {
      if (tokens.special()[t] == 0) {
        System.arraycopy(states[t], 0, kept, row * dimension, dimension);
        row++;
      }
    }
    return kept;
  }

  /** D, by the vectors of a word. */
  int dimension() {
    return states(tokens("a").ids())[0].length;
  }

  private float[][] states(long[] ids) {
    var ones = new long[ids.length];
    Arrays.fill(ones, 1);
    try (var input = OnnxTensor.createTensor(environment, new long[][] {ids});
        var mask = OnnxTensor.createTensor(environment, new long[][] {ones});
        var result = session.run(Map.of(IDS, input, MASK, mask), Set.of(OUTPUT))) {
      if (result.get(0).getValue() instanceof float[][][] states
          && states.length == 1
          && states[0].length == ids.length) {
        return states[0];
      }
      throw new InputError(
          "%s gives no vector a token as %s: %s".formatted(folder.resolve(MODEL), OUTPUT, again()));
    } catch (OrtException e) {
      throw new InputError(
          "%s cannot read the tokens of its tokenizer (%s): %s"
              .formatted(folder.resolve(MODEL), Why.of(e), again()),
          e);
    }
  }

  @Override
  public void close() {
    tokenizer.close();
    try {
      session.close();
    } catch (OrtException e) {
      throw new IllegalStateException("a session that was open can be closed", e);
    }
  }

  /** Whether a folder has a model's files. */
  static boolean isAt(Path folder) {
    return Stream.of(MODEL, TOKENIZER).allMatch(name -> Files.isRegularFile(folder.resolve(name)));
  }

  private static void require(Path folder) {
    for (var name : List.of(MODEL, TOKENIZER)) {
      if (!Files.isRegularFile(folder.resolve(name))) {
        throw new InputError(
            "the model folder %s has no file %s: %s".formatted(folder, name, again()));
      }
    }
  }

  private static HuggingFaceTokenizer tokenizer(Path file, Path libraries) {
    offline(libraries);
    try {
      return HuggingFaceTokenizer.builder()
          .optTokenizerPath(file)
          .optPadding(false)
          .optTruncation(true)
          .optMaxLength(Sst.MOST_TOKENS)
          .build();
    } catch (IOException | RuntimeException e) {
      throw unreadable(file, e);
    }
  }

  /** The tokenizer's library reads its settings from here: no downloads, no telephone home. */
  private static void offline(Path libraries) {
    System.setProperty("DJL_CACHE_DIR", libraries.toAbsolutePath().toString());
    System.setProperty("RUST_FLAVOR", "cpu");
    System.setProperty("OPT_OUT_TRACKING", "true");
    System.setProperty("ai.djl.offline", "true");
  }

  private static OrtSession session(Path file, OrtEnvironment environment) {
    try (var options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      var session = environment.createSession(file.toString(), options);
      requireInterface(file, session);
      return session;
    } catch (OrtException e) {
      throw unreadable(file, e);
    }
  }

  private static void requireInterface(Path file, OrtSession session) throws OrtException {
    var inputs = session.getInputNames();
    if (!inputs.equals(Set.of(IDS, MASK)) || !session.getOutputNames().contains(OUTPUT)) {
      var outputs = session.getOutputInfo().values().stream().map(NodeInfo::getName).toList();
      session.close();
      throw new InputError(
          "%s has the inputs %s and the outputs %s, but %s and %s, and %s, are needed: %s"
              .formatted(file, List.copyOf(inputs), outputs, IDS, MASK, OUTPUT, again()));
    }
  }

  private static InputError unreadable(Path file, Exception e) {
    return new InputError("%s cannot be read (%s): %s".formatted(file, Why.of(e), again()), e);
  }

  private static String again() {
    return "make the folder with `" + Sst.EXPORT + "`.";
  }
}
