package brink.core.ode;

import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * A space whose workspaces take their storage from one owner and hand it back on closing, to be
 * used again: a helper that opens a workspace in every step then allocates only the first time.
 */
final class Recycling implements Space {
  private final Space space;
  private final Workspace owner;
  private final Deque<Vec> vectors = new ArrayDeque<>();
  private final Map<Integer, Deque<Block>> blocks = new HashMap<>();

  Recycling(Space space, Workspace owner) {
    this.space = space;
    this.owner = owner;
  }

  @Override
  public Workspace workspace() {
    return new Lease();
  }

  private final class Lease implements Workspace {
    private final List<Vec> ourVectors = new ArrayList<>();
    private final List<Block> ourBlocks = new ArrayList<>();

    @Override
    public Space space() {
      return Recycling.this;
    }

    @Override
    public Vec vec() {
      var vec = vectors.isEmpty() ? owner.vec() : cleared(vectors.pop());
      ourVectors.add(vec);
      return vec;
    }

    @Override
    public Block block(int columns) {
      var idle = idle(columns);
      var block = idle.isEmpty() ? owner.block(columns) : idle.pop();
      for (int i = 0; i < columns; i++) {
        cleared(block.column(i));
      }
      ourBlocks.add(block);
      return block;
    }

    @Override
    public void close() {
      ourVectors.forEach(vectors::push);
      ourBlocks.forEach(block -> idle(block.columns()).push(block));
      ourVectors.clear();
      ourBlocks.clear();
    }

    private Vec cleared(Vec vec) {
      space.combine(new double[0], new Vec[0], vec);
      return vec;
    }

    private Deque<Block> idle(int columns) {
      return blocks.computeIfAbsent(columns, _ -> new ArrayDeque<>());
    }
  }

  @Override
  public long dim() {
    return space.dim();
  }

  @Override
  public double dot(Vec x, Vec y) {
    return space.dot(x, y);
  }

  @Override
  public double roundoff() {
    return space.roundoff();
  }

  @Override
  public void dots(Vec x, Vec y, long[] bounds, double[] into) {
    space.dots(x, y, bounds, into);
  }

  @Override
  public void combine(double[] c, Vec[] xs, Vec into) {
    space.combine(c, xs, into);
  }

  @Override
  public void gram(Block x, Block y, double[] into) {
    space.gram(x, y, into);
  }

  @Override
  public void transform(Block x, double[] c, Block into) {
    space.transform(x, c, into);
  }

  @Override
  public void randomize(Vec x, RandomGenerator random) {
    space.randomize(x, random);
  }

  @Override
  public void write(double[] values, Vec into) {
    space.write(values, into);
  }

  @Override
  public double[] read(Vec x) {
    return space.read(x);
  }
}
