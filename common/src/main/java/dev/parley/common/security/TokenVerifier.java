package dev.parley.common.security;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/// Checks the platform's tokens and says who the caller is.
///
/// The signature's algorithm is fixed by configuration, never by the token: `alg: none` and a key
/// used under another algorithm are refused. `sub` and `exp` must be there. An expired token is
/// refused to the second; a token from a host whose clock runs ahead is taken 30 s early.
///
/// Source: RFC 8725, sections 3.1 and 3.2.
public final class TokenVerifier {

  private static final Duration NOT_BEFORE_TOLERANCE = Duration.ofSeconds(30);
  private static final int MAX_CLAIM_LENGTH = 2_048;

  private static final Duration UNTOLD_LIFE = Duration.ofSeconds(1);

  private final Revocations revocations;
  private final JwtDecoder decoder;

  /// @param revocations tokens that are refused though their time has not come
  public TokenVerifier(SecurityProperties.Jwt properties, Revocations revocations, Clock clock) {
    this.revocations = revocations;
    NimbusJwtDecoder nimbus = decoderFor(properties);
    OAuth2TokenValidator<Jwt> times = jwt -> checkTimes(jwt, clock.instant());
    OAuth2TokenValidator<Jwt> subject = TokenVerifier::checkSubject;
    nimbus.setJwtValidator(
        properties.issuerUri() == null || properties.issuerUri().isBlank()
            ? new DelegatingOAuth2TokenValidator<>(times, subject)
            : new DelegatingOAuth2TokenValidator<>(
                times, subject, new JwtIssuerValidator(properties.issuerUri())));
    this.decoder = nimbus;
  }

  /// @param token the compact form, without `Bearer`
  /// @throws InvalidTokenException `unauthenticated`
  public Caller verify(String token) {
    Caller caller;
    try {
      caller = callerOf(decoder.decode(token));
    } catch (JwtException e) {
      throw new InvalidTokenException("The token is not valid");
    }
    if (revocations.covers(caller)) {
      throw new InvalidTokenException("The token has been revoked");
    }
    return caller;
  }

  JwtDecoder decoder() {
    return decoder;
  }

  static Caller callerOf(Jwt jwt) {
    return new Caller(
        new UserId(Objects.requireNonNull(jwt.getSubject())),
        textClaim(jwt, "name"),
        textClaim(jwt, "picture"),
        roles(jwt.getClaim("roles")),
        textClaim(jwt, "jti"),
        textClaim(jwt, "sid"),
        issuedAt(jwt),
        Objects.requireNonNull(jwt.getExpiresAt()));
  }

  /// Where a token does not tell, the decoder makes it one second before its end.
  private static @Nullable Instant issuedAt(Jwt jwt) {
    Instant issuedAt = jwt.getIssuedAt();
    Instant untold = Objects.requireNonNull(jwt.getExpiresAt()).minus(UNTOLD_LIFE);
    return untold.equals(issuedAt) ? null : issuedAt;
  }

  private static NimbusJwtDecoder decoderFor(SecurityProperties.Jwt properties) {
    if (properties.secret() != null && !properties.secret().isBlank()) {
      return hs256(properties.secret());
    }
    if (properties.jwkSetUri() != null && !properties.jwkSetUri().isBlank()) {
      return NimbusJwtDecoder.withJwkSetUri(properties.jwkSetUri())
          .jwsAlgorithm(SignatureAlgorithm.RS256)
          .jwsAlgorithm(SignatureAlgorithm.ES256)
          .build();
    }
    return NimbusJwtDecoder.withIssuerLocation(Objects.requireNonNull(properties.issuerUri()))
        .jwsAlgorithm(SignatureAlgorithm.RS256)
        .jwsAlgorithm(SignatureAlgorithm.ES256)
        .build();
  }

  static NimbusJwtDecoder hs256(String secret) {
    return NimbusJwtDecoder.withSecretKey(
            new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"))
        .macAlgorithm(MacAlgorithm.HS256)
        .build();
  }

  private static OAuth2TokenValidatorResult checkTimes(Jwt jwt, Instant now) {
    if (jwt.getExpiresAt() == null || !now.isBefore(jwt.getExpiresAt())) {
      return invalid("The token has expired or never ends");
    }
    Instant notBefore = jwt.getNotBefore();
    if (notBefore != null && now.plus(NOT_BEFORE_TOLERANCE).isBefore(notBefore)) {
      return invalid("The token is not valid yet");
    }
    return OAuth2TokenValidatorResult.success();
  }

  private static OAuth2TokenValidatorResult checkSubject(Jwt jwt) {
    String subject = jwt.getSubject();
    boolean valid =
        subject != null
            && UserId.isValid(subject)
            && Text.isStorable(subject)
            && !subject.equals(UserId.SYSTEM.value());
    return valid ? OAuth2TokenValidatorResult.success() : invalid("The token names no user");
  }

  private static OAuth2TokenValidatorResult invalid(String why) {
    return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", why, null));
  }

  private static @Nullable String textClaim(Jwt jwt, String claim) {
    return jwt.getClaims().get(claim) instanceof String text
            && text.length() <= MAX_CLAIM_LENGTH
            && Text.isStorable(text)
        ? text
        : null;
  }

  private static Set<String> roles(@Nullable Object claim) {
    return claim instanceof Collection<?> roles
        ? roles.stream()
            .filter(String.class::isInstance)
            .map(String.class::cast)
            .collect(Collectors.toUnmodifiableSet())
        : Set.of();
  }
}
