package dev.parley.media.rendition;

/// Turns and mirrors a picture to how it was seen.
///
/// Source: Exif 2.32, section 4.6.4, tag 274.
final class Turner {

  private Turner() {}

  /// @param orientation 1 to 8; 1 leaves it as it is
  static Picture upright(Picture picture, int orientation) {
    if (orientation == 1) {
      return picture;
    }
    boolean onItsSide = orientation >= 5;
    int width = onItsSide ? picture.height() : picture.width();
    int height = onItsSide ? picture.width() : picture.height();
    Picture turned = picture.blank(width, height);
    byte[] from = picture.samples();
    byte[] to = turned.samples();
    int[] fromOffsets = picture.bandOffsets();
    int[] toOffsets = turned.bandOffsets();
    int bands = picture.bands();
    boolean fromRight =
        orientation == 2 || orientation == 3 || orientation == 7 || orientation == 8;
    boolean fromBelow =
        orientation == 3 || orientation == 4 || orientation == 6 || orientation == 7;
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int sourceX = onItsSide ? y : x;
        int sourceY = onItsSide ? x : y;
        int column = fromRight ? picture.width() - 1 - sourceX : sourceX;
        int row = fromBelow ? picture.height() - 1 - sourceY : sourceY;
        int source = row * picture.rowLength() + column * bands;
        int target = y * turned.rowLength() + x * bands;
        for (int band = 0; band < bands; band++) {
          to[target + toOffsets[band]] = from[source + fromOffsets[band]];
        }
      }
    }
    return turned;
  }
}
