package brink.core.ode;

import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** A standing as a file would hold it: names and doubles. */
record Bytes(ByteBuffer bytes) {
  static Bytes of(Standing standing, Space space) {
    var all = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(all)) {
      out.writeInt(standing.numbers().size());
      for (var entry : standing.numbers().entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeDouble(entry.getValue());
      }
      write(out, standing.lists());
      var vectors = new HashMap<String, double[]>();
      standing.vectors().forEach((name, x) -> vectors.put(name, space.read(x)));
      write(out, vectors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Bytes(ByteBuffer.wrap(all.toByteArray()));
  }

  private static void write(DataOutputStream out, Map<String, double[]> arrays) throws IOException {
    out.writeInt(arrays.size());
    for (var entry : new TreeMap<>(arrays).entrySet()) {
      out.writeUTF(entry.getKey());
      out.writeInt(entry.getValue().length);
      for (double x : entry.getValue()) {
        out.writeDouble(x);
      }
    }
  }

  Standing standing(Workspace work) {
    try (var in = new DataInputStream(new ByteArrayInputStream(bytes.array()))) {
      var numbers = new LinkedHashMap<String, Double>();
      for (int left = in.readInt(); left > 0; left--) {
        numbers.put(in.readUTF(), in.readDouble());
      }
      var lists = read(in);
      var vectors = new HashMap<String, Vec>();
      read(in)
          .forEach((name, values) -> {
            var x = work.vec();
            work.space().write(values, x);
            vectors.put(name, x);
          });
      return new Standing(numbers, lists, vectors);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, double[]> read(DataInputStream in) throws IOException {
    var arrays = new HashMap<String, double[]>();
    for (int left = in.readInt(); left > 0; left--) {
      var name = in.readUTF();
      var values = new double[in.readInt()];
      for (int i = 0; i < values.length; i++) {
        values[i] = in.readDouble();
      }
      arrays.put(name, values);
    }
    return arrays;
  }
}
