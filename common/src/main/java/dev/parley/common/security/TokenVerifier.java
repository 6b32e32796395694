package dev.parley.common.security;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Text;
import dev.parley.common.problem.UnavailableException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.MacAlgorithm;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.BadJwtException;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtDecoderInitializationException;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.jwt.SupplierJwtDecoder;

/// Checks the platform's tokens and says who the caller is.
///
/// The signature's algorithm is fixed by configuration, never by the token: `alg: none` and a key
/// used under another algorithm are refused. `sub` and `exp` must be there. An expired token is
/// refused to the second; a token from a host whose clock runs ahead is taken 30 s early. A token
/// that lives longer than [SecurityProperties#maxTokenLife] from now is refused: taken back, it
/// would be good again when that is forgotten.
///
/// Source: RFC 8725, sections 3.1 and 3.2.
public final class TokenVerifier {

  private static final Logger log = LoggerFactory.getLogger(TokenVerifier.class);
  private static final Duration NOT_BEFORE_TOLERANCE = Duration.ofSeconds(30);
  private static final int MAX_CLAIM_LENGTH = 2_048;

  private static final Duration UNTOLD_LIFE = Duration.ofSeconds(1);

  private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

  private final Revocations revocations;
  private final Clock clock;
  private final AtomicReference<Instant> longLifeTold = new AtomicReference<>(Instant.EPOCH);
  private final JwtDecoder decoder;

  /// @param revocations tokens that are refused though their time has not come
  public TokenVerifier(SecurityProperties.Jwt properties, Revocations revocations, Clock clock) {
    this.revocations = revocations;
    this.clock = clock;
    // An issuer is asked for its keys with the first token: it may be away when we start.
    this.decoder =
        given(properties.secret()) != null || given(properties.jwkSetUri()) != null
            ? checking(properties, clock)
            : new SupplierJwtDecoder(() -> checking(properties, clock));
  }

  private static JwtDecoder checking(SecurityProperties.Jwt properties, Clock clock) {
    NimbusJwtDecoder nimbus = decoderFor(properties, clock);
    OAuth2TokenValidator<Jwt> times = jwt -> checkTimes(jwt, clock.instant());
    OAuth2TokenValidator<Jwt> subject = TokenVerifier::checkSubject;
    String issuer = given(properties.issuerUri());
    nimbus.setJwtValidator(
        issuer == null
            ? new DelegatingOAuth2TokenValidator<>(times, subject)
            : new DelegatingOAuth2TokenValidator<>(times, subject, new JwtIssuerValidator(issuer)));
    return nimbus;
  }

  private static @Nullable String given(@Nullable String setting) {
    return setting == null || setting.isBlank() ? null : setting;
  }

  /// @param token the compact form, without `Bearer`
  /// @throws InvalidTokenException `unauthenticated`
  /// @throws UnavailableException `unavailable`: the issuer's keys cannot be had, so that nothing
  ///   is known of the token
  public Caller verify(String token) {
    Caller caller;
    try {
      caller = callerOf(decoder.decode(token));
    } catch (BadJwtException e) {
      throw new InvalidTokenException("The token is not valid");
    } catch (JwtException | JwtDecoderInitializationException e) {
      if (e instanceof JwtException && KeyFetches.isKeyUnknown(e)) {
        throw new InvalidTokenException("The token is not valid");
      }
      log.atWarn().setCause(e).log("The keys of the tokens' issuer cannot be had");
      throw new UnavailableException("token-issuer");
    }
    if (!revocations.outlast(caller.expiresAt())) {
      tellOfLongLife(caller);
      throw new InvalidTokenException("The token lives longer than tokens may");
    }
    if (revocations.covers(caller)) {
      throw new InvalidTokenException("The token has been revoked");
    }
    return caller;
  }

  /// Now and then: the platform makes all of its tokens alike.
  private void tellOfLongLife(Caller caller) {
    Instant now = clock.instant();
    Instant told = longLifeTold.get();
    if (now.isAfter(told.plus(TOLD_EVERY)) && longLifeTold.compareAndSet(told, now)) {
      log.atWarn()
          .addKeyValue("expires_at", caller.expiresAt())
          .log("Tokens that live longer than parley.security.max-token-life are refused");
    }
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

  private static NimbusJwtDecoder decoderFor(SecurityProperties.Jwt properties, Clock clock) {
    String secret = given(properties.secret());
    if (secret != null) {
      return hs256(secret);
    }
    String keys = given(properties.jwkSetUri());
    if (keys != null) {
      return NimbusJwtDecoder.withJwkSetUri(keys)
          .restOperations(KeyFetches.by(clock))
          .jwsAlgorithm(SignatureAlgorithm.RS256)
          .jwsAlgorithm(SignatureAlgorithm.ES256)
          .build();
    }
    return NimbusJwtDecoder.withIssuerLocation(Objects.requireNonNull(properties.issuerUri()))
        .restOperations(KeyFetches.by(clock))
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
