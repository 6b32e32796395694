package dev.parley.message.attachment;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.UserId;
import dev.parley.message.access.ConversationAccess;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// Tells media-service whether someone may read media because it was sent to them.
@Hidden
@RestController
class MediaAccessController {

  private static final String WHERE_SENT =
      """
      SELECT DISTINCT s.media_id, s.conversation_id
        FROM message_media s
        JOIN message m ON m.conversation_id = s.conversation_id AND m.seq = s.seq
       WHERE s.media_id = ANY (?) AND m.deleted_at IS NULL\
      """;

  private final JdbcClient jdbc;
  private final ConversationAccess access;

  MediaAccessController(JdbcClient jdbc, ConversationAccess access) {
    this.jdbc = jdbc;
    this.access = access;
  }

  record Request(
      @NotNull UserId userId, @NotNull @Size(max = 100) List<@NotNull MediaId> mediaIds) {}

  record Item(MediaId mediaId, boolean allowed) {}

  record Items(List<Item> items) {}

  private record Sent(MediaId mediaId, ConversationId conversationId) {}

  @PostMapping("/internal/media-access")
  Items mediaAccess(@Valid @RequestBody Request request) {
    Map<MediaId, Set<ConversationId>> sentTo =
        jdbc
            .sql(WHERE_SENT)
            .param(request.mediaIds().stream().map(MediaId::value).toArray(UUID[]::new))
            .query((row, number) ->
                new Sent(
                    new MediaId(row.getObject(1, UUID.class)),
                    new ConversationId(row.getObject(2, UUID.class))))
            .list()
            .stream()
            .collect(
                Collectors.groupingBy(
                    Sent::mediaId, Collectors.mapping(Sent::conversationId, Collectors.toSet())));
    Set<ConversationId> all =
        sentTo.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    Set<ConversationId> readable = access.readableBy(request.userId(), all);
    return new Items(
        request.mediaIds().stream()
            .map(id ->
                new Item(
                    id, sentTo.getOrDefault(id, Set.of()).stream().anyMatch(readable::contains)))
            .toList());
  }
}
