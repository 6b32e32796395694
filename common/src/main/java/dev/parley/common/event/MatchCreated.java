package dev.parley.common.event;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// `match.created`, from the platform: these users shall be able to talk.
///
/// @param matchId the platform's own identifier
/// @param participantIds two for a direct conversation, more for a group
/// @param contextType what kind of thing the match is; `match` unless told
/// @param metadata an object, at most 4 KiB
public record MatchCreated(
    String matchId,
    List<String> participantIds,
    @Nullable String contextType,
    @Nullable JsonNode metadata)
    implements EventBody {

  @Override
  public String topic() {
    return Topics.MATCH_CREATED;
  }

  @Override
  public String partitionKey() {
    return matchId;
  }
}
