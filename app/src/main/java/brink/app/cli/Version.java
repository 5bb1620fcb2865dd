package brink.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into its resources. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"Brink " + number()};
  }

  static String number() {
    try (var resource = Version.class.getResourceAsStream("build.properties")) {
      var build = new Properties();
      build.load(resource);
      return build.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
