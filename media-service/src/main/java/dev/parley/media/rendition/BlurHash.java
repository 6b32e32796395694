package dev.parley.media.rendition;

/// A few letters from which a client draws a blurred picture until the real one is there.
///
/// Source: the algorithm of woltapp/blurhash, "Algorithm.md".
final class BlurHash {

  private static final String DIGITS =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz#$%*+,-.:;=?@[]^_{|}~";
  private static final int ACROSS = 4;
  private static final int DOWN = 3;
  private static final int SIDE = 32;

  private BlurHash() {}

  static String of(Picture picture) {
    Picture small = Scaler.fit(picture, SIDE).inStandardColours();
    double[][] factors = new double[ACROSS * DOWN][];
    for (int j = 0; j < DOWN; j++) {
      for (int i = 0; i < ACROSS; i++) {
        factors[j * ACROSS + i] = factor(small, i, j);
      }
    }
    return encode(factors);
  }

  private static double[] factor(Picture picture, int i, int j) {
    double[] sum = new double[3];
    byte[] samples = picture.samples();
    int[] offsets = picture.bandOffsets();
    int bands = picture.bands();
    for (int y = 0; y < picture.height(); y++) {
      for (int x = 0; x < picture.width(); x++) {
        double basis =
            Math.cos(Math.PI * i * x / picture.width())
                * Math.cos(Math.PI * j * y / picture.height());
        int pixel = y * picture.rowLength() + x * bands;
        for (int band = 0; band < 3; band++) {
          int offset = bands == 1 ? 0 : offsets[band];
          sum[band] += basis * linear(samples[pixel + offset] & 0xff);
        }
      }
    }
    double scale = (i == 0 && j == 0 ? 1.0 : 2.0) / (picture.width() * (double) picture.height());
    return new double[] {sum[0] * scale, sum[1] * scale, sum[2] * scale};
  }

  private static String encode(double[][] factors) {
    StringBuilder hash = new StringBuilder();
    append(hash, ACROSS - 1 + (DOWN - 1) * 9, 1);
    double largest = 0;
    for (int k = 1; k < factors.length; k++) {
      for (double component : factors[k]) {
        largest = Math.max(largest, Math.abs(component));
      }
    }
    int quantised = (int) Math.clamp(Math.floor(largest * 166 - 0.5), 0, 82);
    double most = (quantised + 1) / 166.0;
    append(hash, quantised, 1);
    double[] mean = factors[0];
    append(hash, encoded(mean[0]) << 16 | encoded(mean[1]) << 8 | encoded(mean[2]), 4);
    for (int k = 1; k < factors.length; k++) {
      double[] f = factors[k];
      append(hash, (step(f[0], most) * 19 + step(f[1], most)) * 19 + step(f[2], most), 2);
    }
    return hash.toString();
  }

  private static int step(double value, double most) {
    double share = value / most;
    double root = Math.signum(share) * Math.sqrt(Math.abs(share));
    return (int) Math.clamp(Math.floor(root * 9 + 9.5), 0, 18);
  }

  private static void append(StringBuilder hash, int value, int length) {
    for (int i = 1; i <= length; i++) {
      hash.append(DIGITS.charAt(value / (int) Math.pow(83, length - i) % 83));
    }
  }

  private static double linear(int encoded) {
    double v = encoded / 255.0;
    return v <= 0.04045 ? v / 12.92 : Math.pow((v + 0.055) / 1.055, 2.4);
  }

  private static int encoded(double linear) {
    double v = Math.clamp(linear, 0.0, 1.0);
    double s = v <= 0.0031308 ? v * 12.92 : 1.055 * Math.pow(v, 1 / 2.4) - 0.055;
    return (int) Math.clamp(Math.round(s * 255), 0, 255);
  }
}
