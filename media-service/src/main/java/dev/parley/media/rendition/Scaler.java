package dev.parley.media.rendition;

import java.util.Arrays;

/// Makes a picture smaller: each new pixel is the mean of the area that it stands for. Colours
/// weigh as much as they can be seen. It holds two rows of the new picture beside the pictures, and
/// takes the picture in strips, from above, where it is not there as a whole.
final class Scaler {

  private static final double SLACK = 1e-9;

  private final int width;
  private final int height;
  private final Picture to;
  private final int bands;
  private final int[] fromOffsets;
  private final int[] toOffsets;
  private final double rowsToOne;
  private final int[] firstColumn;
  private final float[] firstShare;
  private final float[] lastShare;
  private final float[] row;
  private final float[] sums;
  private int source;
  private double reached;
  private int target;

  private Scaler(Picture like, int width, int height, Picture to) {
    this.width = width;
    this.height = height;
    this.to = to;
    this.bands = like.bands();
    this.fromOffsets = like.bandOffsets();
    this.toOffsets = to.bandOffsets();
    this.rowsToOne = (double) height / to.height();
    this.firstColumn = new int[to.width() + 1];
    this.firstShare = new float[to.width()];
    this.lastShare = new float[to.width()];
    this.row = new float[to.width() * bands];
    this.sums = new float[to.width() * bands];
    double columnsToOne = (double) width / to.width();
    for (int x = 0; x < to.width(); x++) {
      double left = x * columnsToOne;
      double right = Math.min(width, (x + 1) * columnsToOne);
      firstColumn[x] = (int) left;
      firstShare[x] = (float) (firstColumn[x] + 1 - left);
      int last = Math.min(width - 1, (int) right);
      lastShare[x] = (float) (right - last);
    }
    firstColumn[to.width()] = width;
  }

  /// For a picture that comes in strips.
  ///
  /// @param like one of them: all have its bands
  /// @param width of the whole picture
  /// @param height of the whole picture
  /// @param newWidth no more than it has
  /// @param newHeight no more than it has
  static Scaler of(Picture like, int width, int height, int newWidth, int newHeight) {
    return new Scaler(like, width, height, like.blank(newWidth, newHeight));
  }

  /// @return the picture itself when it fits already
  static Picture fit(Picture picture, int longerSide) {
    int longest = Math.max(picture.width(), picture.height());
    if (longest <= longerSide) {
      return picture;
    }
    return scale(
        picture,
        (int) Math.max(1, Math.round((double) picture.width() * longerSide / longest)),
        (int) Math.max(1, Math.round((double) picture.height() * longerSide / longest)));
  }

  /// @param width no more than it has
  /// @param height no more than it has
  static Picture scale(Picture picture, int width, int height) {
    Scaler scaler = of(picture, picture.width(), picture.height(), width, height);
    scaler.add(picture);
    return scaler.scaled();
  }

  /// What has been made, when all strips have come.
  Picture scaled() {
    return to;
  }

  /// The next rows, from above.
  void add(Picture strip) {
    for (int y = 0; y < strip.height(); y++) {
      readRow(strip, y);
      source++;
      while (target < to.height() && reached < source - SLACK) {
        double bottom = Math.min(height, (target + 1) * rowsToOne);
        double next = Math.min(bottom, source);
        add((float) (next - reached));
        reached = next;
        if (reached >= bottom - SLACK) {
          writeRow(target++);
          Arrays.fill(sums, 0);
        }
      }
    }
  }

  /// Sums up the columns of a row.
  private void readRow(Picture strip, int y) {
    byte[] samples = strip.samples();
    int start = y * strip.rowLength();
    for (int x = 0; x < to.width(); x++) {
      int first = firstColumn[x];
      int last = x + 1 == to.width() ? width - 1 : firstColumn[x + 1];
      int at = x * bands;
      Arrays.fill(row, at, at + bands, 0);
      if (first >= last) {
        addPixel(samples, start + first * bands, 1, at);
        continue;
      }
      addPixel(samples, start + first * bands, firstShare[x], at);
      for (int column = first + 1; column < last; column++) {
        addPixel(samples, start + column * bands, 1, at);
      }
      float share = lastShare[x];
      if (share > 0) {
        addPixel(samples, start + last * bands, share, at);
      }
    }
  }

  private void addPixel(byte[] samples, int pixel, float share, int at) {
    if (bands == 3) {
      row[at] += (samples[pixel + fromOffsets[0]] & 0xff) * share;
      row[at + 1] += (samples[pixel + fromOffsets[1]] & 0xff) * share;
      row[at + 2] += (samples[pixel + fromOffsets[2]] & 0xff) * share;
    } else if (bands == 1) {
      row[at] += (samples[pixel] & 0xff) * share;
    } else {
      float alpha = (samples[pixel + fromOffsets[3]] & 0xff) * share;
      for (int band = 0; band < 3; band++) {
        row[at + band] += (samples[pixel + fromOffsets[band]] & 0xff) * alpha;
      }
      row[at + 3] += alpha;
    }
  }

  private void add(float share) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += row[i] * share;
    }
  }

  private void writeRow(int y) {
    byte[] samples = to.samples();
    int start = y * to.rowLength();
    float area = (float) (rowsToOne * ((double) width / to.width()));
    for (int x = 0; x < to.width(); x++) {
      int at = x * bands;
      int pixel = start + x * bands;
      if (bands == 4) {
        float alpha = sums[at + 3];
        for (int band = 0; band < 3; band++) {
          samples[pixel + toOffsets[band]] = alpha > 0 ? clamp(sums[at + band] / alpha) : 0;
        }
        samples[pixel + toOffsets[3]] = clamp(alpha / area);
      } else {
        for (int band = 0; band < bands; band++) {
          samples[pixel + toOffsets[band]] = clamp(sums[at + band] / area);
        }
      }
    }
  }

  private static byte clamp(float value) {
    return (byte) Math.clamp(Math.round(value), 0, 255);
  }
}
