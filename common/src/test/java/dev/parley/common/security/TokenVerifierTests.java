package dev.parley.common.security;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.JSONObjectUtils;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.ProblemType;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.testing.MutableClock;
import dev.parley.common.testing.Tokens;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.interfaces.RSAPublicKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTests {

  private static final UserId ANNA = new UserId("anna");
  private static final Instant NOW = Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS);

  private final MutableClock clock = MutableClock.at(NOW);
  private final Revocations revocations = new Revocations(Duration.ofHours(1), clock);
  private final TokenVerifier verifier =
      new TokenVerifier(new SecurityProperties.Jwt(Tokens.SECRET, null, null), revocations, clock);

  @Test
  void saysWhoTheCallerIs() {
    Caller caller =
        verifier.verify(
            Tokens.user("auth0|anna")
                .name("Anna")
                .claim("picture", "https://example.org/a.png")
                .roles("moderator")
                .jti("t-1")
                .expiresAt(NOW.plusSeconds(60))
                .encode());

    assertThat(caller.id().value()).isEqualTo("auth0|anna");
    assertThat(caller.name()).isEqualTo("Anna");
    assertThat(caller.picture()).isEqualTo("https://example.org/a.png");
    assertThat(caller.tokenId()).isEqualTo("t-1");
    assertThat(caller.expiresAt()).isEqualTo(NOW.plusSeconds(60));
    assertThat(caller.isModerator()).isTrue();
    assertThat(verifier.verify(Tokens.of("ben")).isModerator()).isFalse();
  }

  @Test
  void claimsOfTheWrongTypeAreAsIfTheyWereNotThere() {
    Caller caller =
        verifier.verify(
            Tokens.user("anna")
                .claim("name", 5)
                .claim("picture", List.of("x"))
                .claim("roles", "admin")
                .claim("jti", null)
                .encode());
    assertThat(caller.name()).isNull();
    assertThat(caller.picture()).isNull();
    assertThat(caller.roles()).isEmpty();
    assertThat(caller.tokenId()).isNull();
    assertThat(
            verifier
                .verify(Tokens.user("anna").claim("roles", List.of("admin", 5)).encode())
                .roles())
        .containsExactly("admin");
    assertThat(verifier.verify(Tokens.user("anna").name("a\0b").encode()).name()).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS384", "HS512", "RS256", "ES256", "", "HS256 "})
  void takesNoOtherAlgorithmThanItsOwn(String algorithm) {
    assertRefused(Tokens.user("anna").algorithm(algorithm).encode());
  }

  @Test
  void refusesForgeries() {
    assertRefused(Tokens.user("anna").signedWith("another-secret-that-is-long-enough!").encode());
    assertRefused(Tokens.internal("realtime-service"));
    String good = Tokens.of("anna");
    String[] parts = good.split("\\.");
    assertRefused(parts[0] + "." + Tokens.of("ben").split("\\.")[1] + "." + parts[2]);
    assertRefused(parts[0] + "." + parts[1] + ".");
    assertRefused(parts[0] + "." + parts[1]);
    assertRefused(good + "x");
    assertRefused("");
    assertRefused("...");
    assertRefused("x".repeat(10_000));
  }

  @Test
  void needsASubjectThatIsAUser() {
    assertRefused(Tokens.user("anna").claim("sub", null).encode());
    assertRefused(Tokens.user("anna").claim("sub", List.of()).encode());
    assertRefused(Tokens.of(""));
    assertRefused(Tokens.of(" "));
    assertRefused(Tokens.of("x".repeat(129)));
    assertRefused(Tokens.of("a\nb"));
    assertRefused(Tokens.of("a\0b"));
    assertRefused(Tokens.of("system"));
  }

  @Test
  void needsAnEndAndKeepsItToTheSecond() {
    assertRefused(Tokens.user("anna").claim("exp", null).encode());
    assertRefused(Tokens.user("anna").claim("exp", "tomorrow").encode());
    String token = Tokens.user("anna").expiresAt(NOW.plusSeconds(10)).encode();
    clock.setTo(NOW.plusSeconds(10).minusMillis(1));
    assertThat(verifier.verify(token).id().value()).isEqualTo("anna");
    clock.setTo(NOW.plusSeconds(10));
    assertRefused(token);
  }

  @Test
  void takesATokenOfAFastClockAndNoneOfTheFuture() {
    Tokens token = Tokens.user("anna");
    assertThat(
            verifier.verify(token.claim("nbf", NOW.plusSeconds(30).getEpochSecond()).encode()).id())
        .isNotNull();
    assertRefused(token.claim("nbf", NOW.plusSeconds(31).getEpochSecond()).encode());
  }

  @Test
  void byKeySetTakesRs256AndNeverThePublicKeyAsASecret() throws Exception {
    RSAKey key = new RSAKeyGenerator(2_048).keyID("k1").generate();
    HttpServer server = keys(new JWKSet(key.toPublicJWK()));
    try {
      String uri = "http://127.0.0.1:" + server.getAddress().getPort() + "/keys";
      var byKeys =
          new TokenVerifier(new SecurityProperties.Jwt(null, null, uri), revocations, clock);
      JWTClaimsSet claims =
          new JWTClaimsSet.Builder()
              .subject("anna")
              .expirationTime(Date.from(NOW.plus(Duration.ofMinutes(5))))
              .build();
      SignedJWT good =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
      good.sign(new RSASSASigner(key));
      SignedJWT confused =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims);
      RSAPublicKey known = key.toRSAPublicKey();
      confused.sign(new MACSigner(known.getEncoded()));
      SignedJWT confusedByPem =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("k1").build(), claims);
      confusedByPem.sign(new MACSigner(key.toPublicJWK().toJSONString().getBytes(UTF_8)));
      SignedJWT stranger =
          new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k1").build(), claims);
      stranger.sign(new RSASSASigner(new RSAKeyGenerator(2_048).keyID("k1").generate()));

      assertThat(byKeys.verify(good.serialize()).id().value()).isEqualTo("anna");
      for (String bad :
          List.of(
              confused.serialize(),
              confusedByPem.serialize(),
              stranger.serialize(),
              Tokens.of("anna"),
              Tokens.user("anna").algorithm("none").encode())) {
        assertThatExceptionOfType(InvalidTokenException.class).isThrownBy(() -> byKeys.verify(bad));
      }
      assertRefused(good.serialize());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void tokensOfMadeUpKeysDoNotKeepTheIssuerBusy() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
    ECKey next = new ECKeyGenerator(Curve.P_256).keyID("e2").generate();
    AtomicInteger fetches = new AtomicInteger();
    AtomicReference<JWKSet> published = new AtomicReference<>(new JWKSet(key.toPublicJWK()));
    HttpServer server = keys(new JWKSet());
    serve(
        server,
        "/changing",
        () -> {
          fetches.incrementAndGet();
          return json(published.get());
        });
    String uri = "http://127.0.0.1:" + server.getAddress().getPort() + "/changing";
    var byKeys = new TokenVerifier(new SecurityProperties.Jwt(null, null, uri), revocations, clock);
    try {
      assertThat(byKeys.verify(issuedBy(null, key)).id()).isEqualTo(ANNA);
      for (int i = 0; i < 20; i++) {
        String madeUp = issuedBy(null, new ECKeyGenerator(Curve.P_256).keyID("x" + i).generate());
        assertThatExceptionOfType(InvalidTokenException.class)
            .isThrownBy(() -> byKeys.verify(madeUp));
        assertThat(byKeys.verify(issuedBy(null, key)).id()).isEqualTo(ANNA);
      }
      assertThat(fetches).hasValue(1);

      published.set(new JWKSet(List.of(key.toPublicJWK(), next.toPublicJWK())));
      clock.advance(KeyFetches.PAUSE);
      assertThat(byKeys.verify(issuedBy(null, next)).id()).isEqualTo(ANNA);
      assertThat(fetches).hasValue(2);
    } finally {
      server.stop(0);
    }
    clock.advance(KeyFetches.PAUSE);
    String madeUp = issuedBy(null, new ECKeyGenerator(Curve.P_256).keyID("y").generate());
    assertThatExceptionOfType(UnavailableException.class)
        .as("whether the key is new cannot be known")
        .isThrownBy(() -> byKeys.verify(madeUp));
  }

  @Test
  void byIssuerTakesEs256OfThatIssuerAlone() throws Exception {
    ECKey key = new ECKeyGenerator(Curve.P_256).keyID("e1").generate();
    HttpServer server = keys(new JWKSet(key.toPublicJWK()));
    String issuer = "http://127.0.0.1:" + server.getAddress().getPort();
    String metadata = "{\"issuer\":\"%s\",\"jwks_uri\":\"%s/keys\"}".formatted(issuer, issuer);
    serve(server, "/.well-known/openid-configuration", metadata);
    try {
      var byIssuer =
          new TokenVerifier(new SecurityProperties.Jwt(null, issuer, null), revocations, clock);

      assertThat(byIssuer.verify(issuedBy(issuer, key)).id()).isEqualTo(ANNA);
      for (String bad :
          List.of(
              issuedBy("https://another.example", key),
              issuedBy(null, key),
              issuedBy(issuer, new ECKeyGenerator(Curve.P_256).keyID("e1").generate()),
              Tokens.user("anna").claim("iss", issuer).encode())) {
        assertThatExceptionOfType(InvalidTokenException.class)
            .isThrownBy(() -> byIssuer.verify(bad));
      }
    } finally {
      server.stop(0);
    }
    var early =
        new TokenVerifier(new SecurityProperties.Jwt(null, issuer, null), revocations, clock);
    assertThatExceptionOfType(UnavailableException.class)
        .as("the issuer is away")
        .isThrownBy(() -> early.verify(issuedBy(issuer, key)));
  }

  private static String issuedBy(@Nullable String issuer, ECKey key) throws Exception {
    JWTClaimsSet claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(ANNA.value())
            .expirationTime(Date.from(NOW.plus(Duration.ofMinutes(5))))
            .build();
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims);
    token.sign(new ECDSASigner(key));
    return token.serialize();
  }

  @Test
  void refusesWhatWasIssuedUntilAllWasRevoked() {
    revocations.revokeAll(ANNA, NOW);

    assertRefused(issued(NOW.minusSeconds(60)).encode());
    assertRefused(issued(NOW).encode());
    assertThat(verifier.verify(issued(NOW.plusSeconds(1)).encode()).id()).isEqualTo(ANNA);
    assertThat(verifier.verify(Tokens.of("ben")).id().value()).isEqualTo("ben");
  }

  /// Else whoever issues tokens without a time could not take them back.
  @Test
  void takesATokenWithoutATimeForAnOldOne() {
    String timeless = Tokens.user("anna").claim("iat", null).encode();
    assertThat(verifier.verify(timeless).issuedAt()).isNull();

    revocations.revokeAll(ANNA, NOW.minusSeconds(600));

    assertRefused(timeless);
  }

  @Test
  void refusesOneTokenAndOneLoginOnly() {
    revocations.revokeToken(ANNA, "t-1", NOW);
    revocations.revokeSession(ANNA, "s-1", NOW);

    assertRefused(Tokens.user("anna").jti("t-1").encode());
    assertRefused(Tokens.user("anna").jti("t-2").claim("sid", "s-1").encode());
    for (String other :
        new String[] {
          Tokens.user("anna").jti("t-2").claim("sid", "s-2").encode(),
          Tokens.user("anna").jti("s-1").claim("sid", "t-1").encode(),
          Tokens.user("ben").jti("t-1").claim("sid", "s-1").encode()
        }) {
      assertThat(verifier.verify(other).expiresAt()).isAfter(NOW);
    }
  }

  @Test
  void remembersARevocationForAsLongAsATokenLives() {
    revocations.revokeToken(ANNA, "t-1", NOW);
    clock.advance(Duration.ofMinutes(59));
    revokeManyOthers();
    assertRefused(Tokens.user("anna").jti("t-1").expiresAt(NOW.plusSeconds(7_000)).encode());

    clock.advance(Duration.ofMinutes(2));
    revokeManyOthers();

    assertThat(revocations.size()).isLessThan(2_500);
    assertThat(
            verifier
                .verify(Tokens.user("anna").jti("t-1").expiresAt(NOW.plusSeconds(7_000)).encode())
                .tokenId())
        .isEqualTo("t-1");
  }

  /// Such a token, taken back, would be good again once that is forgotten.
  @Test
  void refusesATokenThatOutlivesItsRevocation() {
    assertRefused(Tokens.user("anna").expiresAt(NOW.plus(Duration.ofHours(2))).encode());
    assertRefused(Tokens.user("anna").expiresAt(NOW.plusSeconds(3_660)).encode());
    assertThat(verifier.verify(Tokens.user("anna").expiresAt(NOW.plusSeconds(3_600)).encode()).id())
        .isEqualTo(ANNA);
  }

  private void revokeManyOthers() {
    for (int i = 0; i < 1_000; i++) {
      revocations.revokeToken(ANNA, "other-" + clock.instant() + i, clock.instant());
    }
  }

  private static Tokens issued(Instant at) {
    return Tokens.user("anna").claim("iat", at.getEpochSecond());
  }

  private void assertRefused(String token) {
    assertThatExceptionOfType(InvalidTokenException.class)
        .as(token)
        .isThrownBy(() -> verifier.verify(token))
        .satisfies(e -> assertThat(e.type()).isEqualTo(ProblemType.UNAUTHENTICATED));
  }

  private static HttpServer keys(JWKSet keys) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    serve(server, "/keys", json(keys));
    server.start();
    return server;
  }

  private static String json(JWKSet keys) {
    return JSONObjectUtils.toJSONString(Map.copyOf(keys.toJSONObject()));
  }

  private static void serve(HttpServer server, String path, String json) {
    serve(server, path, () -> json);
  }

  private static void serve(HttpServer server, String path, Supplier<String> json) {
    server.createContext(
        path,
        exchange -> {
          try (exchange) {
            byte[] body = json.get().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
          }
        });
  }
}
