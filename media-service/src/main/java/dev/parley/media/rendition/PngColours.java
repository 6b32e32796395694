package dev.parley.media.rendition;

import dev.parley.media.image.Bytes;
import java.awt.color.CMMException;
import java.awt.color.ICC_ColorSpace;
import java.awt.color.ICC_Profile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.InflaterInputStream;

/// The colours that a PNG is meant in, where it says: those of the screen that it was taken of.
///
/// Source: PNG Specification, third edition, section 11.3.2.3.
final class PngColours {

  private static final int SIGNATURE = 8;
  private static final int CHECKSUM = 4;
  private static final int ICCP = 0x69434350;
  private static final int IDAT = 0x49444154;
  private static final int LONGEST_NAME = 80;

  /// Bytes. Profiles of screens have some kilobytes, those of printers, which no picture is meant
  /// in, a megabyte.
  private static final int LARGEST = 1 << 20;

  private static final int RED_GREEN_BLUE = 3;

  private PngColours() {}

  /// @return empty where it says nothing, or nothing that can be understood
  static Optional<ICC_ColorSpace> of(Path png) throws IOException {
    try (InputStream file = Files.newInputStream(png)) {
      Bytes in = new Bytes(file, Files.size(png));
      in.skip(SIGNATURE);
      while (true) {
        long length = in.u32();
        int type = (int) in.u32();
        if (type == IDAT) {
          return Optional.empty();
        }
        if (type == ICCP) {
          return length > LARGEST ? Optional.empty() : colours(in.take((int) length));
        }
        in.skip(length + CHECKSUM);
      }
    }
  }

  private static Optional<ICC_ColorSpace> colours(byte[] chunk) {
    int name = 0;
    while (name < Math.min(chunk.length, LONGEST_NAME) && chunk[name] != 0) {
      name++;
    }
    // Behind the name its end, and the one method of compression that there is.
    int start = Math.min(chunk.length, name + 2);
    try (InputStream in =
        new InflaterInputStream(new ByteArrayInputStream(chunk, start, chunk.length - start))) {
      ICC_Profile profile = ICC_Profile.getInstance(in.readNBytes(LARGEST));
      if (profile.getNumComponents() != RED_GREEN_BLUE) {
        return Optional.empty();
      }
      ICC_ColorSpace colours = new ICC_ColorSpace(profile);
      // A profile that converts nothing is found here, not when the picture is written.
      colours.toRGB(new float[RED_GREEN_BLUE]);
      return Optional.of(colours);
    } catch (IOException | IllegalArgumentException | CMMException e) {
      return Optional.empty();
    }
  }
}
