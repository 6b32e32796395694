package dev.parley.gateway.security;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// Whom the gateway believes and lets in.
///
/// @param trustedProxies networks (`10.0.0.0/8`) whose `X-Forwarded-*` headers are believed
/// @param cors pages from elsewhere
@ConfigurationProperties("parley.gateway")
public record EdgeProperties(@DefaultValue List<String> trustedProxies, @DefaultValue Cors cors) {

  /// @param allowedOrigins origins or patterns (`https://*.example.com`) whose pages may use the
  ///   suite; the gateway's own always may
  public record Cors(@DefaultValue List<String> allowedOrigins) {}
}
