package dev.parley.gateway.apidocs;

import dev.parley.common.event.EventBody;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.ServiceUrls;
import dev.parley.gateway.route.RealtimeProperties;
import dev.parley.gateway.route.ServiceProperties;
import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Serves the services' API documents as one, or none: a document with a part of the API missing
/// looks like a whole one. It is put together at most once a minute, and a service that is away
/// keeps the part that it gave last.
@RestController
class ApiDocsController {

  private static final Logger log = LoggerFactory.getLogger(ApiDocsController.class);
  private static final String PATH = "/v3/api-docs";
  private static final Resource EVENTS = new ClassPathResource("asyncapi.json", EventBody.class);

  /// A service makes its document when it is asked first, which takes seconds on a busy machine.
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int OK = 200;

  private final Map<String, ServiceUrls> services;
  private final HttpClient http;
  private final Map<String, JsonNode> parts = new ConcurrentHashMap<>();
  private final AtomicReference<@Nullable Mono<byte[]>> asked = new AtomicReference<>();
  private final Clock clock;
  private volatile @Nullable Kept kept;

  /// @param until when it is put together anew
  private record Kept(byte[] document, Instant until) {}

  ApiDocsController(
      ServiceProperties services, RealtimeProperties realtime, LoopResources loops, Clock clock) {
    this.services = new LinkedHashMap<>(services.byName());
    Collection<URI> nodes = realtime.actuators().byId().values();
    if (!nodes.isEmpty()) {
      String urls = String.join(",", nodes.stream().map(URI::toString).toList());
      this.services.put(RealtimeProperties.SERVICE, ServiceUrls.of(urls));
    }
    this.http = HttpClient.create(ConnectionProvider.newConnection()).runOn(loops);
    this.clock = clock;
  }

  @GetMapping(path = "/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<byte[]> document() {
    Kept current = kept;
    if (current != null && (clock.instant().isBefore(current.until()) || asked.get() != null)) {
      return Mono.just(current.document());
    }
    return refreshed();
  }

  /// The AsyncAPI document of what goes through Kafka.
  @GetMapping(path = "/api-docs/events", produces = MediaType.APPLICATION_JSON_VALUE)
  Resource events() {
    return EVENTS;
  }

  /// The services are asked once for all who wait.
  private Mono<byte[]> refreshed() {
    Mono<byte[]> mine = refresh().doOnTerminate(() -> asked.set(null)).cache();
    Mono<byte[]> others = asked.compareAndExchange(null, mine);
    return others == null ? mine : others;
  }

  private Mono<byte[]> refresh() {
    return Flux.fromIterable(services.entrySet())
        .flatMap(service -> fetch(service.getKey(), service.getValue().inTurn()))
        .then(Mono.fromSupplier(this::merge));
  }

  /// Asks one instance after the other, until one has answered.
  private Mono<Void> fetch(String service, List<URI> instances) {
    return Flux.fromIterable(instances)
        .concatMap(instance -> ask(service, instance))
        .next()
        .doOnNext(part -> parts.put(service, part))
        .then();
  }

  private Mono<JsonNode> ask(String service, URI instance) {
    return http.get()
        .uri(instance.resolve(PATH))
        .responseSingle((response, body) ->
            response.status().code() == OK
                ? body.asByteArray()
                : Mono.error(new IOException("it answered " + response.status())))
        .map(JsonMapper.shared()::readTree)
        .timeout(TIMEOUT)
        .onErrorResume(failure -> {
          log.atWarn()
              .addKeyValue("service", service)
              .addKeyValue("node", instance.getAuthority())
              .addKeyValue("cause", failure.toString())
              .log("No API document");
          return Mono.empty();
        });
  }

  private byte[] merge() {
    Set<String> missing = new TreeSet<>(services.keySet());
    missing.removeAll(parts.keySet());
    if (!missing.isEmpty()) {
      throw new UnavailableException("The API document of " + String.join(", ", missing));
    }
    byte[] document =
        JsonMapper.shared().writeValueAsBytes(MergedDocument.of(new TreeMap<>(parts), "v1"));
    kept = new Kept(document, clock.instant().plus(KEPT));
    return document;
  }
}
