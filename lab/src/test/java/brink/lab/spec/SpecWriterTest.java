package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpecWriterTest {
  private static final SpecReader<Kitchen> READER = new SpecReader<>(Kitchen.class);

  private static Kitchen kitchen(String... settings) {
    var yaml = "{name: home, shelf: {widths: [60, 80]}, oven: gas-flame}";
    return READER.read("kitchen.yaml", yaml, List.of(settings));
  }

  @Test
  void everyDefaultIsWrittenInTheOrderOfTheComponents() {
    assertThat(SpecWriter.yaml(kitchen("guest.name=Ada")))
        .isEqualTo(
            """
            name: home
            shelf:
              widths:
              - 60
              - 80
              max-pans: 2
            oven:
              kind: gas-flame
              burners: 3
            doneness: medium-rare
            salt: 0.001
            grains: 9000000000
            open: false
            spares: []
            prices: {}
            guest:
              name: Ada
              favourite:
                kind: gas-flame
                burners: 3
            """);
  }

  @ParameterizedTest(name = "name={0}")
  @ValueSource(
      strings = {
        "1e3",
        "yes",
        "null",
        "~",
        "true",
        "12",
        "0x1f",
        "a: b",
        "- a",
        "#x",
        "",
        " padded ",
        "[x",
        "é",
        "two\nlines",
        "'",
        "\"",
        "1_000",
        "2024-01-01",
        "*a",
        "&a",
        "!t",
        "%",
        "@",
        "12:30"
      })
  void anyTextSurvivesWritingAndReading(String name) {
    var before = kitchen();
    var odd =
        new Kitchen(
            name,
            before.shelf(),
            before.oven(),
            before.doneness(),
            before.salt(),
            before.grains(),
            before.open(),
            before.spares(),
            before.prices(),
            before.recipes(),
            before.guest());
    assertThat(READER.read("again", SpecWriter.yaml(odd), List.of())).isEqualTo(odd);
  }

  @ParameterizedTest(name = "salt={0}")
  @ValueSource(doubles = {0.1, 1e-12, -2.5e-300, 1e22, 1.7976931348623157e308, 4.9e-324, 3, -0.0})
  void anyNumberSurvivesWritingAndReading(double salt) {
    var spec = kitchen("salt=" + salt, "prices={b: 1.5e-7, a: 2}", "spares=[{widths: [3]}]");
    assertThat(spec.salt()).isEqualTo(salt);
    assertThat(READER.read("again", SpecWriter.yaml(spec), List.of())).isEqualTo(spec);
  }

  @Test
  void theTextDependsOnWhatTheSettingsResolveToAndOnNothingElse() {
    assertThat(SpecWriter.yaml(kitchen()))
        .isEqualTo(SpecWriter.yaml(kitchen("salt=0.1e-2", "oven={kind: gas-flame}")))
        .isNotEqualTo(SpecWriter.yaml(kitchen("salt=0.002")))
        .isNotEqualTo(SpecWriter.yaml(kitchen("oven=hob")));
  }
}
