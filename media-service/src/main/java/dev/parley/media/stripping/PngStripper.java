package dev.parley.media.stripping;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.parley.media.image.Bytes;
import java.io.IOException;
import java.util.Set;

/// Keeps of a PNG's chunks those that the picture is drawn from.
///
/// Source: PNG Specification, third edition, section 11.
final class PngStripper implements FormatStripper {

  private static final int SIGNATURE = 8;
  private static final int CHECKSUM = 4;
  private static final String END = "IEND";
  private static final Set<String> KEPT =
      Set.of(
          "IHDR", "PLTE", "IDAT", END, "tRNS", "cHRM", "gAMA", "iCCP", "sBIT", "sRGB", "cICP",
          "bKGD", "hIST", "pHYs", "acTL", "fcTL", "fdAT");

  @Override
  public void copy(Bytes in, Sink out) throws IOException {
    FormatStripper.copy(in, out, SIGNATURE);
    String type = "";
    while (!type.equals(END)) {
      long length = in.u32();
      byte[] name = in.take(Integer.BYTES);
      type = new String(name, US_ASCII);
      if (KEPT.contains(type)) {
        out.u32(length);
        out.bytes(name);
        FormatStripper.copy(in, out, length + CHECKSUM);
      } else {
        in.skip(length);
        in.skip(CHECKSUM);
      }
    }
  }
}
