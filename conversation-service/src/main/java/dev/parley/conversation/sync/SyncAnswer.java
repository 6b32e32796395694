package dev.parley.conversation.sync;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.conversation.conversation.ConversationView;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What a device has to take over, in any order.
///
/// @param since what to bring next time
/// @param more whether there is more now: the device takes these over and asks again
record SyncAnswer(List<Item> items, String since, boolean more) {

  /// One conversation with news.
  ///
  /// @param conversation as `GET` gives it, to a former participant too; only its `id` where the
  ///   user has nothing to do with it, or it was deleted: it goes without a trace
  /// @param changes messages changed since the device's rev, by rev; a message replaces what the
  ///   device has of it
  /// @param rev what to ask with next
  /// @param reset whether the device has to fetch the conversation's messages anew: there is more
  ///   than is told here, or older ones that the user may read now, or its rev was never given out
  /// @param left whether the user is out of it
  record Item(
      @Schema(anyOf = {ConversationView.class, Nothing.class}) Object conversation,
      @ArraySchema(schema = @Schema(implementation = MessageBody.class)) List<JsonNode> changes,
      long rev,
      boolean reset,
      boolean left) {}

  /// A conversation that does not exist for the user.
  record Nothing(ConversationId id) {}
}
