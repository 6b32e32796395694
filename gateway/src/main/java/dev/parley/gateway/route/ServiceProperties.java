package dev.parley.gateway.route;

import dev.parley.common.web.ServiceUrls;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/// Base URLs of the services that the gateway stands before, one for each instance:
/// `http://10.0.0.1:8080,http://10.0.0.2:8080`.
@ConfigurationProperties("parley.services")
public record ServiceProperties(ServiceUrls conversation, ServiceUrls message, ServiceUrls media) {

  public static final String CONVERSATION = "conversation-service";
  public static final String MESSAGE = "message-service";
  public static final String MEDIA = "media-service";

  /// Base URLs by the service's name.
  public Map<String, ServiceUrls> byName() {
    Map<String, ServiceUrls> all = new LinkedHashMap<>();
    all.put(CONVERSATION, conversation);
    all.put(MESSAGE, message);
    all.put(MEDIA, media);
    return all;
  }
}
