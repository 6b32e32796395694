package dev.parley.message.sending;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Sends over REST.
@RestController
@RequestMapping("/api/v1")
class SendingController {

  private final MessageSender sender;

  SendingController(MessageSender sender) {
    this.sender = sender;
  }

  /// 201 with the stored message; 200 when the id was stored before.
  @Operation(
      summary = "Sends a message to a conversation",
      description =
          "The `id` makes it safe to send again: whatever became of the first answer, the same"
              + " id gives 200 and what is stored; the id of another's message is a `conflict`."
              + " `conversation_id` and `recipient_id` are passed over.")
  @ApiResponse(responseCode = "201", description = "Stored", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "The id was stored before: what is stored",
      useReturnTypeSchema = true)
  @PostMapping("/conversations/{conversationId}/messages")
  ResponseEntity<MessageBody> sendTo(
      @PathVariable ConversationId conversationId,
      @RequestBody SendPayload payload,
      Caller caller) {
    return send(payload.to(conversationId.toString()), caller);
  }

  /// To a conversation, or to a recipient, with whom the direct conversation is opened if need be.
  @Operation(
      summary = "Sends a message to a conversation, or to a user",
      description =
          "Either `conversation_id` or `recipient_id`: with that user the direct conversation is"
              + " opened if need be. The `id` makes it safe to send again: whatever became of the"
              + " first answer, the same id gives 200 and what is stored; the id of another's"
              + " message is a `conflict`.")
  @ApiResponse(responseCode = "201", description = "Stored", useReturnTypeSchema = true)
  @ApiResponse(
      responseCode = "200",
      description = "The id was stored before: what is stored",
      useReturnTypeSchema = true)
  @PostMapping("/messages")
  ResponseEntity<MessageBody> send(@RequestBody SendPayload payload, Caller caller) {
    SendResult result = sender.send(new SendRequest(caller.id(), caller.name(), payload));
    return switch (result) {
      case SendResult.Sent sent -> ResponseEntity.status(HttpStatus.CREATED).body(sent.message());
      case SendResult.Duplicate duplicate -> ResponseEntity.ok(duplicate.message());
      case SendResult.Refused refused -> throw refused.reason();
    };
  }
}
