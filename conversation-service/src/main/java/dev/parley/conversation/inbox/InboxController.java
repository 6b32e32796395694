package dev.parley.conversation.inbox;

import dev.parley.common.json.Text;
import dev.parley.common.problem.FieldErrors;
import dev.parley.common.security.Caller;
import dev.parley.conversation.conversation.ConversationFields;
import dev.parley.conversation.conversation.ConversationType;
import dev.parley.conversation.conversation.ConversationView;
import dev.parley.conversation.paging.Page;
import dev.parley.conversation.unread.Unread;
import dev.parley.conversation.unread.UnreadTotal;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1")
class InboxController {

  private static final int MAX_LIMIT = 100;

  private final Inbox inbox;
  private final LeftInbox leftInbox;
  private final Unread unread;

  InboxController(Inbox inbox, LeftInbox leftInbox, Unread unread) {
    this.inbox = inbox;
    this.leftInbox = leftInbox;
    this.unread = unread;
  }

  /// Pinned ones first, then those with the newest activity; archived ones only when asked for. The
  /// ones that the caller has left are asked for alone, by `left`: the last one first.
  @GetMapping("/conversations")
  @Operation(
      summary = "Lists the caller's conversations",
      description =
          "Pinned ones first, then those with the newest activity, a page at a time; archived"
              + " ones only with `archived`. With `left`, the ones that the caller has left and no"
              + " others, the last one first.")
  Page<ConversationView> conversations(
      Caller caller,
      @RequestParam(defaultValue = "30") @Schema(minimum = "1", maximum = "" + MAX_LIMIT) int limit,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(required = false) @Nullable Boolean unread,
      @RequestParam(required = false) @Schema(implementation = ConversationType.class)
          @Nullable String type,
      @RequestParam(name = "context_type", required = false)
          @Schema(maxLength = ConversationFields.MAX_CONTEXT_TYPE)
          @Nullable String contextType,
      @RequestParam(name = "context_id", required = false)
          @Schema(maxLength = ConversationFields.MAX_CONTEXT_ID)
          @Nullable String contextId,
      @RequestParam(defaultValue = "false") boolean archived,
      @RequestParam(defaultValue = "false") boolean left) {
    FieldErrors errors = new FieldErrors();
    errors.rejectIf(limit < 1 || limit > MAX_LIMIT, "limit", "out_of_range");
    check(contextType, "context_type", ConversationFields.MAX_CONTEXT_TYPE, errors);
    check(contextId, "context_id", ConversationFields.MAX_CONTEXT_ID, errors);
    ConversationType ofType = type(type, errors);
    errors.throwIfAny();
    InboxPosition after = cursor == null ? null : InboxPosition.of(cursor);
    if (left) {
      return leftInbox.of(caller.id(), after, limit);
    }
    return inbox.of(
        caller.id(),
        new InboxQuery(after, limit, unread, ofType, contextType, contextId, archived));
  }

  /// The badge.
  @GetMapping("/unread")
  @Operation(
      summary = "Tells how much the caller has not read",
      description =
          "The badge: messages and conversations, all in all. Of two answers the one with the"
              + " higher `version` holds.")
  UnreadTotal unread(Caller caller) {
    return unread.totalOf(caller.id());
  }

  /// By its name on the wire, which the framework's own conversion does not know.
  private static @Nullable ConversationType type(@Nullable String name, FieldErrors errors) {
    try {
      return name == null ? null : ConversationType.of(name);
    } catch (IllegalArgumentException e) {
      errors.add("type", "invalid");
      return null;
    }
  }

  private static void check(
      @Nullable String value, String field, int maxLength, FieldErrors errors) {
    if (value != null) {
      errors.rejectIf(value.length() > maxLength, field, "too_long");
      errors.rejectIf(!Text.isStorable(value), field, "invalid_character");
    }
  }
}
