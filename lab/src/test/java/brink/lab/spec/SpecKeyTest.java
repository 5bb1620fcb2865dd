package brink.lab.spec;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpecKeyTest {
  @Test
  void everyKeyIsListedWithTypeDefaultAndMeaning() {
    assertThat(SpecKey.all(Kitchen.class))
        .contains(
            new SpecKey(0, "name", "string", "required", "what it is called"),
            new SpecKey(0, "shelf", "mapping", "required", "where the pans hang"),
            new SpecKey(1, "widths", "list of integer", "required", "centimetres"),
            new SpecKey(1, "max-pans", "integer", "2", ""),
            new SpecKey(1, "label", "string", "optional", ""),
            new SpecKey(
                0,
                "oven",
                "mapping with kind gas-flame | wood | hob",
                "required",
                "how it is heated"),
            new SpecKey(1, "kind: gas-flame", "", "", "burns gas"),
            new SpecKey(2, "burners", "integer", "3", ""),
            new SpecKey(0, "doneness", "rare | medium-rare", "medium-rare", ""),
            new SpecKey(0, "prices", "mapping to number", "{}", ""),
            new SpecKey(0, "recipes", "path", "optional", ""));
  }
}
