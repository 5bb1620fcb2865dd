package brink.lab.record;

import brink.core.random.RandomStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A made-up run with the shape of a real one: a transient in which sharpness falls, then sharpness
 * that rises with alignment while the loss goes to 0.01, and everything calms down at the end.
 */
public record SyntheticRun(String title, long seed, int steps, int moments, int layers) {
  public static final double T_END = 34;

  public static SyntheticRun usual() {
    return new SyntheticRun("quickstart", 1, 420, 40, 6);
  }

  public String spec() {
    return """
    title: %s
    seed: %d
    data:
      kind: dice
      size: 32
      subset: {random: 512, seed: 1}
    network:
      kind: mlp
      widths: [128, 128, 128, 128, 128]
      activation: elu
    flow:
      method: rkc2
      tolerance: 1.0e-3
    stop: {loss: 0.01}
    """
        .formatted(title, seed);
  }

  public Provenance provenance() {
    return new Provenance(
        title,
        Provenance.hash(spec()),
        new Provenance.Versions("0.1.0", "25.0.1", "libtorch 2.10.0", "MKL 2025.2"),
        Optional.of("2e0c1f5aa0"),
        new Machine("Linux 6.1.0 amd64", "Xeon", 2),
        "cpu",
        "float64",
        2,
        new Provenance.Data(
            "Dice, 32 x 32 grey, 512 of 120000, random, seed 1", "9f".repeat(32), 512),
        "MLP 1024-128-128-128-128-128-6, ELU, 198,022 parameters",
        "cross-entropy, mean over the examples",
        "RKC2, tolerance 1e-3",
        Instant.parse("2026-11-21T10:00:00Z"),
        Optional.empty(),
        Optional.empty());
  }

  /** Writes the run up to its end, without ending it. */
  public RunWriter start(Path path) {
    var writer = RunFolder.create(path, spec(), provenance());
    for (int i = 1; i <= steps; i++) {
      writer.add(step(i));
      for (int m = 0; m < moments; m++) {
        if (stepOf(m) == i) {
          moment(writer, m);
        }
      }
    }
    return writer;
  }

  public RunFolder write(Path path) {
    try (var writer = start(path)) {
      writer.finish("loss 0.01 reached after " + steps + " steps");
      return writer.folder();
    }
  }

  public StepRow step(int i) {
    double t = time(i);
    double h = t - time(i - 1);
    double radius = 1.1 * sharpness(t);
    int stages = Math.max(2, (int) Math.ceil(Math.sqrt(1.54 * h * radius + 1)));
    double local = 2e-4 * (1 + 0.6 * Math.sin(0.7 * i)) * Math.exp(-0.02 * t);
    return new StepRow(
        i,
        t,
        h,
        loss(t),
        3 * loss(t) + 0.002 * sharpness(t),
        Optional.of(local),
        Optional.of(2e-4 * Math.pow(i, 0.8)),
        Optional.of(radius),
        Optional.empty(),
        stages,
        i / 60,
        (long) (i * 3.5),
        (long) (i * 0.9),
        0.11 * i);
  }

  public MomentRow momentRow(int m) {
    int step = stepOf(m);
    double t = time(step);
    double rise = alignment(t);
    double top = sharpness(t);
    var random = RandomStream.of(seed, "moment " + m);
    double jitter = 1 + 0.03 * random.nextDouble();
    var products = new Products(0.9 + 0.2 * t / T_END, 1.1, 310 * jitter, rise * 0.004);
    double dLast = 14 * Math.exp(-1.6 * t / T_END);
    double dFirst = products.piX() * products.alX() * products.piJ() * products.alJ() * dLast;
    double rho = 0.35 + 0.2 * t / (t + 2);
    double k2 = 0.97 * top / rho;
    return new MomentRow(
        m,
        step,
        t,
        loss(t),
        Optional.of(Math.min(1, 0.17 + 0.9 * (1 - Math.exp(-t / 5)))),
        3 * loss(t) + 0.002 * top,
        4.5 * (1 - Math.exp(-t / 9)),
        new Spectrum(
            Optional.of(new Ritz(top, 1e-6 * top, true)),
            Optional.of(new Ritz(0.97 * top, 1e-6 * top, true)),
            Optional.of(new Ritz(0.06 * top * jitter, 2e-3, m != 7)),
            m % 2 == 0 ? Optional.of(new Ritz(8 * top + 30, 1e-4, true)) : Optional.empty(),
            Optional.of(new Ritz(-0.05 * top * jitter, 2e-3, true)),
            Optional.empty()),
        Optional.of(
            new Decomposition(
                Optional.of(rho), k2, k2 * 3.1, products, dLast, dFirst, 1, 3e-15 * jitter)),
        m < 4 ? Optional.empty() : Optional.of(20 + 3 * jitter - t / 4),
        m < 4 ? Optional.empty() : Optional.of(2 / (20 + 3 * jitter - t / 4)));
  }

  private void moment(RunWriter writer, int m) {
    var row = momentRow(m);
    writer.add(row);
    for (int l = 1; l <= layers; l++) {
      writer.add(layerRow(row, l));
    }
    if (m == 0 || m == moments - 1) {
      for (int l = 1; l <= layers; l++) {
        double down = layers - l;
        double gain = m == 0 ? 1.35 : 2.6;
        writer.add(
            new AmplificationRow(
                m,
                m == 0 ? AmplificationRow.Which.FIRST : AmplificationRow.Which.LAST,
                17,
                l,
                Math.pow(gain, down),
                Math.pow(m == 0 ? 1.02 : 1.2, down)));
      }
    }
  }

  public LayerRow layerRow(MomentRow row, int l) {
    double part = (double) (layers - l) / (layers - 1); // 1 at the first layer, 0 at the last
    var all = row.decomposition().orElseThrow().components();
    var products =
        new Products(
            Math.pow(all.piX(), part),
            Math.pow(all.alX(), part),
            Math.pow(all.piJ(), part),
            Math.pow(all.alJ(), part));
    double d2 =
        products.piX()
            * products.alX()
            * products.piJ()
            * products.alJ()
            * row.decomposition().orElseThrow().eDl2Last();
    return new LayerRow(
        row.moment(),
        l,
        d2,
        d2,
        l == layers
            ? Optional.empty()
            : Optional.of(
                new LayerRow.Factors(
                    Math.pow(all.piX(), 1.0 / (layers - 1)),
                    Math.pow(all.alX(), 1.0 / (layers - 1)),
                    Math.pow(all.piJ(), 1.0 / (layers - 1)),
                    Math.pow(all.alJ(), 1.0 / (layers - 1)))),
        products);
  }

  private int stepOf(int m) {
    return 1 + (int) Math.round((steps - 1) * Math.pow((double) m / (moments - 1), 1.4));
  }

  private double time(int i) {
    return T_END * Math.pow((double) i / steps, 2.2);
  }

  private double loss(double t) {
    return 1.79 * Math.exp(-5.19 * Math.pow(t / T_END, 0.8));
  }

  private double alignment(double t) {
    return (1 + 2.2 / (1 + 40 * t)) * (0.35 + 3.2 * t / (t + 6)) * (1 + 0.2 * seed);
  }

  private double sharpness(double t) {
    return 9 * alignment(t) * Math.exp(-0.9 * Math.pow(t / T_END, 3));
  }
}
