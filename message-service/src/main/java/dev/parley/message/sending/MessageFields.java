package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import dev.parley.common.problem.FieldErrors;
import dev.parley.message.access.Mentions;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The contract's rules for what a message may say, when it is sent and when it is edited.
public final class MessageFields {

  public static final int MAX_MENTIONS = 100;

  private MessageFields() {}

  public static void checkContent(@Nullable String content, FieldErrors errors) {
    if (content == null) {
      return;
    }
    // A code unit count first: it is never the smaller one, and for most texts it settles the
    // matter.
    if (content.length() > MessageBody.MAX_CONTENT
        && content.codePointCount(0, content.length()) > MessageBody.MAX_CONTENT) {
      errors.add("content", "too_long");
    } else if (!Text.isStorable(content)) {
      errors.add("content", "invalid_character");
    }
  }

  /// Each once, in order.
  public static List<String> mentions(
      @Nullable List<@Nullable String> mentions, FieldErrors errors) {
    if (mentions == null) {
      return List.of();
    }
    if (mentions.size() > MAX_MENTIONS) {
      errors.add("mentions", "too_many");
      return List.of();
    }
    List<String> distinct = new ArrayList<>();
    for (int i = 0; i < mentions.size(); i++) {
      String mention = mentions.get(i);
      if (mention == null || !(mention.equals(Mentions.EVERYONE) || UserId.isValid(mention))) {
        errors.add("mentions[%d]".formatted(i), "invalid");
      } else if (!distinct.contains(mention)) {
        distinct.add(mention);
      }
    }
    return distinct;
  }
}
