package dev.parley.bench.result;

/// The part of a README that a program writes: what stands between two comment lines.
public final class ReadmeBlock {
  static final String START = "<!-- measured: start -->";
  static final String END = "<!-- measured: end -->";

  private ReadmeBlock() {}

  /// @return the text with another block; all else is as it was
  /// @throws IllegalArgumentException when the text has not exactly one such block
  public static String replace(String text, String block) {
    int start = text.indexOf(START);
    int end = text.indexOf(END);
    if (start < 0
        || end < start
        || text.indexOf(START, start + 1) >= 0
        || text.indexOf(END, end + 1) >= 0) {
      throw new IllegalArgumentException("The text needs one " + START + " and one " + END);
    }
    return text.substring(0, start) + START + "\n" + block.strip() + "\n" + text.substring(end);
  }
}
