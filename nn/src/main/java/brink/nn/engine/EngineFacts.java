package brink.nn.engine;

import brink.core.error.InputError;
import java.util.Optional;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * What the tensor library says of itself on this machine.
 *
 * @param engine name and version of the tensor library
 * @param blas name and version of its dense linear algebra
 * @param cpu the widest instructions it uses
 * @param cuda CUDA devices that this build can use; none in the build for CPUs
 */
public record EngineFacts(String engine, String blas, String cpu, int cuda) {
  /**
   * Asks the library, loading it if need be.
   *
   * @throws InputError if it cannot be loaded on this machine
   */
  public static EngineFacts ask() {
    try {
      var capability = torch.get_cpu_capability().getString();
      int cuda = torch.hasCUDA() ? (int) torch.getNumGPUs() : 0;
      return new EngineFacts(
          "libtorch " + version(Tensor.class),
          "OpenBLAS " + version(openblas_nolapack.class),
          capability,
          cuda);
    } catch (UnsatisfiedLinkError | NoClassDefFoundError e) {
      throw Engine.unloadable(e);
    }
  }

  private static String version(Class<?> of) {
    return Optional.ofNullable(of.getPackage().getImplementationVersion()).orElse("unknown");
  }
}
