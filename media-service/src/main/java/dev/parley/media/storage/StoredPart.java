package dev.parley.media.storage;

/// A part of an object that has arrived.
///
/// @param number 1 or more
/// @param size bytes
/// @param tag what the store knows it by
public record StoredPart(int number, long size, String tag) {}
