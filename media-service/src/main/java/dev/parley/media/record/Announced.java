package dev.parley.media.record;

import org.jspecify.annotations.Nullable;

/// What is known of media before its bytes are looked at as a whole.
///
/// @param fileName for display, at most 255 characters
/// @param contentType the best that is known until it is processed
/// @param declaredType what the client promised to send; null where it promised nothing
/// @param checksum SHA-256 in lower-case hex, where the client gave it
/// @param size bytes
/// @param width pixels, where it is known already
/// @param height pixels, where it is known already
public record Announced(
    @Nullable String fileName,
    String contentType,
    @Nullable String declaredType,
    @Nullable String checksum,
    long size,
    @Nullable Integer width,
    @Nullable Integer height) {}
