package dev.parley.conversation.activity;

import dev.parley.common.event.MessageBody;
import dev.parley.common.json.Text;
import org.jspecify.annotations.Nullable;

/// What an inbox shows of a message: its text in one line, or what kind of thing it is.
final class Preview {

  static final int MAX_LENGTH = 140;

  private Preview() {}

  /// @return at most 140 characters; null for a tombstone
  static @Nullable String of(MessageBody message) {
    if (message.deletedAt() != null) {
      return null;
    }
    String content = message.content();
    if (content != null && !Text.isBlank(content)) {
      return Text.shorten(inOneLine(content), MAX_LENGTH);
    }
    return switch (message.type()) {
      case IMAGE -> "Photo";
      case VIDEO -> "Video";
      case AUDIO -> "Audio";
      case FILE -> "File";
      case LOCATION -> "Location";
      case TEXT, SYSTEM, CUSTOM -> message.attachments().isEmpty() ? "Message" : "Attachment";
    };
  }

  private static String inOneLine(String content) {
    // Nothing beyond this can be shown, and a text of spaces is not worth reading to its end.
    int end = Math.min(content.length(), MAX_LENGTH * 8);
    return content.substring(0, end).strip().replaceAll("\\s+", " ");
  }
}
