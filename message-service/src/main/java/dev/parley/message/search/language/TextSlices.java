package dev.parley.message.search.language;

import dev.parley.common.event.MessageBody;
import java.util.ArrayList;
import java.util.List;

/// Cuts messages into runs that are short enough to be analyzed at once. Analyzed text takes some
/// fifty times the memory of the text itself, and how much of it comes together is up to whoever
/// writes: a number of messages bounds nothing.
public final class TextSlices {

  /// Characters: some thousands of ordinary messages, or a dozen of the longest.
  public static final int MAX_CHARS = 200_000;

  private TextSlices() {}

  /// In their order, each slice with one message at least.
  public static List<List<MessageBody>> of(List<MessageBody> messages) {
    List<List<MessageBody>> slices = new ArrayList<>();
    int begin = 0;
    long chars = 0;
    for (int i = 0; i < messages.size(); i++) {
      int own = length(messages.get(i));
      if (i > begin && chars + own > MAX_CHARS) {
        slices.add(messages.subList(begin, i));
        begin = i;
        chars = 0;
      }
      chars += own;
    }
    if (begin < messages.size()) {
      slices.add(messages.subList(begin, messages.size()));
    }
    return slices;
  }

  /// What a message counts as, in characters.
  public static int length(MessageBody message) {
    String content = message.content();
    return content == null ? 0 : content.length();
  }
}
