package dev.parley.conversation.profile;

import dev.parley.common.json.Text;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// What may be shown as a picture: an absolute http or https URL, and nothing that a browser would
/// run.
public final class AvatarUrls {

  public static final int MAX_LENGTH = 2048;

  private AvatarUrls() {}

  /// @return the error's code, or null for a URL that may be stored
  public static @Nullable String problemOf(String url) {
    if (url.length() > MAX_LENGTH) {
      return "too_long";
    }
    if (!Text.isStorable(url)) {
      return "invalid_character";
    }
    try {
      URI uri = new URI(url);
      boolean web =
          "https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme());
      return web && uri.getHost() != null ? null : "invalid";
    } catch (URISyntaxException e) {
      return "invalid";
    }
  }
}
