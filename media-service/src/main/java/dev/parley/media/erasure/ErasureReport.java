package dev.parley.media.erasure;

import java.time.Instant;

/// What was taken away, and whether nothing of it is left.
///
/// @param cause `message`, `conversation` or `user`: what was deleted
/// @param subjectId its id
/// @param media how many
/// @param bytes of them
/// @param at when they were last seen to be gone for everyone
/// @param complete whether the store has none of their objects any more
public record ErasureReport(
    String cause, String subjectId, long media, long bytes, Instant at, boolean complete) {}
