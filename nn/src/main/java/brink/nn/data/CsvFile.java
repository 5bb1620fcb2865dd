package brink.nn.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Own data in a text file (RFC 4180, UTF-8): a first line with the columns' names, then one example
 * a line, all numbers. Inputs are the columns that are no targets, in the file's order.
 *
 * @param path of the .csv
 * @param kind how the targets are meant; labels need exactly one target column
 * @param targets names of the target columns; when empty, the last column
 * @param classes C for labels; when empty, the largest label plus one
 */
public record CsvFile(
    Path path, TargetKind kind, Optional<List<String>> targets, Optional<Integer> classes)
    implements DataSource {}
