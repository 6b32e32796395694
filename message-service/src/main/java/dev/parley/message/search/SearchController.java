package dev.parley.message.search;

import dev.parley.common.event.MessageType;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/// The search over all that one may read.
@RestController
@RequestMapping("/api/v1/search")
class SearchController {

  static final int MAX_QUERY = 256;
  static final int MAX_PAGE = 50;

  private final MessageSearch search;

  SearchController(MessageSearch search) {
    this.search = search;
  }

  /// What was found, the newest first.
  ///
  /// @param nextCursor for the next page; absent at the end. A page can be short, or empty, and
  ///   have one: then there is more to look through
  record Found(List<MessageSearch.Item> items, @Nullable String nextCursor) {}

  /// @param q words, all of them, the last one as far as it is typed; "in quotes": word for word
  /// @param from the first moment, inclusive
  /// @param to the last one, exclusive
  @GetMapping
  @Operation(
      summary = "Finds messages by what they say, among all that the caller may read",
      description =
          "The newest first. All words must be there, in any form, the last one as far as it is"
              + " typed; \"in quotes\": word for word. Highlights are offsets into the content, in"
              + " UTF-16 code units. A page can be short, or empty, and have a next_cursor: then"
              + " there is more to look through.")
  Found search(
      @RequestParam @NotBlank @Size(max = MAX_QUERY) String q,
      @RequestParam(name = "conversation_id", required = false)
          @Nullable ConversationId conversationId,
      @RequestParam(name = "sender_id", required = false) @Nullable UserId senderId,
      @RequestParam(required = false) @Schema(implementation = MessageType.class)
          @Nullable String type,
      @RequestParam(required = false) @Nullable Instant from,
      @RequestParam(required = false) @Nullable Instant to,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "20") @Min(1) @Max(MAX_PAGE) int limit,
      Caller caller) {
    SearchFilter filter =
        new SearchFilter(
            senderId,
            type == null ? null : typeOf(type),
            from == null ? Times.FIRST : Times.bounded(from),
            to == null ? Times.LAST : Times.bounded(to));
    @Nullable Position after = cursor == null ? null : Position.ofCursor(cursor);
    MessageSearch.Page page =
        search.search(caller.id(), new SearchRequest(q, conversationId, filter, after, limit));
    return new Found(page.items(), page.next() == null ? null : page.next().toCursor());
  }

  private static MessageType typeOf(String type) {
    try {
      return MessageType.of(type);
    } catch (IllegalArgumentException e) {
      throw new ValidationException("type", "invalid");
    }
  }
}
