package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.message.access.ReadWindow;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// What the other services ask of the stored messages.
@Hidden
@RestController
@RequestMapping("/internal")
class InternalHistoryController {

  private final Messages messages;

  InternalHistoryController(Messages messages) {
    this.messages = messages;
  }

  record HeadsRequest(@NotNull @Size(max = 1_000) List<@NotNull ConversationId> ids) {}

  record Heads(List<Messages.Head> items) {}

  record Page(List<MessageBody> items, boolean hasMore) {}

  @PostMapping("/heads")
  Heads heads(@Valid @RequestBody HeadsRequest request) {
    return new Heads(messages.heads(request.ids()));
  }

  @GetMapping("/conversations/{conversationId}/messages")
  Page after(
      @PathVariable ConversationId conversationId,
      @RequestParam(name = "after_seq", defaultValue = "0") @Min(0) long afterSeq,
      @RequestParam(name = "limit", defaultValue = "200") @Min(1) @Max(1_000) int limit) {
    List<MessageBody> found = messages.after(conversationId, afterSeq, ReadWindow.ALL, limit + 1);
    return found.size() > limit ? new Page(found.subList(0, limit), true) : new Page(found, false);
  }
}
