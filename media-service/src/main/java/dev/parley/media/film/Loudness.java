package dev.parley.media.film;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/// Hears a sound, some milliseconds at a time: how loud it is, and how long, which a recorder's
/// file often does not say.
final class Loudness {

  private static final int MOST = 100;
  private static final int FIRST_ROOM = 4096;

  private final int samplesASecond;
  private final int together;
  private double[] powers = new double[FIRST_ROOM];
  private int moments;
  private long samples;

  /// @param together samples that are summed up to one moment
  Loudness(int samplesASecond, int together) {
    this.samplesASecond = samplesASecond;
    this.together = together;
  }

  /// @param sound 16 bits a sample, the lower ones first
  Loudness hear(InputStream sound) throws IOException {
    InputStream in = new BufferedInputStream(sound, 64 * 1024);
    byte[] moment = new byte[together * Short.BYTES];
    int read = in.readNBytes(moment, 0, moment.length);
    while (read > 1) {
      double sum = 0;
      for (int at = 0; at + 1 < read; at += Short.BYTES) {
        short sample = (short) (moment[at] & 0xff | moment[at + 1] << Byte.SIZE);
        sum += (double) sample * sample;
      }
      if (moments == powers.length) {
        powers = Arrays.copyOf(powers, powers.length * 2);
      }
      powers[moments++] = sum / (read / Short.BYTES);
      samples += read / Short.BYTES;
      read = in.readNBytes(moment, 0, moment.length);
    }
    return this;
  }

  long durationMs() {
    return samples * 1000 / samplesASecond;
  }

  /// 0–100 each; the loudest is 100, unless there is nothing to hear.
  ///
  /// @param count how many
  byte[] points(int count) {
    double[] means = new double[count];
    double loudest = 0;
    for (int i = 0; i < count && moments > 0; i++) {
      int from = (int) ((long) i * moments / count);
      int to = Math.max(from + 1, (int) ((long) (i + 1) * moments / count));
      double sum = 0;
      for (int moment = from; moment < to; moment++) {
        sum += powers[moment];
      }
      means[i] = Math.sqrt(sum / (to - from));
      loudest = Math.max(loudest, means[i]);
    }
    byte[] points = new byte[count];
    for (int i = 0; i < count && loudest > 0; i++) {
      points[i] = (byte) Math.round(means[i] / loudest * MOST);
    }
    return points;
  }
}
