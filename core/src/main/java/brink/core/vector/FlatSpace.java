package brink.core.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * Vectors as contiguous numbers in native memory, where a tensor library can use them in place.
 *
 * <p>Every operation walks the vectors in chunks that stay in the first-level cache, the chunks
 * shared out over {@link Lanes}. Inside a chunk numbers are float64, whatever the storage.
 */
public final class FlatSpace implements Space {
  private static final int CHUNK = 512; // numbers: 4 kB a buffer, so ten of them fit into L1

  private final long dim;
  private final Precision precision;
  private final Lanes lanes;
  private final int chunks;

  /** R^dim, stored as {@code precision}, its operations shared out over {@code lanes}. */
  public FlatSpace(long dim, Precision precision, Lanes lanes) {
    if (dim < 1) {
      throw new IllegalArgumentException("the dimension must be at least 1, not " + dim);
    }
    this.dim = dim;
    this.precision = precision;
    this.lanes = lanes;
    this.chunks = Math.toIntExact((dim + CHUNK - 1) / CHUNK);
  }

  /** R^dim in float64 on the calling thread: for small problems and tests. */
  public static FlatSpace of(long dim) {
    return new FlatSpace(dim, Precision.FLOAT64, Lanes.of(1));
  }

  @Override
  public long dim() {
    return dim;
  }

  /** How the numbers are stored. */
  public Precision precision() {
    return precision;
  }

  /** Bytes a vector. */
  public long bytes() {
    return dim * precision.bytes();
  }

  @Override
  public Workspace workspace() {
    var arena = Arena.ofShared();
    var space = this;
    return new Workspace() {
      @Override
      public Space space() {
        return space;
      }

      @Override
      public FlatVec vec() {
        return new FlatVec(space, arena.allocate(bytes(), 64));
      }

      @Override
      public FlatBlock block(int columns) {
        return new FlatBlock(space, columns, arena.allocate(columns * bytes(), 64));
      }

      @Override
      public void close() {
        arena.close();
      }
    };
  }

  @Override
  public double dot(Vec x, Vec y) {
    var xs = segment(x);
    var ys = segment(y);
    var partial = new double[chunks];
    lanes.share(
        chunks,
        (from, to) -> {
          var a = new double[CHUNK];
          var b = new double[CHUNK];
          for (int k = from; k < to; k++) {
            int length = length(k);
            load(xs, start(k), a, length);
            load(ys, start(k), b, length);
            partial[k] = Kernels.dot(a, b, length);
          }
        });
    return sum(partial);
  }

  @Override
  public double roundoff() {
    return precision.roundoff();
  }

  /** A part of a range that fits a chunk. */
  private record Piece(int range, long start, int length) {}

  @Override
  public void dots(Vec x, Vec y, long[] bounds, double[] into) {
    var xs = segment(x);
    var ys = segment(y);
    var pieces = pieces(bounds);
    var partial = new double[pieces.size()];
    lanes.share(
        partial.length,
        (from, to) -> {
          var a = new double[CHUNK];
          var b = new double[CHUNK];
          for (int k = from; k < to; k++) {
            var piece = pieces.get(k);
            load(xs, piece.start(), a, piece.length());
            load(ys, piece.start(), b, piece.length());
            partial[k] = Kernels.dot(a, b, piece.length());
          }
        });
    Arrays.fill(into, 0, bounds.length - 1, 0);
    for (int k = 0; k < partial.length; k++) {
      into[pieces.get(k).range()] += partial[k];
    }
  }

  private List<Piece> pieces(long[] bounds) {
    if (bounds.length < 2 || bounds[0] < 0 || bounds[bounds.length - 1] > dim) {
      throw new IllegalArgumentException(
          "ranges within 0 .. %d need at least two bounds, not %s"
              .formatted(dim, Arrays.toString(bounds)));
    }
    var pieces = new ArrayList<Piece>();
    for (int i = 0; i + 1 < bounds.length; i++) {
      if (bounds[i] > bounds[i + 1]) {
        throw new IllegalArgumentException(
            "the bounds of ranges must not decrease: " + Arrays.toString(bounds));
      }
      for (long start = bounds[i]; start < bounds[i + 1]; start += CHUNK) {
        pieces.add(new Piece(i, start, (int) Math.min(CHUNK, bounds[i + 1] - start)));
      }
    }
    return pieces;
  }

