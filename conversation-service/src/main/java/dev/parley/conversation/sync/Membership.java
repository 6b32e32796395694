package dev.parley.conversation.sync;

import dev.parley.common.id.ConversationId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A conversation that a user is or was in, as a sync looks at it.
///
/// @param former whether they are out of it
/// @param ended whether it was deleted, for everyone
/// @param fromSeq they may read what comes after this message
/// @param toSeq and, having left, up to this one
/// @param leftRev its last rev when they left; null, as `leftAt`, where they have not
/// @param shownParticipants as many as its view has
/// @param grown whether they may read older messages than when the device was told
/// @param news whether it or its participants changed since the device was told
record Membership(
    ConversationId conversationId,
    boolean former,
    boolean ended,
    long fromSeq,
    @Nullable Long toSeq,
    @Nullable Long leftRev,
    @Nullable Instant leftAt,
    int shownParticipants,
    boolean grown,
    boolean news) {}
