package dev.parley.common.web;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;

/// Where the instances of one service are: `http://10.0.0.1:8080,http://10.0.0.2:8080`. Calls go
/// round, past instances that could not be reached a moment ago.
public final class ServiceUrls {

  /// How long calls go elsewhere first after an instance could not be reached.
  static final Duration AVOIDED_FOR = Duration.ofSeconds(2);

  private final RoundRobin<URI> urls;

  ServiceUrls(List<URI> all, LongSupplier nanos) {
    urls = new RoundRobin<>(all, AVOIDED_FOR, nanos);
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
    return urls.all();
  }

  /// All of them, in the order in which to try them for one call.
  public List<URI> inTurn() {
    return urls.inTurn();
  }

  /// No connection to it could be made.
  public void unreachable(URI url) {
    urls.unreachable(url);
  }

  @Override
  public String toString() {
    return String.join(",", all().stream().map(URI::toString).toList());
  }
}
