package dev.parley.common.security;

import jakarta.validation.constraints.AssertTrue;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// How tokens are checked. There is no default for a secret: a service without one does not start.
///
/// @param jwt the platform's tokens
/// @param internalSecret the HS256 key of the calls between services, 32 bytes or more
/// @param maxTokenLife the longest that a token of the platform's lives: for so long a revoked one
///   is remembered, and one that ends later than that is refused
@Validated
@ConfigurationProperties("parley.security")
public record SecurityProperties(
    @DefaultValue Jwt jwt, String internalSecret, @DefaultValue("30d") Duration maxTokenLife) {

  /// Exactly one of the three is set.
  ///
  /// @param secret the HS256 key that is shared with the platform, 32 bytes or more
  /// @param issuerUri an OpenID Connect issuer; its metadata names the keys (RS256 or ES256)
  /// @param jwkSetUri the URL of the keys (RS256 or ES256)
  public record Jwt(
      @Nullable String secret, @Nullable String issuerUri, @Nullable String jwkSetUri) {}

  private static final int MIN_SECRET_BYTES = 32;

  @AssertTrue(message = "set exactly one of parley.security.jwt.secret, .issuer-uri, .jwk-set-uri")
  boolean isOneSourceOfKeys() {
    int sources = 0;
    for (String source : new String[] {jwt.secret(), jwt.issuerUri(), jwt.jwkSetUri()}) {
      sources += isSet(source) ? 1 : 0;
    }
    return sources == 1;
  }

  @AssertTrue(message = "parley.security.jwt.secret has fewer than 32 bytes")
  boolean isSecretLongEnough() {
    return !isSet(jwt.secret()) || isLongEnough(jwt.secret());
  }

  @AssertTrue(message = "parley.security.internal-secret is missing or has fewer than 32 bytes")
  boolean isInternalSecretLongEnough() {
    return isLongEnough(internalSecret);
  }

  @AssertTrue(message = "parley.security.internal-secret must not be the platform's own secret")
  boolean isInternalSecretOfItsOwn() {
    String secret = jwt.secret();
    return secret == null || !secret.equals(internalSecret);
  }

  private static boolean isSet(@Nullable String value) {
    return value != null && !value.isBlank();
  }

  private static boolean isLongEnough(@Nullable String secret) {
    return secret != null && secret.getBytes(StandardCharsets.UTF_8).length >= MIN_SECRET_BYTES;
  }
}
