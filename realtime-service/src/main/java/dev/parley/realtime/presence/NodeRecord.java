package dev.parley.realtime.presence;

import java.util.Map;

/// What a node tells the others.
///
/// @param node its name and, behind a slash, which start of it speaks
/// @param users how those whom it speaks of are on that node
record NodeRecord(String node, Kind kind, Map<String, PresenceStatus> users) {

  enum Kind {
    /// It is alive.
    BEAT,
    /// Some of its users have come, gone or turned.
    CHANGES,
    /// All its users, or the first of them; more follow as changes.
    STATE,
    /// It is new, or has missed something: the others are to tell their state.
    ASK,
    /// It ends, and its users are gone from it.
    BYE
  }
}
