package dev.parley.gateway.ratelimit;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// How much one client may ask of one gateway node.
///
/// @param enabled false for benchmarks
/// @param reads by user: GET, HEAD and `POST /sync`
/// @param writes by user
/// @param uploads by user: `POST /media`
/// @param handshakes by address: new Socket.IO sessions
/// @param strangers by address: requests whose token is missing or not valid
@ConfigurationProperties("parley.gateway.rate-limits")
public record RateLimitProperties(
    @DefaultValue("true") boolean enabled,
    @DefaultValue("1200/200") Rate reads,
    @DefaultValue("600/100") Rate writes,
    @DefaultValue("30/20") Rate uploads,
    @DefaultValue("600/500") Rate handshakes,
    @DefaultValue("120/60") Rate strangers) {

  /// A token bucket, written `<per minute>/<burst>`.
  ///
  /// @param perMinute what is given back each minute, evenly; 1 or more
  /// @param burst what may be used at once after a pause; 1 or more
  public record Rate(int perMinute, int burst) {

    public Rate {
      if (perMinute < 1 || burst < 1) {
        throw new IllegalArgumentException("a rate has at least one a minute and a burst of one");
      }
    }

    /// @throws IllegalArgumentException when the text is anything else
    public static Rate of(String text) {
      String[] parts = text.split("/", -1);
      if (parts.length != 2) {
        throw new IllegalArgumentException("not <per minute>/<burst>: " + text);
      }
      return new Rate(Integer.parseInt(parts[0].strip()), Integer.parseInt(parts[1].strip()));
    }
  }
}
