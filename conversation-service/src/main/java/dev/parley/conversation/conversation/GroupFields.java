package dev.parley.conversation.conversation;

import org.jspecify.annotations.Nullable;

/// What a new group is called, looks like and is about.
///
/// @param metadata JSON
/// @param history what those who join later may read
public record GroupFields(
    @Nullable String name,
    @Nullable String avatarUrl,
    @Nullable About about,
    @Nullable String metadata,
    History history) {}
