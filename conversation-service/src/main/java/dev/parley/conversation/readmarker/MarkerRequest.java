package dev.parley.conversation.readmarker;

import org.jspecify.annotations.Nullable;

/// @param seq 0 or more; null for everything there is
record MarkerRequest(MarkerKey key, MarkerKind kind, @Nullable Long seq) {}
