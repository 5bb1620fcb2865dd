package brink.nn.format;

import brink.core.error.InputError;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON header of a safetensors file, checked against the bytes that follow it. */
final class SafetensorsHeader {
  private SafetensorsHeader() {}

  private record Span(String name, long begin, ArraySegment array) {}

  static SafetensorsFile parse(Path path, byte[] json, MemorySegment data) {
    var metadata = new LinkedHashMap<String, String>();
    var spans = new ArrayList<Span>();
    for (var property : tree(path, json).properties()) {
      if (property.getKey().equals(Safetensors.METADATA)) {
        metadata.putAll(strings(path, property.getValue()));
      } else {
        spans.add(span(path, property.getKey(), property.getValue(), data));
      }
    }
    spans.sort(
        Comparator.comparingLong(Span::begin).thenComparing(s -> s.array().data().byteSize()));
    long covered = 0;
    for (var span : spans) {
      if (span.begin() != covered) {
        var what =
            span.begin() < covered ? " overlaps the array before it" : " leaves a gap before it";
        throw Safetensors.broken(path, "has an array " + span.name() + " that" + what);
      }
      covered += span.array().data().byteSize();
    }
    if (covered != data.byteSize()) {
      throw Safetensors.broken(
          path,
          "holds " + data.byteSize() + " bytes of elements where its header names " + covered);
    }
    return new SafetensorsFile(path, metadata, spans.stream().map(Span::array).toList());
  }

  private static JsonNode tree(Path path, byte[] json) {
    try {
      var mapper =
          JsonMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
      var tree = mapper.readTree(json);
      if (tree.isObject()) {
        return tree;
      }
    } catch (JacksonException e) {
      throw new InputError(
          Safetensors.broken(path, "has a header that is no JSON").getMessage(), e);
    }
    throw Safetensors.broken(path, "has a header that is no JSON object");
  }

  private static Map<String, String> strings(Path path, JsonNode node) {
    var strings = new LinkedHashMap<String, String>();
    for (var property : node.properties()) {
      if (!property.getValue().isString()) {
        throw Safetensors.broken(path, "has metadata that are not strings");
      }
      strings.put(property.getKey(), property.getValue().stringValue());
    }
    return strings;
  }

  private static Span span(Path path, String name, JsonNode node, MemorySegment data) {
    var typeName = node.path("dtype").asString("nothing");
    var type =
        ElementType.ofSafetensors(typeName)
            .orElseThrow(() ->
                new InputError(
                    path
                        + ", array "
                        + name
                        + ", has elements of type "
                        + typeName
                        + ": convert it to F64 or F32."));
    var shape = longs(path, name, node.path("shape"));
    var offsets = longs(path, name, node.path("data_offsets"));
    var bytes = Shapes.bytes(shape, type);
    if (offsets.size() != 2
        || offsets.getFirst() < 0
        || offsets.getLast() > data.byteSize()
        || bytes.isEmpty()
        || offsets.getLast() - offsets.getFirst() != bytes.getAsLong()) {
      throw Safetensors.broken(
          path,
          "has an array %s of shape %s at offsets %s of %d bytes"
              .formatted(name, shape, offsets, data.byteSize()));
    }
    long begin = offsets.getFirst();
    var slice = data.asSlice(begin, bytes.getAsLong());
    return new Span(name, begin, new ArraySegment(name, shape, type, slice));
  }

  private static List<Long> longs(Path path, String name, JsonNode node) {
    var longs = new ArrayList<Long>();
    for (var element : node) {
      if (!element.isIntegralNumber() || !element.canConvertToLong()) {
        throw Safetensors.broken(
            path, "has an array " + name + " with a malformed shape or offset");
      }
      longs.add(element.longValue());
    }
    if (!node.isArray()) {
      throw Safetensors.broken(path, "has an array " + name + " without a shape or offsets");
    }
    return longs;
  }
}
