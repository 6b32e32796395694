package dev.parley.conversation.opening;

import dev.parley.common.id.UserId;
import dev.parley.conversation.conversation.GroupFields;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// @param creator who becomes its admin; null when the platform asks, and then it has none
/// @param members the others
public record NewGroup(@Nullable UserId creator, Set<UserId> members, GroupFields fields) {}
