package dev.parley.common.security;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtException;

/// The tokens by which the suite's services know each other on `/internal/**`: short-lived, and
/// signed with a key that no client's token can be signed with.
public final class InternalTokens {

  static final String ISSUER = "parley";
  private static final Duration LIFETIME = Duration.ofMinutes(5);
  private static final Duration RENEWED_BEFORE = Duration.ofMinutes(1);

  private record Issued(String token, Instant renewAt) {}

  private record Verified(String token, String service, Instant until) {}

  private final String service;
  private final String secret;
  private final Clock clock;
  private final JwtDecoder decoder;
  private volatile Issued issued;

  /// The last good token: a neighbour shows the same one for minutes, hundreds of times a second.
  private volatile @Nullable Verified verified;

  public InternalTokens(String service, String secret, Clock clock) {
    this.service = service;
    this.secret = secret;
    this.clock = clock;
    this.decoder = TokenVerifier.hs256(secret);
    this.issued = issue();
  }

  /// A token that is good for a minute at least.
  public String token() {
    Issued current = issued;
    if (!clock.instant().isBefore(current.renewAt())) {
      current = issue();
      issued = current;
    }
    return current.token();
  }

  /// @return the calling service's name
  /// @throws InvalidTokenException `unauthenticated`
  public String verify(String token) {
    Verified known = verified;
    if (known != null && isSame(known.token(), token) && clock.instant().isBefore(known.until())) {
      return known.service();
    }
    try {
      var jwt = decoder.decode(token);
      String subject = jwt.getSubject();
      boolean fresh = jwt.getExpiresAt() != null && clock.instant().isBefore(jwt.getExpiresAt());
      if (subject == null || !fresh || !ISSUER.equals(jwt.getClaimAsString("iss"))) {
        throw new InvalidTokenException("This is not a service's token");
      }
      verified = new Verified(token, subject, Objects.requireNonNull(jwt.getExpiresAt()));
      return subject;
    } catch (JwtException e) {
      throw new InvalidTokenException("This is not a service's token");
    }
  }

  /// In a time that does not tell how much of it was right.
  private static boolean isSame(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }

  private Issued issue() {
    Instant now = clock.instant();
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(ISSUER)
            .subject(service)
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plus(LIFETIME)))
            .build();
    SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
    try {
      jwt.sign(new MACSigner(secret.getBytes(StandardCharsets.UTF_8)));
    } catch (JOSEException e) {
      throw new IllegalStateException("The internal secret cannot sign", e);
    }
    return new Issued(jwt.serialize(), now.plus(LIFETIME).minus(RENEWED_BEFORE));
  }
}
