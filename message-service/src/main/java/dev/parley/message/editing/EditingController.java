package dev.parley.message.editing;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.security.Caller;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.access.ReadWindow;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeCommand;
import dev.parley.message.change.MessageChanger;
import dev.parley.message.history.Messages;
import dev.parley.message.viewing.MessageViews;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Editing and deleting one message, and what it said before.
@RestController
@RequestMapping("/api/v1/conversations/{conversationId}/messages/{messageId}")
class EditingController {

  private final MessageChanger changer;
  private final MessageViews views;
  private final Messages messages;
  private final Edits edits;
  private final ConversationAccess access;

  EditingController(
      MessageChanger changer,
      MessageViews views,
      Messages messages,
      Edits edits,
      ConversationAccess access) {
    this.changer = changer;
    this.views = views;
    this.messages = messages;
    this.edits = edits;
    this.access = access;
  }

  /// Earlier contents, the oldest first; none of a deleted message.
  record EditHistory(List<Edits.Edit> items) {}

  /// By the sender, while it may be edited. The same again changes nothing.
  @PatchMapping
  @Operation(
      summary = "Edits a message",
      description =
          "By its sender, within the time that the platform allows. What is absent stays as it"
              + " is; the same again changes nothing.")
  MessageBody edit(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      @RequestBody EditPayload payload,
      Caller caller) {
    return change(conversationId, messageId, payload.toChange(), caller);
  }

  /// By the sender or an admin, and no system message; answers with the tombstone, also when it was
  /// deleted before.
  @DeleteMapping
  @Operation(
      summary = "Deletes a message for all",
      description =
          "By its sender, or an admin of the group. The answer is the tombstone that is left;"
              + " deleting it again changes nothing.")
  MessageBody delete(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      Caller caller) {
    return change(conversationId, messageId, new Change.Delete(), caller);
  }

  @GetMapping("/edits")
  @Operation(
      summary = "Lists what a message said before it was edited",
      description = "The oldest first, of the latest 200; none of a deleted message.")
  EditHistory edits(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      Caller caller) {
    ReadWindow window = access.windowOf(conversationId, caller.id());
    MessageBody message =
        messages
            .find(conversationId, messageId, window)
            .orElseThrow(() -> new NotFoundException("message"));
    return new EditHistory(edits.of(conversationId, message.seq(), window));
  }

  private MessageBody change(
      ConversationId conversationId, MessageId messageId, Change change, Caller caller) {
    return views.of(
        changer.change(new ChangeCommand(caller.id(), conversationId, messageId, change)),
        caller.id());
  }
}
