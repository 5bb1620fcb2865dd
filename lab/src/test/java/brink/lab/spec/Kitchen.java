package brink.lab.spec;

import brink.core.setting.Default;
import brink.core.setting.Doc;
import brink.core.setting.Kind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Made-up records that use everything a spec may hold. */
record Kitchen(
    @Doc("what it is called") String name,
    @Doc("where the pans hang") Shelf shelf,
    @Doc("how it is heated") Oven oven,
    @Default("medium-rare") Doneness doneness,
    @Default("1e-3") double salt,
    @Default("9000000000") long grains,
    @Default("false") boolean open,
    @Default("[]") List<Shelf> spares,
    @Default("{}") Map<String, Double> prices,
    Optional<Path> recipes,
    Optional<Guest> guest) {

  enum Doneness {
    RARE,
    MEDIUM_RARE {
      @Override
      int minutes() {
        return 6;
      }
    };

    int minutes() {
      return 4;
    }
  }

  record Shelf(
      @Doc("centimetres") List<Integer> widths, @Default("2") int maxPans, Optional<String> label) {
    Shelf {
      if (maxPans < 1) {
        throw new IllegalArgumentException("a shelf holds at least 1 pan, not " + maxPans);
      }
    }
  }

  sealed interface Oven {}

  @Doc("burns gas")
  record GasFlame(@Default("3") int burners) implements Oven {}

  record Wood(@Doc("logs an hour") double logs) implements Oven {}

  sealed interface Electric extends Oven {}

  @Kind("hob")
  record Plate(@Default("230") double volts) implements Electric {}

  record Guest(String name, @Default("gas-flame") Oven favourite) {}
}
