package dev.parley.message.forwarding;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.security.Caller;
import dev.parley.message.sending.AckError;
import dev.parley.message.sending.SendResult;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Forwards a message that the caller may read to where they may write.
@RestController
@RequestMapping("/api/v1/conversations/{conversationId}/messages/{messageId}/forward")
class ForwardController {

  private static final int MAX_TARGETS = 20;

  private final Forwarder forwarder;

  ForwardController(Forwarder forwarder) {
    this.forwarder = forwarder;
  }

  /// @param id makes this forward another one than the last, of the same message to the same
  ///   conversation; without it they are the same
  /// @param conversationIds where to, at most 20
  record ForwardRequest(
      @Nullable MessageId id,
      @NotEmpty @Size(max = MAX_TARGETS) List<@NotNull ConversationId> conversationIds) {}

  /// What became of it in one conversation.
  ///
  /// @param status `sent`, `duplicate` or `refused`
  record ForwardResult(
      ConversationId conversationId,
      String status,
      @Nullable MessageBody message,
      @Nullable AckError error) {

    static ForwardResult of(ConversationId target, SendResult result) {
      return switch (result) {
        case SendResult.Sent(MessageBody message, _) ->
            new ForwardResult(target, "sent", message, null);
        case SendResult.Duplicate(MessageBody message) ->
            new ForwardResult(target, "duplicate", message, null);
        case SendResult.Refused refused ->
            new ForwardResult(target, "refused", null, AckError.of(refused.reason()));
      };
    }
  }

  record ForwardResults(List<ForwardResult> items) {}

  /// Each conversation by itself, in the order they were named.
  @PostMapping
  @Operation(
      summary = "Forwards a message that the caller may read to where they may write",
      description =
          "The answer has a result for each conversation, in their order: `sent`, `duplicate`"
              + " where it was forwarded there before, or `refused` and why. Another `id`"
              + " forwards it once more.")
  ForwardResults forward(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      @Valid @RequestBody ForwardRequest request,
      Caller caller) {
    List<ConversationId> targets = request.conversationIds().stream().distinct().toList();
    MessageBody message = forwarder.readable(caller.id(), conversationId, messageId);
    List<SendResult> results = forwarder.forward(caller, message, request.id(), targets);
    List<ForwardResult> items = new ArrayList<>();
    for (int i = 0; i < targets.size(); i++) {
      items.add(ForwardResult.of(targets.get(i), results.get(i)));
    }
    return new ForwardResults(items);
  }
}
