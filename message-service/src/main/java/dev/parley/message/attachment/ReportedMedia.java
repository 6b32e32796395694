package dev.parley.message.attachment;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/// Which media reported messages showed, as they are kept with the reports: also when the message
/// is edited, deleted, or gone with its conversation.
@Repository
class ReportedMedia {

  private static final String ONE_OF_EACH =
      """
      SELECT report.* FROM unnest(?::uuid[]) AS asked (id) CROSS JOIN LATERAL (
        SELECT asked.id, r.conversation_id, r.message_id FROM message_report r
         WHERE r.reported IS NOT NULL
           AND r.reported -> 'attachments'
               @> jsonb_build_array(jsonb_build_object('media_id', asked.id)) LIMIT 1) report\
      """;

  /// A message that was reported.
  record Place(MediaId mediaId, ConversationId conversationId, MessageId messageId) {}

  private final JdbcClient jdbc;

  ReportedMedia(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /// One for each that a report shows.
  List<Place> anyPlaces(Collection<MediaId> media) {
    return jdbc.sql(ONE_OF_EACH)
        .param(media.stream().map(MediaId::value).toArray(UUID[]::new))
        .query((row, _) ->
            new Place(
                new MediaId(row.getObject(1, UUID.class)),
                new ConversationId(row.getObject(2, UUID.class)),
                new MessageId(row.getObject(3, UUID.class))))
        .list();
  }
}
