package brink.nn.objective;

/**
 * A number with its derivatives along two directions and its mixed second derivative, exact to
 * rounding (Fike and Alonso, The Development of Hyper-Dual Numbers, 2011).
 *
 * @param value f
 * @param a derivative along the first direction
 * @param b derivative along the second
 * @param ab along both
 */
record HyperDual(double value, double a, double b, double ab) {
  static HyperDual of(double value) {
    return new HyperDual(value, 0, 0, 0);
  }

  HyperDual plus(HyperDual other) {
    return new HyperDual(value + other.value, a + other.a, b + other.b, ab + other.ab);
  }

  HyperDual plus(double other) {
    return new HyperDual(value + other, a, b, ab);
  }

  HyperDual minus(HyperDual other) {
    return plus(other.times(-1));
  }

  HyperDual times(double c) {
    return new HyperDual(c * value, c * a, c * b, c * ab);
  }

  HyperDual times(HyperDual o) {
    return new HyperDual(
        value * o.value,
        a * o.value + value * o.a,
        b * o.value + value * o.b,
        ab * o.value + a * o.b + b * o.a + value * o.ab);
  }

  HyperDual over(HyperDual other) {
    double v = other.value;
    return times(other.through(1 / v, -1 / (v * v), 2 / (v * v * v)));
  }

  HyperDual exp() {
    double e = Math.exp(value);
    return through(e, e, e);
  }

  HyperDual log() {
    return through(Math.log(value), 1 / value, -1 / (value * value));
  }

  HyperDual sqrt() {
    double root = Math.sqrt(value);
    return through(root, 0.5 / root, -0.25 / (root * value));
  }

  /** f(this), given f, f' and f'' there. */
  HyperDual through(double f, double df, double ddf) {
    return new HyperDual(f, df * a, df * b, df * ab + ddf * a * b);
  }
}
