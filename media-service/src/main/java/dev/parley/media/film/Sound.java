package dev.parley.media.film;

/// What can be heard.
///
/// @param waveform loudness over time, 0–100 each
/// @param durationMs as it was heard
@SuppressWarnings("ArrayRecordComponent")
public record Sound(byte[] waveform, long durationMs) {}
