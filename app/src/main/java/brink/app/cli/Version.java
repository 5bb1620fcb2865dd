package brink.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into its resources. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    return new String[] {"Brink " + number()};
  }

  static String number() {
    return build().getProperty("version");
  }

  /** The commit that the build was made from, where the build knew it. */
  static Optional<String> commit() {
    return Optional.ofNullable(build().getProperty("commit")).filter(text -> !text.startsWith("$"));
  }

  private static Properties build() {
    try (var resource = Version.class.getResourceAsStream("build.properties")) {
      var build = new Properties();
      build.load(resource);
      return build;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
