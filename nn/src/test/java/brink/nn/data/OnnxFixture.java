package brink.nn.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A folder with a tiny model of RoBERTa's interface: the vector of token i is row i of a table,
 * (100 i, 100 i + 1, 100 i + 2), times its mask; and a byte-level BPE of a few merges.
 *
 * <p>ONNX files are protocol buffers: a message is a sequence of fields, each its number, its kind
 * and its value (onnx.proto3; numbers of the fields as there).
 */
final class OnnxFixture {
  static final int DIMENSION = 3;

  /** In the order of their numbers; bytes as the letters that byte-level BPE writes for them. */
  static final List<String> TOKENS =
      List.of(
          "<s>",
          "<pad>",
          "</s>",
          "<unk>",
          "a",
          "b",
          "d",
          "f",
          "g",
          "i",
          "l",
          "m",
          "o",
          "\u0120",
          "(",
          "go",
          "goo",
          "good",
          "\u0120f",
          "\u0120fi",
          "\u0120fil",
          "\u0120film",
          "A");

  private static final List<String> MERGES =
      List.of("g o", "go o", "goo d", "\u0120 f", "\u0120f i", "\u0120fi l", "\u0120fil m");

  private OnnxFixture() {}

  /** Writes model.onnx and tokenizer.json. */
  static void write(Path folder) {
    write(folder.resolve("model.onnx"), model("input_ids", "attention_mask", "last_hidden_state"));
    write(folder.resolve("tokenizer.json"), tokenizer().getBytes(StandardCharsets.UTF_8));
  }

  static void write(Path file, byte[] bytes) {
    try {
      Files.createDirectories(file.getParent());
      Files.write(file, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** table[ids] * mask, with these names. */
  static byte[] model(String ids, String mask, String output) {
    var table = ByteBuffer.allocate(4 * TOKENS.size() * DIMENSION).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < TOKENS.size(); i++) {
      for (int j = 0; j < DIMENSION; j++) {
        table.putFloat(100 * i + j);
      }
    }
    var axis = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(2);
    var graph =
        new Message()
            .with(1, node("Gather", List.of("table", ids), "rows"))
            .with(1, node("Cast", List.of(mask), "real").with(5, attribute("to", 1)))
            .with(1, node("Unsqueeze", List.of("real", "axis"), "column"))
            .with(1, node("Mul", List.of("rows", "column"), output))
            .with(2, "tiny")
            .with(5, tensor("table", 1, List.of(TOKENS.size(), DIMENSION), table.array()))
            .with(5, tensor("axis", 7, List.of(1), axis.array()))
            .with(11, value(ids, 7, "batch", "tokens"))
            .with(11, value(mask, 7, "batch", "tokens"))
            .with(12, value(output, 1, "batch", "tokens", "numbers"));
    return new Message()
        .with(1, 8)
        .with(7, graph)
        .with(8, new Message().with(1, "").with(2, 13))
        .bytes();
  }

  /** As exported from RoBERTa: byte-level BPE without a space put before, {@code <s>} around. */
  static String tokenizer() {
    var vocabulary =
        IntStream.range(0, TOKENS.size())
            .mapToObj(i -> "\"%s\": %d".formatted(TOKENS.get(i), i))
            .collect(Collectors.joining(", "));
    var merges = MERGES.stream().map(merge -> '"' + merge + '"').collect(Collectors.joining(", "));
    var added =
        IntStream.range(0, 4)
            .mapToObj(i ->
                """
                {"id": %d, "content": "%s", "single_word": false, "lstrip": false, "rstrip": false,
                 "normalized": false, "special": true}\
                """
                    .formatted(i, TOKENS.get(i)))
            .collect(Collectors.joining(", "));
    return """
    {"version": "1.0", "truncation": null, "padding": null, "added_tokens": [%s],
     "normalizer": null,
     "pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": false, "trim_offsets": true},
     "post_processor": {"type": "RobertaProcessing", "sep": ["</s>", 2], "cls": ["<s>", 0],
       "trim_offsets": true, "add_prefix_space": false},
     "decoder": {"type": "ByteLevel", "add_prefix_space": true, "trim_offsets": true},
     "model": {"type": "BPE", "dropout": null, "unk_token": "<unk>",
       "continuing_subword_prefix": null, "end_of_word_suffix": null, "fuse_unk": false,
       "vocab": {%s}, "merges": [%s]}}
    """
        .formatted(added, vocabulary, merges);
  }

  private static Message node(String operator, List<String> inputs, String output) {
    var node = new Message();
    inputs.forEach(input -> node.with(1, input));
    return node.with(2, output).with(4, operator);
  }

  private static Message attribute(String name, int value) {
    return new Message().with(1, name).with(3, value).with(20, 2);
  }

  private static Message tensor(String name, int type, List<Integer> shape, byte[] bytes) {
    var tensor = new Message();
    shape.forEach(length -> tensor.with(1, length));
    return tensor.with(2, type).with(8, name).with(9, bytes);
  }

  private static Message value(String name, int type, String... lengths) {
    var shape = new Message();
    List.of(lengths).forEach(length -> shape.with(1, new Message().with(2, length)));
    var tensor = new Message().with(1, type).with(2, shape);
    return new Message().with(1, name).with(2, new Message().with(1, tensor));
  }

  /** A message in the making. */
  private record Message(List<byte[]> fields) {
    Message() {
      this(new ArrayList<>());
    }

    Message with(int number, int value) {
      fields.add(varint(number << 3));
      fields.add(varint(value));
      return this;
    }

    Message with(int number, byte[] value) {
      fields.add(varint(number << 3 | 2));
      fields.add(varint(value.length));
      fields.add(value);
      return this;
    }

    Message with(int number, String value) {
      return with(number, value.getBytes(StandardCharsets.UTF_8));
    }

    Message with(int number, Message value) {
      return with(number, value.bytes());
    }

    byte[] bytes() {
      var out = new ByteArrayOutputStream();
      fields.forEach(out::writeBytes);
      return out.toByteArray();
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private static byte[] varint(int value) {
      var out = new ByteArrayOutputStream();
      for (int rest = value; ; rest >>>= 7) {
        if (rest < 128) {
          out.write(rest);
          return out.toByteArray();
        }
        out.write(rest & 127 | 128);
      }
    }
  }
}
