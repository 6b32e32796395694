package dev.parley.conversation.profile;

import dev.parley.common.json.Text;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// What may be shown as a picture: an absolute http or https URL, and nothing that a browser would
/// run.
public final class AvatarUrls {

  /// In UTF-8: every event of a group repeats those of its first fifty.
  public static final int MAX_BYTES = 2048;

  private AvatarUrls() {}

  /// @return the error's code, or null for a URL that may be stored
  public static @Nullable String problemOf(String url) {
    if (url.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
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
