package dev.parley.conversation.repair;

/// One thing that was not what it has to be.
///
/// @param what `last_seq`, `rev`, `uncounted`, `mentions`, `unread`, `cursors`, `participant_count`
///   or `archived`
/// @param before what was kept: a number, or how many
/// @param after what it is by the messages
record Finding(String what, long before, long after) {}
