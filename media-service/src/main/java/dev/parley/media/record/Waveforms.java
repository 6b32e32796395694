package dev.parley.media.record;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Loudness as numbers.
final class Waveforms {

  private Waveforms() {}

  static @Nullable List<Integer> asList(byte @Nullable [] waveform) {
    return waveform == null
        ? null
        : IntStream.range(0, waveform.length).mapToObj(i -> (int) waveform[i]).toList();
  }
}
