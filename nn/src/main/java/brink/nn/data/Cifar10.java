package brink.nn.data;

import brink.core.setting.Doc;
import java.nio.file.Path;
import java.util.Optional;

/**
 * CIFAR-10 (Krizhevsky, Learning Multiple Layers of Features from Tiny Images, 2009) in its binary
 * version: 32 x 32 colour photographs of ten classes. An example has shape [3, 32, 32]: the red,
 * the green and the blue plane, each row-major, values 0 .. 255. The training images are those of
 * the batches present among data_batch_1 .. 5, in this order; the test images those of test_batch.
 *
 * @param path of the folder cifar-10-batches-bin, of a folder that holds it, or of the .tar.gz;
 *     when empty, the {@link Places} are searched
 */
@Doc("32 x 32 colour photographs of ten classes")
public record Cifar10(@Doc("folder or .tar.gz; searched for where not given") Optional<Path> path)
    implements DataSource {}
