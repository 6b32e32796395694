package dev.parley.common.json;

import java.util.Arrays;
import tools.jackson.core.JsonParser;

/// Cuts values out of a JSON document as the bytes they are, to be sent on without being read.
public final class JsonSlices {

  private JsonSlices() {}

  /// The object or array that the parser stands at the beginning of; the parser then stands at its
  /// end.
  ///
  /// @param document the bytes that the parser was made for
  public static byte[] current(JsonParser parser, byte[] document) {
    int from = (int) parser.currentTokenLocation().getByteOffset();
    parser.skipChildren();
    int to = (int) parser.currentLocation().getByteOffset();
    return Arrays.copyOfRange(document, from, to);
  }
}