  @Override
  public void combine(double[] c, Vec[] xs, Vec into) {
    int terms = 0;
    var weights = new double[xs.length];
    var segments = new MemorySegment[xs.length];
    for (int i = 0; i < xs.length; i++) {
      if (c[i] != 0) {
        weights[terms] = c[i];
        segments[terms++] = segment(xs[i]);
      }
    }
    int count = terms;
    var out = segment(into);
    lanes.share(
        chunks,
        (from, to) -> {
          var sum = new double[CHUNK];
          var x = new double[CHUNK];
          for (int k = from; k < to; k++) {
            int length = length(k);
            if (count == 0) {
              Arrays.fill(sum, 0);
            }
            for (int i = 0; i < count; i++) {
              load(segments[i], start(k), i == 0 ? sum : x, length);
              if (i == 0) {
                Kernels.scale(weights[0], sum, length);
              } else {
                Kernels.axpy(weights[i], x, sum, length);
              }
            }
            store(sum, out, start(k), length);
          }
        });
  }

  /**
   * Any change of vectors number by number, in one pass over all of them: {@code body} is given
   * stretches of the vectors as float64, side by side, and may run on several threads at once.
   *
   * @param changed read and written, the first rows; no two of one storage
   * @param read the rows after them
   */
  public void update(Vec[] changed, Vec[] read, Elementwise body) {
    var segments =
        Stream.concat(Arrays.stream(changed), Arrays.stream(read))
            .map(this::segment)
            .toArray(MemorySegment[]::new);
    lanes.share(
        chunks,
        (from, to) -> {
          var rows = new double[segments.length][CHUNK];
          for (int k = from; k < to; k++) {
            int length = length(k);
            for (int i = 0; i < segments.length; i++) {
              load(segments[i], start(k), rows[i], length);
            }
            body.run(rows, length);
            for (int i = 0; i < changed.length; i++) {
              store(rows[i], segments[i], start(k), length);
            }
          }
        });
  }

