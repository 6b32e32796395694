package dev.parley.message.reaction;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.security.Caller;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeCommand;
import dev.parley.message.change.MessageChanger;
import dev.parley.message.viewing.MessageViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The caller's own reactions to a message.
@RestController
@RequestMapping("/api/v1/conversations/{conversationId}/messages/{messageId}/reactions/{emoji}")
class ReactionController {

  private final MessageChanger changer;
  private final MessageViews views;

  ReactionController(MessageChanger changer, MessageViews views) {
    this.changer = changer;
    this.views = views;
  }

  /// Adds it, and answers with the message. There already: nothing changes.
  ///
  /// @param emoji one emoji, percent-encoded
  @PutMapping
  @Operation(
      summary = "Adds the caller's reaction to a message",
      description =
          "One emoji, percent-encoded. The answer is the message; there already, nothing"
              + " changes.")
  MessageBody add(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      @PathVariable @Schema(minLength = 1, maxLength = Emoji.MAX_LENGTH) String emoji,
      Caller caller) {
    return change(conversationId, messageId, new Change.React(Emoji.of(emoji).text()), caller);
  }

  /// Takes it away, and answers with the message. Not there: nothing changes.
  ///
  /// @param emoji one emoji, percent-encoded
  @DeleteMapping
  @Operation(
      summary = "Takes the caller's reaction away",
      description = "The answer is the message; not there, nothing changes.")
  MessageBody remove(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      @PathVariable @Schema(minLength = 1, maxLength = Emoji.MAX_LENGTH) String emoji,
      Caller caller) {
    return change(conversationId, messageId, new Change.Unreact(Emoji.of(emoji).text()), caller);
  }

  private MessageBody change(
      ConversationId conversationId, MessageId messageId, Change change, Caller caller) {
    return views.of(
        changer.change(new ChangeCommand(caller.id(), conversationId, messageId, change)),
        caller.id());
  }
}
