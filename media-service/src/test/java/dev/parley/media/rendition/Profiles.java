package dev.parley.media.rendition;

import dev.parley.media.Images;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DeflaterOutputStream;

/// Profiles of colours.
///
/// Source: ICC.1:2001-04, sections 6.1, 6.3 and 6.5.
final class Profiles {

  private static final int HEADER = 128;
  private static final int TAG_ENTRY = 12;
  private static final int TAG = 20;

  private static final double[] WHITE = {0.9642, 1, 0.8249};
  private static final double[][] ADOBE_RGB = {
    {0.60974, 0.31111, 0.01947}, {0.20528, 0.62567, 0.06087}, {0.14919, 0.06322, 0.74457}
  };

  private Profiles() {}

  static byte[] adobeRgb() {
    List<byte[]> tags =
        List.of(
            xyz(WHITE),
            xyz(ADOBE_RGB[0]),
            xyz(ADOBE_RGB[1]),
            xyz(ADOBE_RGB[2]),
            gamma(),
            gamma(),
            gamma());
    List<String> names = List.of("wtpt", "rXYZ", "gXYZ", "bXYZ", "rTRC", "gTRC", "bTRC");
    int start = HEADER + Integer.BYTES + TAG_ENTRY * tags.size();
    ByteBuffer profile = ByteBuffer.allocate(start + TAG * tags.size());
    profile.putInt(profile.capacity()).putInt(0).putInt(0x02100000);
    profile.put(Images.text("mntrRGB XYZ "));
    profile.position(36).put(Images.text("acsp"));
    profile.position(68);
    for (double each : WHITE) {
      profile.putInt(fixed(each));
    }
    profile.position(HEADER).putInt(tags.size());
    for (int i = 0; i < tags.size(); i++) {
      profile.put(Images.text(names.get(i))).putInt(start + TAG * i).putInt(tags.get(i).length);
    }
    tags.forEach(tag -> profile.put(tag, 0, tag.length));
    return profile.array();
  }

  private static byte[] xyz(double[] values) {
    ByteBuffer tag = ByteBuffer.allocate(TAG).put(Images.text("XYZ ")).putInt(0);
    for (double each : values) {
      tag.putInt(fixed(each));
    }
    return tag.array();
  }

  /// 2.2, as near as eight bits behind the point are.
  private static byte[] gamma() {
    ByteBuffer tag = ByteBuffer.allocate(TAG).put(Images.text("curv")).putInt(0);
    return tag.putInt(1).putShort((short) 0x0233).array();
  }

  private static int fixed(double value) {
    return (int) Math.round(value * 0x10000);
  }

  /// A PNG that says which colours it is meant in.
  static byte[] into(byte[] png, byte[] profile) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    packed.writeBytes(Images.text("screen\0\0"));
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed)) {
      out.write(profile);
    }
    return Images.pngWith("iCCP", packed.toByteArray(), png);
  }
}
