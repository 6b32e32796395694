package dev.parley.conversation.sync;

/// A moment in a database's life.
///
/// @param database its identifier and its timeline: after a switch to a replica, or a restore, some
///   transactions may never have been
/// @param oldestRunning whatever transactions with a lower number did is visible from now on
record Moment(String database, long oldestRunning) {}
