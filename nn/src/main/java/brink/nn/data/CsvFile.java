package brink.nn.data;

import brink.core.setting.Doc;
import brink.core.setting.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Own data in a text file (RFC 4180, UTF-8): a first line with the columns' names, then one example
 * a line, all numbers. Inputs are the columns that are no targets, in the file's order.
 *
 * @param path of the .csv
 * @param means how the targets are meant; labels need exactly one target column
 * @param targets names of the target columns; when empty, the last column
 * @param classes C for labels; when empty, the largest label plus one
 */
@Kind("csv")
@Doc("own data: a text table with column names")
public record CsvFile(
    @Doc("of the .csv file") Path path,
    @Doc("how the target columns are meant") TargetKind means,
    @Doc("names of the target columns; the last one where not given")
        Optional<List<String>> targets,
    @Doc("number of classes; the largest label plus one where not given") Optional<Integer> classes)
    implements DataSource {}
