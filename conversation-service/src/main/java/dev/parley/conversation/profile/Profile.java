package dev.parley.conversation.profile;

import org.jspecify.annotations.Nullable;

/// @param avatarUrl an http or https URL of at most 2 048 characters
public record Profile(String userId, @Nullable String name, @Nullable String avatarUrl) {}
