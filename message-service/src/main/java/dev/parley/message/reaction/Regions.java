package dev.parley.message.reaction;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/// The regions that have a flag: ISO 3166's, and those that Unicode adds.
final class Regions {

  private static final int INDICATOR_A = 0x1F1E6;
  private static final int INDICATOR_Z = 0x1F1FF;
  private static final Set<String> WITH_FLAG = withFlag();

  private Regions() {}

  static boolean isIndicator(int point) {
    return point >= INDICATOR_A && point <= INDICATOR_Z;
  }

  static boolean isFlag(int first, int second) {
    return isIndicator(first)
        && isIndicator(second)
        && WITH_FLAG.contains("" + letter(first) + letter(second));
  }

  private static char letter(int indicator) {
    return (char) ('A' + indicator - INDICATOR_A);
  }

  private static Set<String> withFlag() {
    Set<String> regions = new HashSet<>(Arrays.asList(Locale.getISOCountries()));
    regions.addAll(Set.of("AC", "CP", "CQ", "DG", "EA", "EU", "IC", "TA", "UN", "XK"));
    return Set.copyOf(regions);
  }
}
