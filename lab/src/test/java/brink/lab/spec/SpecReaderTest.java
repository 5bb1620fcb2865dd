package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import brink.core.error.InputError;
import brink.lab.spec.Kitchen.Doneness;
import brink.lab.spec.Kitchen.GasFlame;
import brink.lab.spec.Kitchen.Guest;
import brink.lab.spec.Kitchen.Plate;
import brink.lab.spec.Kitchen.Shelf;
import brink.lab.spec.Kitchen.Wood;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {
  private static final SpecReader<Kitchen> READER = new SpecReader<>(Kitchen.class);
  private static final String LEAST =
      """
      name: home
      shelf:
        widths: [60, 80]
      oven: gas-flame
      """;

  private static Kitchen read(String yaml, String... settings) {
    return READER.read("kitchen.yaml", yaml, List.of(settings));
  }

  private static void assertFault(String yaml, String sentence, String... settings) {
    assertThatThrownBy(() -> read(yaml, settings))
        .isInstanceOf(InputError.class)
        .hasMessage(sentence);
  }

  @Test
  void whatIsNotGivenComesFromTheDefaults() {
    var expected =
        new Kitchen(
            "home",
            new Shelf(List.of(60, 80), 2, Optional.empty()),
            new GasFlame(3),
            Doneness.MEDIUM_RARE,
            0.001,
            9_000_000_000L,
            false,
            List.of(),
            Map.of(),
            Optional.empty(),
            Optional.empty());
    assertThat(read(LEAST)).isEqualTo(expected);
  }

  @Test
  void everythingGivenIsRead() {
    var kitchen =
        read(
            """
            name: "2024"
            shelf: {widths: [], max-pans: 1e1, label: low}
            oven: {kind: hob, volts: 110}
            doneness: rare
            salt: -1E-4
            grains: 12
            open: true
            spares:
              - widths: [1]
              - {widths: [2], max-pans: 3}
            prices: {egg: 0.5, ham: 2}
            recipes: books/soup
            guest:
              name: Ada
              favourite: {kind: wood, logs: 2.5}
            """);
    assertThat(kitchen)
        .isEqualTo(
            new Kitchen(
                "2024",
                new Shelf(List.of(), 10, Optional.of("low")),
                new Plate(110),
                Doneness.RARE,
                -1e-4,
                12,
                true,
                List.of(
                    new Shelf(List.of(1), 2, Optional.empty()),
                    new Shelf(List.of(2), 3, Optional.empty())),
                Map.of("egg", 0.5, "ham", 2.0),
                Optional.of(Path.of("books/soup")),
                Optional.of(new Guest("Ada", new Wood(2.5)))));
  }

  @Test
  void settingsGoOverTheFileAndMakeMappingsOnTheWay() {
    var kitchen =
        read(
            LEAST,
            "salt=5e-2",
            "shelf.widths.1=99",
            "shelf.max-pans=7",
            "guest.name=Bo",
            "guest.favourite.kind=hob",
            "oven={kind: wood, logs: 1}",
            "salt=0.25");
    assertThat(kitchen.salt()).isEqualTo(0.25);
    assertThat(kitchen.shelf()).isEqualTo(new Shelf(List.of(60, 99), 7, Optional.empty()));
    assertThat(kitchen.guest()).contains(new Guest("Bo", new Plate(230)));
    assertThat(kitchen.oven()).isEqualTo(new Wood(1));
  }

  @Test
  void aChoiceWithoutAKindIsOfTheDefaultKind() {
    var guest = new Guest("Bo", new GasFlame(7));
    assertThat(read(LEAST, "guest.name=Bo", "guest.favourite.burners=7").guest()).contains(guest);
    assertThat(read(LEAST + "guest: {name: Bo, favourite: {burners: 7}}").guest()).contains(guest);
  }

  @Test
  void aBareKindGrowsTheKeysThatAreSet() {
    assertThat(read(LEAST, "oven.burners=5").oven()).isEqualTo(new GasFlame(5));
  }

  @Test
  void anotherKindTakesThePlaceOfTheOldWithAllItsKeys() {
    var file = LEAST.replace("gas-flame", "{kind: gas-flame, burners: 2}");
    assertThat(read(file, "oven.kind=hob").oven()).isEqualTo(new Plate(230));
    assertThat(read(file, "oven.kind=wood", "oven.logs=3").oven()).isEqualTo(new Wood(3));
    assertThat(read(file, "oven.kind=gas-flame").oven()).isEqualTo(new GasFlame(2));
  }

  @Test
  void anAnchorStandsForWhatItNames() {
    var kitchen = read(LEAST + "spares: [&one {widths: [5], max-pans: 9}, *one]");
    assertThat(kitchen.spares())
        .hasSize(2)
        .containsOnly(new Shelf(List.of(5), 9, Optional.empty()));
  }

  @Test
  void anEmptySettingEmptiesAnOptional() {
    assertThat(read(LEAST + "recipes: soup", "recipes=").recipes()).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "slat: 1 | /slat: no such key; did you mean salt (keys here: name, shelf, oven, doneness, salt, grains, open, spares, prices, recipes, guest)",
        "salt: abc | /salt: number expected, found string \"abc\"",
        "salt: .inf | /salt: finite number expected, found number Infinity",
        "salt: | /salt: number expected, found nothing",
        "grains: 1.5 | /grains: integer expected, found number 1.5",
        "open: 1 | /open: true or false expected, found integer 1",
        "doneness: medium_rare | /doneness: no value \"medium_rare\"; did you mean medium-rare (there are rare, medium-rare)",
        "doneness: charred | /doneness: no value \"charred\" (there are rare, medium-rare)",
        "spares: {widths: [1]} | /spares: list expected, found a mapping",
        "spares: [{widths: [1, x]}] | /spares/0/widths/1: integer expected, found string \"x\"",
        "spares: [{widths: [3000000000]}] | /spares/0/widths/0: integer from -2147483648 to 2147483647 expected, found 3000000000",
        "spares: [{widths: [1], maxpans: 2}] | /spares/0/maxpans: no such key; did you mean max-pans (keys here: widths, max-pans, label)",
        "spares: [{widths: [1], max-pans: 0}] | /spares/0: a shelf holds at least 1 pan, not 0",
        "spares: [{}] | /spares/0/widths: required key missing: list of integer, centimetres",
        "prices: {egg: [1]} | /prices/egg: number expected, found a list",
        "recipes: 3 | /recipes: path expected, found integer 3",
        "guest: {name: 5} | /guest/name: string expected, found integer 5",
        "guest: Ada | /guest: mapping of keys to values expected, found string \"Ada\"",
        "guest: {name: A, favourite: gas} | /guest/favourite: no kind \"gas\"; did you mean gas-flame (there are gas-flame, wood, hob)",
        "guest: {name: A, favourite: {logs: 2}} | /guest/favourite/logs: no such key (keys here: kind, burners)",
        "guest: {name: A, favourite: {kind: wod}} | /guest/favourite/kind: no kind \"wod\"; did you mean wood (there are gas-flame, wood, hob)",
        "guest: {name: A, favourite: {kind: wood, burners: 1}} | /guest/favourite/burners: no such key (keys here: kind, logs)",
        "guest: {name: A, favourite: wood} | /guest/favourite/logs: required key missing: number, logs an hour"
      })
  void aFaultNamesFilePathAndWhatFits(String line, String sentence) {
    assertFault(LEAST + line, "kitchen.yaml: " + sentence);
  }

  @Test
  void aMissingKeyIsNamedWithItsMeaning() {
    assertFault(
        "name: home\noven: gas-flame",
        "kitchen.yaml: /shelf: required key missing: mapping, where the pans hang");
    assertFault("", "kitchen.yaml: /name: required key missing: string, what it is called");
    assertFault(
        "name: home\nshelf: {widths: [1]}\noven: {burners: 2}",
        "kitchen.yaml: /oven/kind: required key missing: one of gas-flame, wood, hob");
  }

  @ParameterizedTest(name = "--set {0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "salt=abc | /salt: number expected, found string \"abc\"",
        "shelf.widhts=[1] | /shelf/widhts: no such key; did you mean widths (keys here: widths, max-pans, label)",
        "gest.name=Ada | /gest: no such key; did you mean guest (keys here: name, shelf, oven, doneness, salt, grains, open, spares, prices, recipes, guest)",
        "shelf.widths.5=1 | /shelf/widths is a list of 2: give an index from 0 to 1, or the whole list",
        "oven.burnrs=1 | /oven/burnrs: no such key; did you mean burners (keys here: kind, burners)",
        "guest.favourite.logs=1 | /guest/name: required key missing: string",
        "name.first=Ada | /name holds string \"home\" in the spec, which has no keys",
        "salt | write key=value, a nested key with dots, as flow.tolerance=1e-4",
        "shelf..label=x | write key=value, a nested key with dots, as flow.tolerance=1e-4"
      })
  void aFaultOfASettingNamesTheSetting(String setting, String sentence) {
    assertFault(LEAST, "--set " + setting + ": " + sentence, setting);
  }

  @Test
  void aFaultOfTheFileIsNotBlamedOnASettingBesideIt() {
    assertFault(
        LEAST + "guest: {nam: Ada}",
        "kitchen.yaml: /guest/nam: no such key; did you mean name (keys here: name, favourite)",
        "guest.name=Bo");
  }

  @Test
  void aFaultOfTheFileAndASettingTogetherNamesBoth() {
    assertFault(
        LEAST,
        "kitchen.yaml --set shelf.max-pans=0: /shelf: a shelf holds at least 1 pan, not 0",
        "salt=1",
        "shelf.max-pans=0");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'a: [1', line",
    "'a: 1\na: 2', uplicate",
    "'- 1\n- 2', a list",
    "'just words', string"
  })
  void brokenYamlIsOneSentenceWithoutATrace(String yaml, String part) {
    assertThatThrownBy(() -> read(yaml))
        .isInstanceOf(InputError.class)
        .message()
        .startsWith("kitchen.yaml:")
        .contains(part)
        .doesNotContain("\n");
  }

  @Test
  void aMissingOrBinaryFileIsNamed(@TempDir Path folder) throws IOException {
    var absent = folder.resolve("absent.yaml");
    assertThatThrownBy(() -> READER.read(absent, List.of()))
        .isInstanceOf(InputError.class)
        .hasMessage("No spec at " + absent + ": give the path of a YAML file.");
    var binary =
        Files.write(folder.resolve("binary.yaml"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});
    assertThatThrownBy(() -> READER.read(binary, List.of()))
        .isInstanceOf(InputError.class)
        .hasMessageContaining("not a text file");
    assertThatThrownBy(() -> READER.read(folder, List.of())).isInstanceOf(InputError.class);
  }
}
