package dev.parley.media.progress;

import java.util.Locale;

/// A part of the way from a client's disk to being shown. The shares of the whole are what a
/// photograph takes, roughly; of a film it is the converting that takes longest.
public enum Phase {
  /// Its parts arrive in the store.
  UPLOADING(0, 100),
  /// It has arrived, and others are before it; or something is away, and is waited for.
  WAITING(0, 0),
  /// It is fetched to where it is worked on.
  FETCHING(0, 30),
  /// It is scanned, and what it is is found out.
  CHECKING(30, 40),
  /// What is to be served is made of it.
  CONVERTING(40, 85),
  /// What was made of it is put into the store.
  STORING(85, 100);

  private final int from;
  private final int to;

  Phase(int from, int to) {
    this.from = from;
    this.to = to;
  }

  String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// @param done of this phase's own work
  /// @param of what that is in all; nothing to do is none of it done
  /// @return 0–100, of the status that this phase belongs to
  int percent(long done, long of) {
    double share = of <= 0 ? 0 : Math.clamp(done / (double) of, 0.0, 1.0);
    return from + (int) ((to - from) * share);
  }
}