  @Override
  public void gram(Block x, Block y, double[] into) {
    int m = x.columns();
    int n = y.columns();
    var xs = segment(x);
    var ys = segment(y);
    boolean same = m == n && xs.address() == ys.address();
    // A tile wants four columns on both sides: pad with zeros, unless most would be padding.
    boolean tiled = Math.min(m, n) > 2;
    int rows = tiled ? padded(m) : m;
    int stride = tiled ? padded(n) : n;
    // Pieces, not lanes, own the partial sums: the order of addition is then independent of the
    // number of threads.
    int pieces = Math.min(chunks, 64);
    var partial = new double[pieces][rows * stride];
    lanes.share(
        pieces,
        (from, to) -> {
          var a = new double[rows][CHUNK];
          var b = same ? a : new double[stride][CHUNK];
          for (int piece = from; piece < to; piece++) {
            int first = (int) ((long) chunks * piece / pieces);
            int last = (int) ((long) chunks * (piece + 1) / pieces);
            for (int k = first; k < last; k++) {
              int length = length(k);
              load(xs, m, k, a);
              if (!same) {
                load(ys, n, k, b);
              }
              if (tiled) {
                addTiles(a, b, same, length, partial[piece]);
              } else {
                addDots(a, b, length, partial[piece]);
              }
            }
          }
        });
    Arrays.fill(into, 0, m * n, 0);
    for (var part : partial) {
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          into[i * n + j] += same && i > j ? part[j * stride + i] : part[i * stride + j];
        }
      }
    }
  }

  private static int padded(int columns) {
    return (columns + Kernels.TILE - 1) / Kernels.TILE * Kernels.TILE;
  }

  private static void addTiles(
      double[][] a, double[][] b, boolean upperOnly, int length, double[] sums) {
    for (int i = 0; i < a.length; i += Kernels.TILE) {
      for (int j = upperOnly ? i : 0; j < b.length; j += Kernels.TILE) {
        Kernels.addTile(a, i, b, j, length, sums, b.length);
      }
    }
  }

  private static void addDots(double[][] a, double[][] b, int length, double[] sums) {
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        sums[i * b.length + j] += Kernels.dot(a[i], b[j], length);
      }
    }
  }

  @Override
  public void transform(Block x, double[] c, Block into) {
    int m = x.columns();
    int n = into.columns();
    var xs = segment(x);
    var out = segment(into);
    lanes.share(
        chunks,
        (from, to) -> {
          var a = new double[m][CHUNK];
          var sum = new double[CHUNK];
          for (int k = from; k < to; k++) {
            int length = length(k);
            load(xs, m, k, a);
            for (int j = 0; j < n; j++) {
              weigh(a, c, j, n, sum, length);
              store(sum, out, j * dim + start(k), length);
            }
          }
        });
  }

  /**
   * {@code sum = sum_i a_i c[i * n + j]}; terms of weight 0 are skipped (c is often triangular).
   */
  private static void weigh(double[][] a, double[] c, int j, int n, double[] sum, int length) {
    Arrays.fill(sum, 0, length, 0);
    int i = 0;
    for (; i + 3 < a.length; i += 4) {
      double c0 = c[i * n + j];
      double c1 = c[(i + 1) * n + j];
      double c2 = c[(i + 2) * n + j];
      double c3 = c[(i + 3) * n + j];
      if (c0 != 0 || c1 != 0 || c2 != 0 || c3 != 0) {
        Kernels.axpy4(c0, a[i], c1, a[i + 1], c2, a[i + 2], c3, a[i + 3], sum, length);
      }
    }
    for (; i < a.length; i++) {
      double ci = c[i * n + j];
      if (ci != 0) {
        Kernels.axpy(ci, a[i], sum, length);
      }
    }
  }

  @Override
  public void randomize(Vec x, RandomGenerator random) {
    var out = segment(x);
    var buffer = new double[CHUNK];
    for (int k = 0; k < chunks; k++) {
      int length = length(k);
      for (int t = 0; t < length; t++) {
        buffer[t] = random.nextGaussian();
      }
      store(buffer, out, start(k), length);
    }
  }

  @Override
  public void write(double[] values, Vec into) {
    if (values.length != dim) {
      throw new IllegalArgumentException(
          values.length + " values for a vector of dimension " + dim);
    }
    store(values, segment(into), 0, values.length);
  }

  @Override
  public double[] read(Vec x) {
    var values = new double[Math.toIntExact(dim)];
    load(segment(x), 0, values, values.length);
    return values;
  }

  private MemorySegment segment(Block x) {
    var segment =
        switch (x) {
          case FlatVec v when v.space() == this -> v.segment();
          case FlatBlock b when b.space() == this -> b.segment();
          default ->
              throw new IllegalArgumentException(
                  "a vector of another space: allocate it from a workspace of this space");
        };
    return segment;
  }

  private static long start(int chunk) {
    return (long) chunk * CHUNK;
  }

  private int length(int chunk) {
    return (int) Math.min(CHUNK, dim - start(chunk));
  }

  /** Chunk k of each of the columns. */
  private void load(MemorySegment from, int columns, int k, double[][] into) {
    for (int i = 0; i < columns; i++) {
      load(from, i * dim + start(k), into[i], length(k));
    }
  }

  private void load(MemorySegment from, long offset, double[] into, int length) {
    switch (precision) {
      case FLOAT64 -> MemorySegment.copy(from, JAVA_DOUBLE, offset * 8, into, 0, length);
      case FLOAT32 -> {
        for (int t = 0; t < length; t++) {
          into[t] = from.getAtIndex(JAVA_FLOAT, offset + t);
        }
      }
    }
  }

  private void store(double[] from, MemorySegment into, long offset, int length) {
    switch (precision) {
      case FLOAT64 -> MemorySegment.copy(from, 0, into, JAVA_DOUBLE, offset * 8, length);
      case FLOAT32 -> {
        for (int t = 0; t < length; t++) {
          into.setAtIndex(JAVA_FLOAT, offset + t, (float) from[t]);
        }
      }
    }
  }

  private static double sum(double[] values) {
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return sum;
  }
}
