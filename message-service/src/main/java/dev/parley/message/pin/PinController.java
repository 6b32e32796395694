package dev.parley.message.pin;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.security.Caller;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.change.Change;
import dev.parley.message.change.ChangeCommand;
import dev.parley.message.change.ChangeProperties;
import dev.parley.message.change.MessageChanger;
import dev.parley.message.history.Messages;
import dev.parley.message.viewing.MessageViews;
import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// The pinned messages of a conversation: any participant pins and takes off.
@RestController
@RequestMapping("/api/v1/conversations/{conversationId}")
class PinController {

  private final MessageChanger changer;
  private final MessageViews views;
  private final Messages messages;
  private final ConversationAccess access;
  private final ChangeProperties properties;

  PinController(
      MessageChanger changer,
      MessageViews views,
      Messages messages,
      ConversationAccess access,
      ChangeProperties properties) {
    this.changer = changer;
    this.views = views;
    this.messages = messages;
    this.access = access;
    this.properties = properties;
  }

  /// Pinned messages, the newest first.
  record Pins(List<MessageBody> items) {}

  @GetMapping("/pins")
  @Operation(summary = "Lists a conversation's pinned messages", description = "The newest first.")
  Pins pins(@PathVariable ConversationId conversationId, Caller caller) {
    List<MessageBody> pinned =
        messages.pinned(
            conversationId, access.windowOf(conversationId, caller.id()), properties.maxPins());
    return new Pins(views.of(pinned, caller.id()));
  }

  /// Pins it, and answers with the message. Pinned already: nothing changes.
  @PutMapping("/messages/{messageId}/pin")
  @Operation(
      summary = "Pins a message",
      description =
          "By any participant. The answer is the message; pinned already, nothing changes.")
  MessageBody pin(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      Caller caller) {
    return change(conversationId, messageId, new Change.Pin(), caller);
  }

  /// Takes the pin off, and answers with the message. Not pinned: nothing changes.
  @DeleteMapping("/messages/{messageId}/pin")
  @Operation(
      summary = "Takes the pin off a message",
      description = "By any participant. The answer is the message; not pinned, nothing changes.")
  MessageBody unpin(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      Caller caller) {
    return change(conversationId, messageId, new Change.Unpin(), caller);
  }

  private MessageBody change(
      ConversationId conversationId, MessageId messageId, Change change, Caller caller) {
    return views.of(
        changer.change(new ChangeCommand(caller.id(), conversationId, messageId, change)),
        caller.id());
  }
}
