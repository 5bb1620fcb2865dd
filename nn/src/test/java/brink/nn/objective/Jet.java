package brink.nn.objective;

/** A number with its first and second derivatives in theta. */
public record Jet(double value, double[] first, double[][] second) {
  public static Jet constant(double value, int p) {
    return new Jet(value, new double[p], new double[p][p]);
  }

  public static Jet parameter(double[] theta, int index) {
    var jet = constant(theta[index], theta.length);
    jet.first[index] = 1;
    return jet;
  }

  public Jet plus(Jet other) {
    int p = first.length;
    var sum = constant(value + other.value, p);
    for (int j = 0; j < p; j++) {
      sum.first[j] = first[j] + other.first[j];
      for (int k = 0; k < p; k++) {
        sum.second[j][k] = second[j][k] + other.second[j][k];
      }
    }
    return sum;
  }

  public Jet times(Jet other) {
    int p = first.length;
    var product = constant(value * other.value, p);
    for (int j = 0; j < p; j++) {
      product.first[j] = first[j] * other.value + value * other.first[j];
      for (int k = 0; k < p; k++) {
        product.second[j][k] =
            second[j][k] * other.value
                + value * other.second[j][k]
                + first[j] * other.first[k]
                + first[k] * other.first[j];
      }
    }
    return product;
  }

  public Jet through(double f, double df, double ddf) {
    int p = first.length;
    var image = constant(f, p);
    for (int j = 0; j < p; j++) {
      image.first[j] = df * first[j];
      for (int k = 0; k < p; k++) {
        image.second[j][k] = df * second[j][k] + ddf * first[j] * first[k];
      }
    }
    return image;
  }
}
