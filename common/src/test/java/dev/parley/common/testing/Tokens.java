package dev.parley.common.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/// Makes the platform's tokens (HS256) for tests, good and bad ones. Written without a JWT library,
/// so that a fault in the one under test is not hidden by the same fault here.
public final class Tokens {

  /// What {@link WithServers} gives as `parley.security.jwt.secret`.
  public static final String SECRET = "the-platform's-secret-in-tests-is-not-a-secret";

  /// What {@link WithServers} gives as `parley.security.internal-secret`.
  public static final String INTERNAL_SECRET = "the-services-secret-in-tests-is-not-a-secret";

  private static final JsonMapper JSON = JsonMapper.shared();

  private final Map<String, Object> header = new LinkedHashMap<>();
  private final Map<String, Object> claims = new LinkedHashMap<>();
  private String secret = SECRET;

  private Tokens(String subject) {
    Instant now = Clock.systemUTC().instant();
    header.put("alg", "HS256");
    header.put("typ", "JWT");
    claims.put("sub", subject);
    claims.put("jti", UUID.randomUUID().toString());
    claims.put("iat", now.getEpochSecond());
    claims.put("exp", now.plus(Duration.ofHours(1)).getEpochSecond());
  }

  /// A good token for the next hour.
  public static String of(String subject) {
    return user(subject).encode();
  }

  /// A good token for the next hour, of someone with roles.
  ///
  /// @param roles `admin`, `moderator`, `service`
  public static String of(String subject, String... roles) {
    return user(subject).roles(roles).encode();
  }

  /// `Bearer …`, as the Authorization header has it.
  public static String bearer(String subject, String... roles) {
    return "Bearer " + of(subject, roles);
  }

  /// What one service shows another on `/internal/**`.
  public static String internal(String service) {
    return user(service).claim("iss", "parley").signedWith(INTERNAL_SECRET).encode();
  }

  /// A token for the next hour, to be changed before `encode()`.
  public static Tokens user(String subject) {
    return new Tokens(subject);
  }

  public Tokens name(String name) {
    return claim("name", name);
  }

  public Tokens roles(String... roles) {
    return claim("roles", List.of(roles));
  }

  public Tokens jti(String jti) {
    return claim("jti", jti);
  }

  public Tokens expiresAt(Instant instant) {
    return claim("exp", instant.getEpochSecond());
  }

  /// Sets any claim, of any type.
  ///
  /// @param value null leaves the claim out
  public Tokens claim(String claim, @Nullable Object value) {
    if (value == null) {
      claims.remove(claim);
    } else {
      claims.put(claim, value);
    }
    return this;
  }

  /// Says another algorithm than the one it is signed with; `none` leaves the signature empty.
  public Tokens algorithm(String algorithm) {
    header.put("alg", algorithm);
    return this;
  }

  public Tokens signedWith(String otherSecret) {
    this.secret = otherSecret;
    return this;
  }

  public String encode() {
    String content = part(header) + "." + part(claims);
    return content + "." + ("none".equals(header.get("alg")) ? "" : signature(content));
  }

  private static String part(Map<String, Object> fields) {
    return base64(JSON.writeValueAsBytes(fields));
  }

  private String signature(String content) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return base64(mac.doFinal(content.getBytes(UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
