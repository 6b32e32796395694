package dev.parley.gateway.request;

import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// The pages that the gateway serves: the web client and the API document.
///
/// @param mediaOrigins where signed media URLs lead, such as `https://media.example.com`: the page
///   may load from there
@ConfigurationProperties("parley.gateway.page")
public record PageProperties(@DefaultValue List<String> mediaOrigins) {

  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'%2$s; img-src 'self' data: blob:%1$s;"
          + " connect-src 'self'%1$s; font-src 'self'; manifest-src 'self'; base-uri 'none';"
          + " form-action 'none'; frame-ancestors 'none'";
  // The viewer sets styles on its elements as it draws.
  private static final String VIEWER = "/api-docs/ui";

  String policyFor(String path) {
    String media = mediaOrigins.isEmpty() ? "" : " " + String.join(" ", mediaOrigins);
    return POLICY.formatted(media, path.startsWith(VIEWER) ? " 'unsafe-inline'" : "");
  }
}
