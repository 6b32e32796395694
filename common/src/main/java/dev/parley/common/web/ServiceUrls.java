package dev.parley.common.web;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

/// Where the instances of one service are: `http://10.0.0.1:8080,http://10.0.0.2:8080`. Calls go
/// round, past instances that could not be reached a moment ago.
public final class ServiceUrls {

  /// How long calls go elsewhere first after an instance could not be reached.
  static final Duration AVOIDED_FOR = Duration.ofSeconds(2);

  private final List<URI> all;
  private final LongSupplier nanos;
  private final AtomicInteger turn = new AtomicInteger();
  private final Map<URI, Long> avoidedSince = new ConcurrentHashMap<>();

  ServiceUrls(List<URI> all, LongSupplier nanos) {
    this.all = List.copyOf(all);
    this.nanos = nanos;
  }

  /// @throws IllegalArgumentException when there is none, or one is no base URL of http or https
  public static ServiceUrls of(String text) {
    List<URI> urls =
        Arrays.stream(text.split(",", -1)).map(String::strip).map(ServiceUrls::baseUrl).toList();
    return new ServiceUrls(urls, System::nanoTime);
  }

  private static URI baseUrl(String text) {
    URI url = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    if (url.getScheme() == null || !url.getScheme().matches("https?") || url.getHost() == null) {
      throw new IllegalArgumentException("not a base URL: " + text);
    }
    return url;
  }

  /// In the order they were written.
  public List<URI> all() {
    return all;
  }

  /// All of them, in the order in which to try them for one call.
  public List<URI> inTurn() {
    if (all.size() == 1) {
      return all;
    }
    int first = Math.floorMod(turn.getAndIncrement(), all.size());
    List<URI> reachable = new ArrayList<>(all.size());
    List<URI> avoided = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      URI url = all.get((first + i) % all.size());
      (isAvoided(url) ? avoided : reachable).add(url);
    }
    reachable.addAll(avoided);
    return reachable;
  }

  /// No connection to it could be made.
  public void unreachable(URI url) {
    avoidedSince.put(url, nanos.getAsLong());
  }

  private boolean isAvoided(URI url) {
    Long since = avoidedSince.get(url);
    return since != null && nanos.getAsLong() - since < AVOIDED_FOR.toNanos();
  }

  @Override
  public String toString() {
    return String.join(",", all.stream().map(URI::toString).toList());
  }
}
