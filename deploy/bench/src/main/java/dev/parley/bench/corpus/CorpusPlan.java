package dev.parley.bench.corpus;

import java.util.List;

/// What is wanted.
///
/// @param histories for each a reader whose largest conversation has so many messages, and whose
///   others have a tenth of that in all
/// @param conversations of each of these readers, the largest one among them, 10–1 000
/// @param inboxes for each a reader with so many conversations, 10–1 000, all of them short
/// @param groups conversations with so many participants, 2–10 000, all of one length
public record CorpusPlan(
    List<Integer> histories, int conversations, List<Integer> inboxes, List<Integer> groups) {}
