package dev.parley.message.credits;

import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.GuardedClient;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.util.Objects;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.converter.json.JacksonJsonHttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/// The platform's ledger: `POST /charges` {key, user_id, amount, reason} charges once for each key
/// and answers 402 where that cannot be paid; `DELETE /charges/{key}` takes the charge back, if
/// there is one, and forgets the key.
@Component
class Ledger {

  enum Outcome {
    CHARGED,
    INSUFFICIENT
  }

  private static final String NAME = "credit-ledger";
  private static final String REASON = "direct_message";
  private static final int PAYMENT_REQUIRED = 402;
  private static final int NOT_FOUND = 404;

  private final CreditProperties properties;
  private final GuardedClient ledger;

  Ledger(CreditProperties properties, CircuitBreakerRegistry breakers, RetryRegistry retries) {
    this.properties = properties;
    this.ledger = new GuardedClient(NAME, client(properties), breakers, retries);
  }

  private record Request(String key, UserId userId, int amount, String reason) {}

  /// @throws UnavailableException when it is not known what became of it: asking again with the
  ///   same charge settles it
  Outcome charge(Charge charge) {
    HttpStatusCode status =
        ledger.call(http ->
            answered(
                http.post()
                    .uri(base() + "/charges")
                    .body(new Request(charge.key(), charge.userId(), charge.amount(), REASON)),
                PAYMENT_REQUIRED));
    return status.is2xxSuccessful() ? Outcome.CHARGED : Outcome.INSUFFICIENT;
  }

  /// @throws UnavailableException when it is not known what became of it
  void takeBack(Charge charge) {
    ledger.call(
        http -> answered(http.delete().uri(base() + "/charges/{key}", charge.key()), NOT_FOUND));
  }

  private String base() {
    return Objects.requireNonNull(properties.ledgerUrl()).toString();
  }

  /// Whatever is neither success nor the one refusal that has a meaning is a failure of the ledger.
  private static HttpStatusCode answered(RestClient.RequestHeadersSpec<?> request, int refusal) {
    return Objects.requireNonNull(
        request.exchange((sent, answer) -> {
          HttpStatusCode status = answer.getStatusCode();
          if (status.is2xxSuccessful() || status.value() == refusal) {
            return status;
          }
          throw new UnavailableException(
              "The ledger", new IOException("answered " + status.value()));
        }));
  }

  private static RestClient client(CreditProperties properties) {
    var factory =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.timeout())
                .build());
    factory.setReadTimeout(properties.timeout());
    RestClient.Builder client =
        RestClient.builder()
            .requestFactory(factory)
            .configureMessageConverters(converters ->
                converters
                    .registerDefaults()
                    .withJsonConverter(new JacksonJsonHttpMessageConverter(Json.mapper())));
    String token = properties.token();
    return (token == null || token.isBlank()
            ? client
            : client.defaultHeaders(headers -> headers.setBearerAuth(token)))
        .build();
  }
}
