package brink.nn.data;

import brink.core.setting.Doc;
import brink.core.setting.Kind;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Own data in a NumPy archive with the arrays {@code x} [n x ...] and {@code y} [n] or [n x C].
 *
 * @param path of the .npz
 * @param targets how y is meant; when empty, integers of shape [n] are labels and all else values
 * @param classes C for labels; when empty, the largest label plus one
 */
@Kind("npz")
@Doc("own data: a NumPy archive with arrays x and y")
public record NpzFile(
    @Doc("of the .npz file") Path path,
    @Doc("how y is meant; integers are labels where not given") Optional<TargetKind> targets,
    @Doc("number of classes; the largest label plus one where not given") Optional<Integer> classes)
    implements DataSource {}
