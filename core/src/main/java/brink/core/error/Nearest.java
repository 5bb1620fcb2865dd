package brink.core.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word a mistyped one most likely stands for, so that an error can name it. */
public final class Nearest {
  private Nearest() {}

  /**
   * The known word nearest to a mistyped one: the least number of single-character insertions,
   * deletions, substitutions and swaps of neighbours (optimal string alignment), letter case,
   * {@code -} and {@code _} apart. Empty when none is near: at most a third of the longer word (and
   * at least two characters) may differ, unless one word begins with the other.
   */
  public static Optional<String> to(String typed, Collection<String> known) {
    var plain = plain(typed);
    return known.stream()
        .filter(word -> near(plain, plain(word)))
        .min(Comparator.comparingInt(word -> distance(plain, plain(word))));
  }

  /** {@code "; did you mean X?"} for the nearest known word, or nothing when none is near. */
  public static String hint(String typed, Collection<String> known) {
    return to(typed, known).map(word -> "; did you mean " + word + "?").orElse("");
  }

  private static String plain(String word) {
    return word.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
  }

  private static boolean near(String typed, String word) {
    if (typed.length() >= 3 && word.length() >= 3) {
      if (word.startsWith(typed) || typed.startsWith(word)) {
        return true;
      }
    }
    int longer = Math.max(typed.length(), word.length());
    int allowed = Math.min(Math.max(2, longer / 3), longer - 1);
    return distance(typed, word) <= allowed;
  }

  private static int distance(String a, String b) {
    var d = new int[a.length() + 1][b.length() + 1]; // d[i][j]: first i of a to first j of b
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + change);
        boolean swapped =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swapped) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
