package dev.parley.conversation.profile;

import org.jspecify.annotations.Nullable;

/// @param name empty when the account is gone
/// @param avatarUrl an http or https URL of at most 2 048 bytes
/// @param deleted true when the account is gone; absent otherwise
public record Profile(
    String userId, @Nullable String name, @Nullable String avatarUrl, @Nullable Boolean deleted) {}
