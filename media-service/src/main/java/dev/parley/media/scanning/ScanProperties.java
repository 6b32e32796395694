package dev.parley.media.scanning;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param address of clamd: `host:port`, or the path of its socket; empty: nothing is scanned
/// @param timeout for connecting, and for each answer
/// @param whenDown what becomes of files while no connection to clamd can be made. One that clamd
///   has begun with and does not manage is tried again, and rejected in the end: `not_scanned`
/// @param whenTooLarge what becomes of files that are larger than clamd takes (its
///   `StreamMaxLength`)
@Validated
@ConfigurationProperties("parley.media.scan")
public record ScanProperties(
    @DefaultValue("") String address,
    @DefaultValue("2m") Duration timeout,
    @DefaultValue("wait") WhenDown whenDown,
    @DefaultValue("reject") WhenTooLarge whenTooLarge) {

  public enum WhenDown {
    /// They stay in quarantine until it is back.
    WAIT,
    /// They are let in unscanned.
    PASS,
    /// They are rejected: `not_scanned`.
    REJECT
  }

  public enum WhenTooLarge {
    PASS,
    REJECT
  }
}
