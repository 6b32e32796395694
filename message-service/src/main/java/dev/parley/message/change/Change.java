package dev.parley.message.change;

import dev.parley.common.event.MessageBody;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What someone wants to become of a message.
public sealed interface Change {

  /// The `change` of the event that tells of it.
  String wireName();

  /// Whether it only takes back what is there: that stays possible where nothing new may be
  /// written.
  default boolean takesBack() {
    return false;
  }

  /// Each field that is null stays as it is.
  ///
  /// @param content at most 16 000 characters; empty for none
  /// @param metadata an object; JSON null for none
  record Edit(
      @Nullable String content, @Nullable List<String> mentions, @Nullable JsonNode metadata)
      implements Change {

    @Override
    public String wireName() {
      return "edited";
    }
  }

  /// By its sender or an admin of the conversation; a system message by the suite alone. Deleting
  /// what is deleted changes nothing.
  record Delete() implements Change {

    @Override
    public String wireName() {
      return "deleted";
    }

    @Override
    public boolean takesBack() {
      return true;
    }
  }

  /// @param emoji in its normal form
  record React(String emoji) implements Change {

    @Override
    public String wireName() {
      return "reaction";
    }
  }

  /// @param emoji in its normal form
  record Unreact(String emoji) implements Change {

    @Override
    public String wireName() {
      return "reaction";
    }

    @Override
    public boolean takesBack() {
      return true;
    }
  }

  /// Goes on with what a deletion had to leave: more messages that show a preview of it. Changes
  /// those, and not the deleted message.
  record ForgetQuotes() implements Change {

    @Override
    public String wireName() {
      return "reply";
    }
  }

  /// By the suite itself, when media that was sent has become ready or was rejected.
  ///
  /// @param attachment in the place of the one with its media id
  record Attach(MessageBody.Attachment attachment) implements Change {

    @Override
    public String wireName() {
      return "media";
    }
  }

  record Pin() implements Change {

    @Override
    public String wireName() {
      return "pinned";
    }
  }

  record Unpin() implements Change {

    @Override
    public String wireName() {
      return "pinned";
    }
  }
}
