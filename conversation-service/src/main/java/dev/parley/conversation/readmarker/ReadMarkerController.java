package dev.parley.conversation.readmarker;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/conversations/{id}")
class ReadMarkerController {

  /// @param seq 0 or more
  record MarkRequest(@Schema(minimum = "0") @Nullable Long seq) {}

  /// @param unreadCount in this conversation
  /// @param total in all of the caller's conversations that are not archived Absent for the
  ///   delivered marker, which leaves it as it is
  /// @param version of `total`: the higher one holds
  record Marked(
      ConversationId conversationId,
      long readSeq,
      long deliveredSeq,
      long unreadCount,
      @Nullable Long total,
      @Nullable Long version) {}

  private final ReadMarkerAdvancer advancer;

  ReadMarkerController(ReadMarkerAdvancer advancer) {
    this.advancer = advancer;
  }

  /// Without a `seq`, or a body: everything there is.
  @PutMapping("/read")
  @Operation(
      summary = "Moves the caller's read marker forward",
      description =
          "Without a `seq`, or a body: to the newest message. It never moves back: a lower"
              + " `seq` than its own changes nothing.")
  Marked read(
      Caller caller,
      @PathVariable ConversationId id,
      @RequestBody(required = false) @Nullable MarkRequest request) {
    return mark(caller, id, MarkerKind.READ, request == null ? null : request.seq());
  }

  @PutMapping("/delivered")
  @Operation(
      summary = "Moves the caller's delivered marker forward",
      description =
          "`seq` must be given. It never moves back: a lower one than its own changes nothing.")
  Marked delivered(
      Caller caller, @PathVariable ConversationId id, @RequestBody MarkRequest request) {
    if (request.seq() == null) {
      throw new ValidationException("seq", "required");
    }
    return mark(caller, id, MarkerKind.DELIVERED, request.seq());
  }

  private Marked mark(Caller caller, ConversationId id, MarkerKind kind, @Nullable Long seq) {
    var stands = advancer.advance(new MarkerRequest(new MarkerKey(id, caller.id()), kind, seq));
    return new Marked(
        id,
        stands.state().readSeq(),
        stands.state().deliveredSeq(),
        stands.state().unreadCount(),
        stands.total() == null ? null : stands.total().total(),
        stands.total() == null ? null : stands.total().version());
  }
}
