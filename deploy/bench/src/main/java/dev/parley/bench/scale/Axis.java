package dev.parley.bench.scale;

/// What grows.
public enum Axis {
  HISTORY("messages in the reader's largest conversation"),
  INBOX("conversations of the reader"),
  GROUP("participants of the conversation");

  private final String words;

  Axis(String words) {
    this.words = words;
  }

  String words() {
    return words;
  }
}
