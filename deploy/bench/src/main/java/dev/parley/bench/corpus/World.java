package dev.parley.bench.corpus;

import java.util.List;
import java.util.UUID;

/// A reader and what they have, as far as somebody asks about it.
///
/// @param size what makes it different from the others of its kind
/// @param largest the reader's largest conversation
/// @param week where there is something new after a week: some conversations of each kind, the same
///   in each world of a kind
public record World(int size, String reader, Place largest, List<Place> week) {

  /// One conversation.
  ///
  /// @param people its participants; the first one opened it and writes most
  /// @param rareWords words that are in [#RARE] of its messages each, and nowhere else
  public record Place(UUID id, boolean direct, List<String> people, List<String> rareWords) {}

  /// How often a rare word is said.
  public static final int RARE = 3;
}
