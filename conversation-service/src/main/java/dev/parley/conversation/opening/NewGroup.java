package dev.parley.conversation.opening;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.UserId;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// @param creator who becomes its admin; null when the platform asks, and then it has none
/// @param members the others
/// @param metadata JSON
public record NewGroup(
    @Nullable UserId creator,
    Set<UserId> members,
    @Nullable String name,
    @Nullable String avatarUrl,
    ConversationBody.@Nullable Context context,
    @Nullable String metadata) {}
