package dev.parley.bench.result;

/// The part of a README that a program writes: what stands between two comment lines.
public final class ReadmeBlock {
  /// The comparison's block.
  public static final String MEASURED = "measured";

  /// The block of what questions cost as the data grows.
  public static final String SCALE = "scale";

  private ReadmeBlock() {}

  /// @param name the block's, as its comment lines have it
  /// @return the text with another block; all else is as it was
  /// @throws IllegalArgumentException when the text has not exactly one such block
  public static String replace(String text, String name, String block) {
    String first = "<!-- " + name + ": start -->";
    String last = "<!-- " + name + ": end -->";
    int start = text.indexOf(first);
    int end = text.indexOf(last);
    if (start < 0
        || end < start
        || text.indexOf(first, start + 1) >= 0
        || text.indexOf(last, end + 1) >= 0) {
      throw new IllegalArgumentException("The text needs one " + first + " and one " + last);
    }
    return text.substring(0, start) + first + "\n" + block.strip() + "\n" + text.substring(end);
  }
}
