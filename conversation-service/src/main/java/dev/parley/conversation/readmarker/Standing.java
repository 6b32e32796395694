package dev.parley.conversation.readmarker;

/// Where a participant's markers stood when last looked at.
///
/// @param former whether the user has left
/// @param lastSeq the conversation's newest message, as far as its events have come
record Standing(boolean former, long readSeq, long deliveredSeq, long lastSeq) {}
