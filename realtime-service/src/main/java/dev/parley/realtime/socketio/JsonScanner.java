package dev.parley.realtime.socketio;

/// Checks JSON (RFC 8259) without building anything: its grammar, to a bounded depth. The bytes are
/// known to be valid UTF-8. Every method takes a position and gives the one behind what it read, or
/// -1 when that is not JSON.
final class JsonScanner {

  /// One bit per level tells an object from an array.
  static final int MAX_DEPTH = 64;

  private final byte[] json;

  JsonScanner(byte[] json) {
    this.json = json;
  }

  /// -1 past the end.
  int at(int i) {
    return i >= 0 && i < json.length ? json[i] : -1;
  }

  int skipSpace(int i) {
    int at = i;
    while (at >= 0 && at < json.length && isSpace(json[at])) {
      at++;
    }
    return at;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  /// A whole value, from its first byte.
  int value(int start) {
    long objects = 0;
    int depth = 0;
    int i = start;
    while (true) {
      int c = at(i);
      if (c == '{' || c == '[') {
        if (depth == MAX_DEPTH) {
          return -1;
        }
        objects = c == '{' ? objects | (1L << depth) : objects & ~(1L << depth);
        depth++;
        i = skipSpace(i + 1);
        if (at(i) != c + 2) { // '{' + 2 is '}', and '[' + 2 is ']'
          i = c == '{' ? key(i) : i;
          if (i < 0) {
            return -1;
          }
          continue;
        }
      } else {
        i = scalar(i);
        if (i < 0 || depth == 0) {
          return i;
        }
        i = skipSpace(i);
      }
      // behind a value, or before the bracket that closes an empty one
      while (true) {
        boolean object = (objects >> (depth - 1) & 1) == 1;
        c = at(i);
        if (c == ',') {
          i = skipSpace(i + 1);
          i = object ? key(i) : i;
          break;
        }
        if (c != (object ? '}' : ']')) {
          return -1;
        }
        depth--;
        i++;
        if (depth == 0) {
          return i;
        }
        i = skipSpace(i);
      }
      if (i < 0) {
        return -1;
      }
    }
  }

  /// A member's name and the colon.
  private int key(int start) {
    int i = string(start);
    if (i < 0) {
      return -1;
    }
    i = skipSpace(i);
    return at(i) == ':' ? skipSpace(i + 1) : -1;
  }

  private int scalar(int i) {
    return switch (at(i)) {
      case '"' -> string(i);
      case 't' -> literal(i, "true");
      case 'f' -> literal(i, "false");
      case 'n' -> literal(i, "null");
      default -> number(i);
    };
  }

  private int literal(int i, String word) {
    for (int k = 0; k < word.length(); k++) {
      if (at(i + k) != word.charAt(k)) {
        return -1;
      }
    }
    return i + word.length();
  }

  int string(int start) {
    if (at(start) != '"') {
      return -1;
    }
    int i = start + 1;
    while (i < json.length) {
      byte c = json[i];
      if (c == '"') {
        return i + 1;
      }
      if (c == '\\') {
        i = escape(i + 1);
        if (i < 0) {
          return -1;
        }
      } else if (c >= 0 && c < ' ') {
        return -1;
      } else {
        i++;
      }
    }
    return -1;
  }

  private int escape(int i) {
    return switch (at(i)) {
      case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> i + 1;
      case 'u' -> hex(i + 1) && hex(i + 2) && hex(i + 3) && hex(i + 4) ? i + 5 : -1;
      default -> -1;
    };
  }

  private boolean hex(int i) {
    return Character.digit(at(i), 16) >= 0;
  }

  private int number(int start) {
    int i = at(start) == '-' ? start + 1 : start;
    int whole = digits(i);
    if (whole == i || (at(i) == '0' && whole > i + 1)) {
      return -1;
    }
    i = whole;
    if (at(i) == '.') {
      int fraction = digits(i + 1);
      if (fraction == i + 1) {
        return -1;
      }
      i = fraction;
    }
    return at(i) == 'e' || at(i) == 'E' ? exponent(i + 1) : i;
  }

  private int exponent(int start) {
    int i = at(start) == '+' || at(start) == '-' ? start + 1 : start;
    int end = digits(i);
    return end == i ? -1 : end;
  }

  private int digits(int start) {
    int i = start;
    while (at(i) >= '0' && at(i) <= '9') {
      i++;
    }
    return i;
  }
}
