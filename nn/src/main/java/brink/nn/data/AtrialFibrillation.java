package brink.nn.data;

import brink.core.error.InputError;
import brink.core.setting.Default;
import brink.core.setting.Doc;
import java.nio.file.Path;
import java.util.Optional;

/**
 * AtrialFibrillation of the UEA multivariate time series archive (Bagnall et al., 2018; from the
 * recordings of Moody, Spontaneous Termination of Atrial Fibrillation, 2004): electrocardiograms of
 * two channels, five seconds at 128 samples a second, so 640 long, of three classes: {@code n} does
 * not terminate, {@code s} terminates after at least a minute, {@code t} within a second.
 *
 * <p>A series x [2 x 640] is cut into windows x[:, w k .. w k + T - 1] for w = 0, 1, .. as long as
 * they fit, T the window and k the stride; a window has its series' class. Example e is window e
 * div S of series e mod S, S the number of series: the archive lists its series by class, so that
 * first-n subsets are balanced only this way. The training windows are of the series of
 * AtrialFibrillation_TRAIN.ts, the test windows of those of AtrialFibrillation_TEST.ts: no series
 * gives windows to both (where it does, the files are refused).
 *
 * <p>Lowell and Kastner (2024) cut windows of 128 and train on up to 480 of them, but do not state
 * the stride. The default of 16 gives 33 windows a series, 495 for training: the least overlap
 * among the powers of two with which their sizes can be had (32 would give 255).
 *
 * @param path of the folder AtrialFibrillation, or of a folder that holds it; when empty, the
 *     {@link Places} are searched
 * @param window T in samples, at least 1
 * @param stride k in samples, at least 1
 */
@Doc("electrocardiograms of two channels, cut into windows; three classes")
public record AtrialFibrillation(
    @Doc("folder AtrialFibrillation; searched for where not given") Optional<Path> path,
    @Doc("samples a window") @Default("128") int window,
    @Doc("samples from one window's start to the next one's") @Default("16") int stride)
    implements DataSource {
  /**
   * @throws InputError when the window or the stride is too small
   */
  public AtrialFibrillation {
    if (window < 1 || stride < 1) {
      throw new InputError(
          "windows of %d samples every %d cannot be cut: set window and stride to at least 1"
              .formatted(window, stride));
    }
  }

  /** Windows of 128 samples every 16, of the files in the places. */
  public static AtrialFibrillation usual() {
    return new AtrialFibrillation(Optional.empty(), 128, 16);
  }
}
