package dev.parley.local;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// A user's token (HS256) as the platform would make it, for trying things out.
final class DemoToken {

  static final Duration LIFE = Duration.ofDays(7);

  private DemoToken() {}

  /// @param user the subject: letters only, here
  /// @param secret what the services were told
  static String of(String user, String name, String secret, Instant now) {
    String header = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";
    String claims =
        "{\"sub\":\"%s\",\"name\":\"%s\",\"iat\":%d,\"exp\":%d}"
            .formatted(user, name, now.getEpochSecond(), now.plus(LIFE).getEpochSecond());
    String content = base64(header.getBytes(UTF_8)) + "." + base64(claims.getBytes(UTF_8));
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return content + "." + base64(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
