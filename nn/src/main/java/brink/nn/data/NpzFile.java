package brink.nn.data;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Own data in a NumPy archive with the arrays {@code x} [n x ...] and {@code y} [n] or [n x C].
 *
 * @param path of the .npz
 * @param targets how y is meant; when empty, integers of shape [n] are labels and all else values
 * @param classes C for labels; when empty, the largest label plus one
 */
public record NpzFile(Path path, Optional<TargetKind> targets, Optional<Integer> classes)
    implements DataSource {}
