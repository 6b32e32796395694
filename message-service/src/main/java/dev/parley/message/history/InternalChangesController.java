package dev.parley.message.history;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.message.access.Leaving;
import dev.parley.message.viewing.MessageViews;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// For the suite's own services only.
@Hidden
@RestController
class InternalChangesController {

  private static final int MAX_ITEMS = 2_000;
  private static final int MAX_LIMIT = 200;
  private static final long MAX_BYTES = 4_000_000;

  /// @param afterRev the last rev that the reader holds, 0 or more
  /// @param fromSeq the last seq that they may not see; absent: they see from the first on
  /// @param toSeq the last seq that they may see; absent: no end
  /// @param leftRev the conversation's rev when they left it; absent, as `leftAt`, where they have
  ///   not
  record Item(
      @NotNull ConversationId conversationId,
      @Min(0) long afterRev,
      @Min(0) @Nullable Long fromSeq,
      @Min(0) @Nullable Long toSeq,
      @Min(0) @Nullable Long leftRev,
      @Nullable Instant leftAt) {

    ChangesQuery toQuery() {
      return new ChangesQuery(
          conversationId,
          afterRev,
          fromSeq == null ? 0 : fromSeq,
          toSeq == null ? ChangesQuery.NO_END : toSeq,
          leftRev == null || leftAt == null ? null : new Leaving(leftRev, leftAt));
    }
  }

  /// @param userId who is going to read it; absent: a service for its own use
  /// @param limit messages of one conversation, 1–200
  /// @param maxBytes of all messages, about, 1–4 000 000, which is also what holds without it
  record Request(
      @Nullable UserId userId,
      @NotNull @Size(max = MAX_ITEMS) List<@Valid @NotNull Item> items,
      @Min(1) @Max(MAX_LIMIT) int limit,
      @Min(1) @Max(MAX_BYTES) @Nullable Long maxBytes) {

    long bytes() {
      return maxBytes == null ? MAX_BYTES : maxBytes;
    }
  }

  private final ChangeLog log;
  private final PastMessages past;
  private final MessageViews views;

  InternalChangesController(ChangeLog log, PastMessages past, MessageViews views) {
    this.log = log;
    this.past = past;
    this.views = views;
  }

  /// Those of the conversations where something changed, in the items' order. An answer that would
  /// become too large ends early: `reached` says after how many items.
  @PostMapping("/internal/changes")
  ChangeLog.Found changes(@Valid @RequestBody Request request) {
    List<ChangesQuery> queries = request.items().stream().map(Item::toQuery).toList();
    ChangeLog.Found found = log.of(queries, request.limit(), request.bytes());
    return request.userId() == null ? found : seen(found, queries, request.userId());
  }

  /// As their reader is given them, all in one go.
  private ChangeLog.Found seen(ChangeLog.Found found, List<ChangesQuery> queries, UserId reader) {
    Map<ConversationId, Leaving> leavings = new HashMap<>();
    for (ChangesQuery query : queries) {
      if (query.leaving() != null) {
        leavings.put(query.conversationId(), query.leaving());
      }
    }
    List<MessageBody> changed =
        found.items().stream().flatMap(item -> item.changes().stream()).toList();
    Iterator<MessageBody> messages = views.of(past.asOf(changed, leavings), reader).iterator();
    List<ConversationChanges> items = new ArrayList<>(found.items().size());
    for (ConversationChanges item : found.items()) {
      List<MessageBody> changes = new ArrayList<>(item.changes().size());
      item.changes().forEach(_ -> changes.add(messages.next()));
      items.add(
          new ConversationChanges(item.conversationId(), item.rev(), changes, item.complete()));
    }
    return new ChangeLog.Found(items, found.reached());
  }
}
