package dev.parley.message.credits;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/// @param enabled whether direct messages outside any context are charged
/// @param ledgerUrl base URL of the platform's ledger; required where enabled
/// @param token bearer token for it
/// @param cost credits for one message, 1–1 000 000
/// @param timeout for one answer of the ledger
/// @param settleAfter how long a charge whose message's fate is not known is left alone: longer
///   than any send takes
@Validated
@ConfigurationProperties("parley.message.credits")
record CreditProperties(
    boolean enabled,
    @Nullable URI ledgerUrl,
    @Nullable String token,
    @DefaultValue("50") @Min(1) @Max(1_000_000) int cost,
    @DefaultValue("refuse") WhenDown whenDown,
    @DefaultValue("1s") Duration timeout,
    @DefaultValue("1m") Duration settleAfter) {

  CreditProperties {
    if (enabled && ledgerUrl == null) {
      throw new IllegalArgumentException(
          "parley.message.credits.ledger-url is required where credits are enabled");
    }
  }
}
