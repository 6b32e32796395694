package dev.parley.gateway.apidocs;

import dev.parley.common.event.EventBody;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.ServiceUrls;
import dev.parley.gateway.route.RealtimeProperties;
import dev.parley.gateway.route.ServiceProperties;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
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

/// Serves the services' API documents as one. It is put together at most once a minute, or sooner
/// while a service's part is missing; a service that is away keeps the part that it gave last.
@RestController
class ApiDocsController {

  private static final Logger log = LoggerFactory.getLogger(ApiDocsController.class);
  private static final String PATH = "/v3/api-docs";
  private static final Resource EVENTS = new ClassPathResource("asyncapi.json", EventBody.class);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final Duration IN_ALL = Duration.ofSeconds(8);
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final Duration INCOMPLETE_KEPT = Duration.ofSeconds(2);
  private static final int OK = 200;

  private final Map<String, ServiceUrls> services;
  private final HttpClient http;
  private final Map<String, JsonNode> parts = new ConcurrentHashMap<>();
  private final AtomicBoolean refreshing = new AtomicBoolean();
  private volatile @Nullable Kept kept;

  /// @param until when it is put together anew, by [System#nanoTime]
  private record Kept(byte[] document, long until) {}

  ApiDocsController(ServiceProperties services, RealtimeProperties realtime, LoopResources loops) {
    this.services = new LinkedHashMap<>(services.byName());
    realtime.actuators().byId().values().stream()
        .findFirst()
        .map(node -> ServiceUrls.of(node.toString()))
        .ifPresent(node -> this.services.put(RealtimeProperties.SERVICE, node));
    this.http =
        HttpClient.create(ConnectionProvider.newConnection()).runOn(loops).responseTimeout(TIMEOUT);
  }

  @GetMapping(path = "/api-docs", produces = MediaType.APPLICATION_JSON_VALUE)
  Mono<byte[]> document() {
    Kept current = kept;
    if (current == null) {
      return refresh();
    }
    boolean fresh = System.nanoTime() - current.until() < 0;
    return fresh || !refreshing.compareAndSet(false, true)
        ? Mono.just(current.document())
        : refresh().doFinally(_ -> refreshing.set(false));
  }

  /// The AsyncAPI document of what goes through Kafka.
  @GetMapping(path = "/api-docs/events", produces = MediaType.APPLICATION_JSON_VALUE)
  Resource events() {
    return EVENTS;
  }

  /// In time, whatever becomes of the questions.
  private Mono<byte[]> refresh() {
    return Flux.fromIterable(services.entrySet())
        .flatMap(service -> fetch(service.getKey(), service.getValue().inTurn().getFirst()))
        .then()
        .timeout(IN_ALL, Mono.empty())
        .then(Mono.fromSupplier(this::merge));
  }

  private Mono<Void> fetch(String service, URI url) {
    return http.get()
        .uri(url.resolve(PATH))
        .responseSingle(
            (response, body) -> response.status().code() == OK ? body.asByteArray() : Mono.empty())
        .doOnNext(bytes -> parts.put(service, JsonMapper.shared().readTree(bytes)))
        .onErrorResume(failure -> {
          log.atInfo()
              .addKeyValue("service", service)
              .addKeyValue("cause", failure.toString())
              .log("No API document");
          return Mono.empty();
        })
        .then();
  }

  private byte[] merge() {
    if (parts.isEmpty()) {
      throw new UnavailableException("The services' API documents");
    }
    byte[] document =
        JsonMapper.shared().writeValueAsBytes(MergedDocument.of(new TreeMap<>(parts), "v1"));
    Duration lasts = parts.size() == services.size() ? KEPT : INCOMPLETE_KEPT;
    kept = new Kept(document, System.nanoTime() + lasts.toNanos());
    return document;
  }
}
