package brink.lab.spec;

import brink.core.error.InputError;
import brink.core.error.Why;
import brink.lab.record.Provenance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A spec and the axes along which it varies, as a YAML file says them:
 *
 * <pre>
 *   name: sizes
 *   spec: network.yaml             # a file beside this one, or the keys of a spec themselves
 *   axes:                          # every combination, the last axis fastest
 *     data.subset.count: [64, 128]
 *     network.init.seed: [1, 2, 3, 4]
 * </pre>
 *
 * {@code axes} may be a list of such grids, one after the other; a point of two grids is run once.
 * Where neither spec nor axes say {@code engine.threads} it is 1: numbers then do not depend on
 * where or beside what a point is run.
 *
 * @param name of the sweep
 * @param points in order
 */
public record Sweep(String name, List<Point> points) {
  private static final SpecReader<Spec> READER = new SpecReader<>(Spec.class);
  private static final List<String> KEYS = List.of("name", "spec", "axes");
  private static final Setting ONE_THREAD = Setting.parse("engine.threads=1");
  private static final int MOST_POINTS = 100_000;

  /**
   * One run of a sweep.
   *
   * @param id of twelve hexadecimal digits, from the resolved spec: the same spec has the same id
   *     in every sweep of the same name
   * @param coordinates its values on the axes, as they were written
   * @param spec to be run
   */
  public record Point(String id, Map<String, String> coordinates, Spec spec) {
    /** The coordinates in words, as {@code count 97, seed 2}. */
    public String title() {
      return Sweep.title(coordinates);
    }
  }

  /**
   * Reads a sweep; settings {@code a.b.c=value} go over its spec, and axes over these.
   *
   * @throws InputError if the file or a point's spec cannot be read, naming the axis
   */
  public static Sweep read(Path file, List<String> settings) {
    return of(file, text(file, file.toString()), settings);
  }

  /**
   * The same from text, as if it stood in a file.
   *
   * @throws InputError as {@link #read}
   */
  public static Sweep of(Path file, String yaml, List<String> settings) {
    var where = file.toString();
    var tree = SpecTree.document(where, yaml);
    for (var key : tree.propertyNames()) {
      if (!KEYS.contains(key)) {
        throw new InputError(
            "%s: /%s: unknown key: a sweep has name, spec and axes".formatted(where, key));
      }
    }
    if (!tree.path("name").isString() || tree.path("name").stringValue().isBlank()) {
      throw new InputError(where + ": /name: required key missing: string, what people call it");
    }
    var name = tree.path("name").stringValue();
    var base = base(file, tree.path("spec"));
    var given = settings.stream().map(Setting::parse).toList();
    var points = new ArrayList<Point>();
    var ids = new HashSet<String>();
    for (var axes : grids(where, tree.path("axes"))) {
      for (var place : combinations(where, axes)) {
        var point = point(name, base, given, place);
        if (ids.add(point.id())) {
          points.add(point);
        }
      }
    }
    return new Sweep(name, List.copyOf(points));
  }

  private record Base(String where, String yaml) {}

  private static Base base(Path file, JsonNode spec) {
    return switch (spec) {
      case ObjectNode keys -> new Base(file + ", spec", SpecTree.text(keys));
      case JsonNode path when path.isString() -> {
        var beside = file.toAbsolutePath().resolveSibling(path.stringValue());
        yield new Base(
            "%s, spec %s".formatted(file, path.stringValue()), text(beside, file + ": /spec"));
      }
      default ->
          throw new InputError(
              file + ": /spec: the path of a spec, or its keys, expected, found " + Found.in(spec));
    };
  }

  private static String text(Path file, String where) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new InputError(
          "%s: %s cannot be read (%s): give the path of a YAML file."
              .formatted(where, file, Why.of(e)),
          e);
    }
  }

  private static List<ObjectNode> grids(String where, JsonNode axes) {
    var grids = new ArrayList<ObjectNode>();
    var all = axes instanceof ArrayNode list ? list.values() : List.of(axes);
    for (var grid : all) {
      if (!(grid instanceof ObjectNode one) || one.isEmpty()) {
        throw new InputError(
            "%s: /axes: a mapping of spec keys to lists of values expected, or a list of such mappings, found %s"
                .formatted(where, Found.in(grid)));
      }
      grids.add(one);
    }
    if (grids.isEmpty()) {
      throw new InputError(where + ": /axes: there is no grid in the list");
    }
    return grids;
  }

  private static List<List<Setting>> combinations(String where, ObjectNode axes) {
    List<List<Setting>> places = List.of(List.of());
    for (var axis : axes.properties()) {
      if (!(axis.getValue() instanceof ArrayNode values) || values.isEmpty()) {
        throw new InputError(
            "%s: axis %s: a list of values expected, found %s"
                .formatted(where, axis.getKey(), Found.in(axis.getValue())));
      }
      if ((long) places.size() * values.size() > MOST_POINTS) {
        throw new InputError(
            "%s: the axes make more than %,d points: leave some away."
                .formatted(where, MOST_POINTS));
      }
      var longer = new ArrayList<List<Setting>>();
      for (var place : places) {
        for (var value : values) {
          var next = new ArrayList<>(place);
          next.add(Setting.ofAxis(where, axis.getKey(), value));
          longer.add(next);
        }
      }
      places = longer;
    }
    return places;
  }

  private static Point point(String name, Base base, List<Setting> given, List<Setting> place) {
    var coordinates = new LinkedHashMap<String, String>();
    place.forEach(axis -> coordinates.put(String.join(".", axis.keys()), oneLine(axis.value())));
    var all = new ArrayList<Setting>();
    all.addAll(given);
    all.addAll(place);
    var tree = SpecTree.document(base.where(), base.yaml());
    tree.put("name", "%s, %s".formatted(name, title(coordinates)));
    var yaml = SpecTree.text(tree);
    var spec = READER.readWith(base.where(), yaml, all);
    if (spec.engine().threads().isEmpty()) {
      all.add(ONE_THREAD);
      spec = READER.readWith(base.where(), yaml, all);
    }
    var id = Provenance.hash(Runs.resolved(spec)).substring(0, 12);
    return new Point(id, coordinates, spec);
  }

  private static String oneLine(JsonNode value) {
    return value.isString() ? value.stringValue() : value.toString();
  }

  private static String title(Map<String, String> coordinates) {
    return coordinates.entrySet().stream()
        .map(axis ->
            axis.getKey().substring(axis.getKey().lastIndexOf('.') + 1) + " " + axis.getValue())
        .collect(Collectors.joining(", "));
  }
}
