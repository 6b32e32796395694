package dev.parley.message.search.language;

/// A part of a message's content that was looked for. Offsets, not marked-up text: what is shown of
/// a message stays the client's to escape.
///
/// @param start in UTF-16 code units, as JavaScript counts
/// @param end exclusive
public record Highlight(int start, int end) {}
