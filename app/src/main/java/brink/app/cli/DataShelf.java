package brink.app.cli;

import brink.app.cli.Laboratory.DrawRequest;
import brink.app.cli.Laboratory.ShowRequest;
import brink.core.error.InputError;
import brink.core.error.Nearest;
import brink.lab.record.Progress;
import brink.nn.data.AtrialFibrillation;
import brink.nn.data.Chebyshev;
import brink.nn.data.Cifar10;
import brink.nn.data.Cifar10Check;
import brink.nn.data.Cifar10Download;
import brink.nn.data.ContactSheet;
import brink.nn.data.CsvFile;
import brink.nn.data.DataCatalogue;
import brink.nn.data.DataSource;
import brink.nn.data.DataSpec;
import brink.nn.data.DataSummary;
import brink.nn.data.Dice;
import brink.nn.data.DiceFolder;
import brink.nn.data.FileCheck;
import brink.nn.data.NpzFile;
import brink.nn.data.Part;
import brink.nn.data.Places;
import brink.nn.data.Png;
import brink.nn.data.Scaling;
import brink.nn.data.Sst;
import brink.nn.data.Subset;
import brink.nn.data.TargetKind;
import brink.nn.data.Whitened;
import brink.nn.data.WikiText2;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the commands want of data sets.
 *
 * @param places where files are looked for
 */
record DataShelf(Places places) {
  private static final int COLUMNS = 10;
  private static final List<String> NAMES =
      List.of(
          "cifar10", "atrial-fibrillation", "sst", "wikitext-2", "dice", "chebyshev", "whitened");

  List<Finding> list() {
    return DataCatalogue.list(places).stream().map(DataShelf::finding).toList();
  }

  /** What lies in files file by file; the others whole (Dice and text: the first 600 examples). */
  List<Finding> check(String data) {
    return switch (source(data)) {
      case Cifar10 cifar -> batches(Cifar10Check.of(cifar, places));
      case AtrialFibrillation heart -> checked(heart, FileCheck.of(heart, places));
      case Sst sentiment -> {
        var findings = new ArrayList<>(checked(sentiment, FileCheck.of(sentiment, places)));
        if (sentiment.model().isEmpty()) {
          findings.add(Finding.ok("RoBERTa", "make its folder with `" + Sst.EXPORT + "`"));
        }
        yield findings;
      }
      case DataSource other -> summary(load(other, 600));
    };
  }

  private List<Finding> checked(DataSource source, List<FileCheck> files) {
    var findings = new ArrayList<Finding>();
    for (var file : files) {
      findings.add(
          Finding.ok(
              file.file().getFileName().toString(),
              "%s, SHA-256 %s".formatted(file.contents(), file.sha256())));
    }
    findings.addAll(summary(load(source, 600)));
    return findings;
  }

  List<Finding> show(ShowRequest request) {
    var source = source(request.data());
    if (request.count() < 1) {
      throw new InputError("--count is " + request.count() + ": give at least 1.");
    }
    var findings = new ArrayList<>(summary(load(source, request.count())));
    request
        .out()
        .ifPresent(file -> {
          Png.write(ContactSheet.of(source, Part.TRAINING, COLUMNS, 2, places), file);
          findings.add(Finding.ok("pictures", file.toAbsolutePath().toString()));
        });
    return findings;
  }

  Path download(String data, Progress progress) {
    if (!data.equals("cifar10")) {
      throw new InputError("Only cifar10 can be downloaded, not " + data + ".");
    }
    var official = Cifar10Download.official();
    progress.accept(new Progress.Noted("fetching " + official));
    return official.into(
        places.cache(),
        bytes -> progress.accept(new Progress.Fetched("CIFAR-10", bytes, official.bytes())));
  }

  Path draw(DrawRequest request) {
    if (!request.data().equals("dice")) {
      throw new InputError("Only dice can be drawn, not " + request.data() + ".");
    }
    int classes = 6;
    int each = Math.ceilDiv(request.count(), classes);
    var dice = new Dice(request.seed(), Optional.of(request.size()), Optional.of(each));
    DiceFolder.write(dice, Part.TRAINING, Subset.first(request.count()), request.out());
    return request.out();
  }

  private static Finding finding(DataCatalogue.Entry entry) {
    return switch (entry.state()) {
      case GENERATED -> Finding.ok(entry.name(), entry.description() + "; generated");
      case FOUND ->
          Finding.ok(
              entry.name(),
              entry.description() + entry.location().map(at -> "; in " + at).orElse(""));
      case MISSING ->
          Finding.absent(
              entry.name(), entry.description() + entry.remedy().map(how -> "; " + how).orElse(""));
      case YOURS -> Finding.ok(entry.name(), entry.description() + "; its path is in the spec");
    };
  }

  private static List<Finding> batches(Cifar10Check check) {
    var findings = new ArrayList<Finding>();
    findings.add(Finding.ok("path", check.path().toString()));
    for (var batch : check.batches()) {
      findings.add(
          Finding.ok(
              batch.file(),
              "%d images, of each class %s, SHA-256 %s"
                  .formatted(batch.images(), batch.classCounts(), batch.sha256())));
    }
    return findings;
  }

  private static List<Finding> summary(DataSummary summary) {
    var findings = new ArrayList<Finding>();
    findings.add(Finding.ok("data", summary.name()));
    findings.add(Finding.ok("examples", summary.examples() + " of shape " + summary.shape()));
    findings.add(
        Finding.ok("inputs", "from %.4g to %.4g".formatted(summary.least(), summary.greatest())));
    findings.add(Finding.ok("targets", summary.targets()));
    findings.add(Finding.ok("SHA-256", summary.hash()));
    return findings;
  }

  /** The first examples, or all where there are fewer. */
  private DataSummary load(DataSource source, int count) {
    var wanted =
        switch (source) {
          case Cifar10 _, Dice _, Sst _, WikiText2 _ -> Subset.first(count);
          case AtrialFibrillation _, Chebyshev _, Whitened _, NpzFile _, CsvFile _ -> Subset.all();
        };
    return DataSummary.of(new DataSpec(source, wanted, Scaling.none()).load(places));
  }

  /** By name, or by what is at a path. */
  private static DataSource source(String data) {
    var path = Path.of(data);
    if (data.endsWith(".npz")) {
      return new NpzFile(path, Optional.empty(), Optional.empty());
    }
    if (data.endsWith(".csv")) {
      return new CsvFile(path, TargetKind.VALUES, Optional.empty(), Optional.empty());
    }
    return switch (data) {
      case "cifar10" -> new Cifar10(Optional.empty());
      case "atrial-fibrillation" -> AtrialFibrillation.usual();
      case "sst" -> Sst.of(Optional.empty(), Optional.empty());
      case "wikitext-2" -> new WikiText2(Optional.empty(), 1000, 32);
      case "dice" -> Dice.ofSeed(1);
      case "chebyshev" -> new Chebyshev(5, 20);
      case "whitened" -> new Whitened(50, 50, 1);
      default -> {
        if (Files.exists(path)) {
          yield DataCatalogue.at(path).orElse(new Cifar10(Optional.of(path)));
        }
        throw new InputError(
            "No data \"%s\"%s (there are %s, and files: .npz, .csv, a folder of one of these, a CIFAR-10 archive)."
                .formatted(
                    data, Nearest.hint(data, NAMES).replace("?", ""), String.join(", ", NAMES)));
      }
    };
  }
}
