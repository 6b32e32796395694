package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MessageId;
import dev.parley.common.problem.FieldError;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import dev.parley.message.access.ConversationAccess;
import dev.parley.message.access.ReadWindow;
import dev.parley.message.viewing.MessageViews;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// A conversation's messages, to its participants and, up to their leaving, to those who were.
@RestController
@RequestMapping("/api/v1/conversations/{conversationId}")
class HistoryController {

  static final int MAX_PAGE = 200;

  private static final String BEFORE = "before_seq";
  private static final String AFTER = "after_seq";
  private static final String AROUND = "around_seq";
  private static final String ONE_PLACE =
      "At most one of `before_seq`, `after_seq` and `around_seq`; the newest messages without any";

  private final Messages messages;
  private final MessageViews views;
  private final ConversationAccess access;

  HistoryController(Messages messages, MessageViews views, ConversationAccess access) {
    this.messages = messages;
    this.views = views;
    this.access = access;
  }

  /// A page of history, in seq order.
  ///
  /// @param hasMore whether there are further messages in the direction that was asked for; around
  ///   a message, on either side
  record Page(List<MessageBody> items, boolean hasMore) {}

  /// What changed after a rev.
  ///
  /// @param rev what to ask with next
  /// @param complete whether that is all there is by now
  record Changes(List<MessageBody> items, long rev, boolean complete) {}

  @Operation(
      summary = "Lists a conversation's messages",
      description =
          "In seq order, to its participants and, up to their leaving, to those who were. The newest"
              + " ones, or those before, after or around a seq; `has_more` says whether there are"
              + " further ones in that direction.")
  @GetMapping("/messages")
  Page page(
      @PathVariable ConversationId conversationId,
      @Parameter(description = "those before it, the newest of them. " + ONE_PLACE)
          @RequestParam(name = BEFORE, required = false)
          @Min(1)
          @Nullable Long beforeSeq,
      @Parameter(description = "those after it, the oldest of them. " + ONE_PLACE)
          @RequestParam(name = AFTER, required = false)
          @Min(0)
          @Nullable Long afterSeq,
      @Parameter(description = "it and its neighbours on both sides. " + ONE_PLACE)
          @RequestParam(name = AROUND, required = false)
          @Min(1)
          @Nullable Long aroundSeq,
      @Parameter(
              description =
                  "only the replies in the thread of the message with this id, which is not among"
                      + " them itself; none where there is no such thread")
          @RequestParam(name = "thread_root", required = false)
          @Nullable MessageId threadRoot,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(MAX_PAGE) int limit,
      Caller caller) {
    requireOnePlace(beforeSeq, afterSeq, aroundSeq);
    ReadWindow window = access.windowOf(conversationId, caller.id());
    Section section = new Section(conversationId, threadRoot, window);
    Page page;
    if (aroundSeq != null) {
      page = around(section, aroundSeq, limit);
    } else if (afterSeq != null) {
      List<MessageBody> found = messages.after(section, afterSeq, limit + 1);
      boolean more = found.size() > limit;
      page = new Page(more ? found.subList(0, limit) : found, more);
    } else {
      long before = beforeSeq == null ? Long.MAX_VALUE : beforeSeq;
      List<MessageBody> found = messages.before(section, before, limit + 1);
      boolean more = found.size() > limit;
      page = new Page(more ? found.subList(1, found.size()) : found, more);
    }
    return new Page(views.of(page.items(), caller.id()), page.hasMore());
  }

  /// @throws ValidationException that names those that exclude each other
  private static void requireOnePlace(
      @Nullable Long before, @Nullable Long after, @Nullable Long around) {
    List<FieldError> given =
        Stream.of(given(BEFORE, before), given(AFTER, after), given(AROUND, around))
            .flatMap(Optional::stream)
            .toList();
    if (given.size() > 1) {
      throw new ValidationException(given);
    }
  }

  private static Optional<FieldError> given(String name, @Nullable Long value) {
    return Optional.ofNullable(value).map(_ -> new FieldError(name, "invalid"));
  }

  @GetMapping("/changes")
  @Operation(
      summary = "Lists the messages that changed after a rev",
      description =
          "By rev; a message replaces what the client has of it. Unless `complete`, it asks"
              + " again, with the `rev` of the answer. 410 `resync_required`: the client fetches"
              + " the history anew.")
  Changes changes(
      @PathVariable ConversationId conversationId,
      @RequestParam(name = "after_rev") @Min(0) long afterRev,
      @RequestParam(name = "limit", defaultValue = "50") @Min(1) @Max(MAX_PAGE) int limit,
      Caller caller) {
    ReadWindow window = access.windowOf(conversationId, caller.id());
    List<MessageBody> found = messages.changedAfter(conversationId, afterRev, window, limit + 1);
    boolean complete = found.size() <= limit;
    if (complete) {
      requireWhole(conversationId, afterRev, window, found);
    }
    List<MessageBody> items = views.of(complete ? found : found.subList(0, limit), caller.id());
    return new Changes(items, items.isEmpty() ? afterRev : items.getLast().rev(), complete);
  }

  @GetMapping("/messages/{messageId}")
  @Operation(
      summary = "Gives a message",
      description = "`not_found` where there is none that the caller may read.")
  MessageBody one(
      @PathVariable ConversationId conversationId,
      @PathVariable MessageId messageId,
      Caller caller) {
    ReadWindow window = access.windowOf(conversationId, caller.id());
    return messages
        .find(conversationId, messageId, window)
        .map(found -> views.of(found, caller.id()))
        .orElseThrow(() -> new NotFoundException("message"));
  }

  /// A rev that was never given out is from elsewhere, and whoever may not read everything is told
  /// only of so many revs: to say that nothing else changed since would be a hole that looks whole.
  private void requireWhole(
      ConversationId conversation, long rev, ReadWindow window, List<MessageBody> found) {
    if (!found.isEmpty() && window.equals(ReadWindow.ALL)) {
      return;
    }
    long last =
        messages.heads(List.of(conversation)).stream().mapToLong(Messages.Head::lastRev).sum();
    if (rev > last || last > Messages.lookedThrough(rev, window)) {
      throw new ResyncRequiredException();
    }
  }

  private Page around(Section section, long seq, int limit) {
    int half = limit / 2;
    List<MessageBody> before = messages.before(section, seq, half + 1);
    List<MessageBody> after = messages.after(section, seq - 1, limit - half + 1);
    boolean moreBefore = before.size() > half;
    boolean moreAfter = after.size() > limit - half;
    List<MessageBody> items = new ArrayList<>(moreBefore ? before.subList(1, half + 1) : before);
    items.addAll(moreAfter ? after.subList(0, limit - half) : after);
    return new Page(items, moreBefore || moreAfter);
  }
}
