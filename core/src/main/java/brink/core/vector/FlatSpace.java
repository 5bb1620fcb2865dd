package brink.core.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * Vectors as contiguous numbers in native memory, where a tensor library can use them in place.
 *
 * <p>Every operation walks the vectors in chunks that stay in the first-level cache, the chunks
 * shared out over {@link Lanes}. Inside a chunk numbers are float64, whatever the storage.
 */
public final class FlatSpace implements Space {
  private static final int CHUNK = 1024; // numbers: 8 kB a buffer, so four of them fit into L1

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
        return new FlatBlock(space, columns, arena.allocate(Math.max(1, columns) * bytes(), 64));
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
            partial[k] = dot(a, b, length);
          }
        });
    return sum(partial);
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
                scale(weights[0], sum, length);
              } else {
                axpy(weights[i], x, sum, length);
              }
            }
            store(sum, out, start(k), length);
          }
        });
  }

  @Override
  public void gram(Block x, Block y, double[] into) {
    int m = x.columns();
    int n = y.columns();
    var xs = segment(x);
    var ys = segment(y);
    // Pieces, not lanes, own the partial sums: the order of addition is then independent of the
    // number of threads.
    int pieces = Math.min(chunks, 64);
    var partial = new double[pieces][m * n];
    lanes.share(
        pieces,
        (from, to) -> {
          var a = new double[m][CHUNK];
          var b = new double[n][CHUNK];
          for (int piece = from; piece < to; piece++) {
            int first = (int) ((long) chunks * piece / pieces);
            int last = (int) ((long) chunks * (piece + 1) / pieces);
            for (int k = first; k < last; k++) {
              int length = length(k);
              for (int i = 0; i < m; i++) {
                load(xs, i * dim + start(k), a[i], length);
              }
              for (int j = 0; j < n; j++) {
                load(ys, j * dim + start(k), b[j], length);
              }
              for (int i = 0; i < m; i++) {
                for (int j = 0; j < n; j++) {
                  partial[piece][i * n + j] += dot(a[i], b[j], length);
                }
              }
            }
          }
        });
    Arrays.fill(into, 0, m * n, 0);
    for (var part : partial) {
      for (int i = 0; i < m * n; i++) {
        into[i] += part[i];
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
            for (int i = 0; i < m; i++) {
              load(xs, i * dim + start(k), a[i], length);
            }
            for (int j = 0; j < n; j++) {
              Arrays.fill(sum, 0, length, 0);
              for (int i = 0; i < m; i++) {
                axpy(c[i * n + j], a[i], sum, length);
              }
              store(sum, out, j * dim + start(k), length);
            }
          }
        });
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

  private static double dot(double[] a, double[] b, int length) {
    // Four independent sums: one alone would wait for each addition before the next.
    double s0 = 0;
    double s1 = 0;
    double s2 = 0;
    double s3 = 0;
    int t = 0;
    for (; t + 3 < length; t += 4) {
      s0 += a[t] * b[t];
      s1 += a[t + 1] * b[t + 1];
      s2 += a[t + 2] * b[t + 2];
      s3 += a[t + 3] * b[t + 3];
    }
    for (; t < length; t++) {
      s0 += a[t] * b[t];
    }
    return (s0 + s1) + (s2 + s3);
  }

  private static void axpy(double c, double[] x, double[] sum, int length) {
    for (int t = 0; t < length; t++) {
      sum[t] += c * x[t];
    }
  }

  private static void scale(double c, double[] x, int length) {
    for (int t = 0; t < length; t++) {
      x[t] *= c;
    }
  }
}
