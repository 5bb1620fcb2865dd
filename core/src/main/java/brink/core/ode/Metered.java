package brink.core.ode;

import brink.core.operator.LinearOperator;
import brink.core.vector.Block;
import brink.core.vector.Space;
import brink.core.vector.Vec;
import brink.core.vector.Workspace;

/**
 * A field seen through counters: whatever a stepper asks of the field it asks here, so that the
 * cost of a solve is counted in one place.
 *
 * @param <F> what the field can do
 */
public final class Metered<F extends VectorField> {
  private final F field;
  private final Space space;
  private long evaluations;
  private long products;

  /**
   * Counts the uses of a field.
   *
   * @param work owns the storage behind {@link #space}
   */
  Metered(F field, Workspace work) {
    this.field = field;
    this.space = new Recycling(field.space(), work);
  }

  /** The field, for what costs nothing. */
  public F field() {
    return field;
  }

  /**
   * The field's space, whose workspaces recycle their storage: opening one in every step allocates
   * nothing after the first time.
   */
  public Space space() {
    return space;
  }

  /** The uses so far. */
  public Counts counts() {
    return new Counts(evaluations, products);
  }

  void takeUp(Counts before) {
    evaluations = before.evaluations();
    products = before.products();
  }

  /** {@link VectorField#eval}, counted. */
  public double eval(double t, Vec y, Vec into) {
    evaluations++;
    return field.eval(t, y, into);
  }

  /** {@link Linearizable#linearize}, counted as one evaluation; its products are counted too. */
  public static Linearization linearize(Metered<? extends Linearizable> field, double t, Vec y) {
    field.evaluations++;
    return field.count(field.field.linearize(t, y));
  }

  private Linearization count(Linearization linearization) {
    var jacobian =
        new LinearOperator() {
          @Override
          public Space space() {
            return space;
          }

          @Override
          public void apply(Block x, Block into) {
            products += x.columns();
            linearization.jacobian().apply(x, into);
          }
        };
    return new Linearization() {
      @Override
      public double potential() {
        return linearization.potential();
      }

      @Override
      public void value(Vec into) {
        linearization.value(into);
      }

      @Override
      public LinearOperator jacobian() {
        return jacobian;
      }

      @Override
      public void close() {
        linearization.close();
      }
    };
  }
}
