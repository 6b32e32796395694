package dev.parley.gateway.route;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Base URLs of the services that the gateway stands before.
@ConfigurationProperties("parley.services")
public record ServiceProperties(URI conversation, URI message, URI media) {

  public static final String CONVERSATION = "conversation-service";
  public static final String MESSAGE = "message-service";
  public static final String MEDIA = "media-service";

  /// Base URL by the service's name.
  public Map<String, URI> byName() {
    Map<String, URI> all = new LinkedHashMap<>();
    all.put(CONVERSATION, conversation);
    all.put(MESSAGE, message);
    all.put(MEDIA, media);
    return all;
  }
}
