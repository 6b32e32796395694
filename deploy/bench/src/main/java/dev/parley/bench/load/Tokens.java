package dev.parley.bench.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Makes the users' tokens: JWTs signed with HS256 (RFC 7519, RFC 7515).
public final class Tokens {
  private static final Duration LIFE = Duration.ofHours(2);
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private final SecretKeySpec key;
  private final Clock clock;

  public Tokens(String secret, Clock clock) {
    this.key = new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256");
    this.clock = clock;
  }

  /// @param user letters, digits and hyphens only
  public String of(String user) {
    return of(user, "");
  }

  /// Of an admin of the platform.
  ///
  /// @param user letters, digits and hyphens only
  public String ofAdmin(String user) {
    return of(user, ",\"roles\":[\"admin\"]");
  }

  private String of(String user, String more) {
    long now = clock.instant().getEpochSecond();
    String claims =
        "{\"sub\":\"%s\",\"name\":\"%s\",\"iat\":%d,\"exp\":%d%s}"
            .formatted(user, user, now, now + LIFE.toSeconds(), more);
    String signed = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}") + "." + encode(claims);
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }
}
