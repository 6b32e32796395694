package dev.parley.conversation.readmarker;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.ValidationException;
import dev.parley.common.security.Caller;
import dev.parley.conversation.paging.Page;
import dev.parley.conversation.paging.PageRequest;
import dev.parley.conversation.participant.Participants;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class ReceiptController {

  /// The caller is in none of it.
  ///
  /// @param readCount how many have read up to `seq`, or beyond
  /// @param deliveredCount how many have it on a device
  record MessageReceipts(
      long seq,
      long readCount,
      long deliveredCount,
      List<Receipts.Receipt> items,
      @Nullable String nextCursor) {}

  private final Participants participants;
  private final Receipts receipts;

  ReceiptController(Participants participants, Receipts receipts) {
    this.participants = participants;
    this.receipts = receipts;
  }

  @GetMapping("/api/v1/conversations/{id}/receipts")
  @Operation(
      summary = "Tells who has a message, and who has read it",
      description =
          "The others that have it, in byte order of their ids, a page at a time; the counts"
              + " are of all of them.")
  MessageReceipts receipts(
      Caller caller,
      @PathVariable ConversationId id,
      @RequestParam @Schema(minimum = "1") long seq,
      @RequestParam(required = false)
          @Schema(
              minimum = "1",
              maximum = "" + PageRequest.MAX,
              defaultValue = "" + PageRequest.USUAL)
          @Nullable Integer limit,
      @RequestParam(required = false) @Nullable String cursor) {
    if (seq < 1) {
      throw new ValidationException("seq", "out_of_range");
    }
    PageRequest request = PageRequest.of(limit, cursor);
    participants.require(id, caller.id());
    Receipts.Counts counts = receipts.counts(id, caller.id(), seq);
    Page<Receipts.Receipt> page =
        Page.of(receipts.page(id, caller.id(), seq, request), request, Receipts.Receipt::userId);
    return new MessageReceipts(
        seq, counts.read(), counts.delivered(), page.items(), page.nextCursor());
  }
}
