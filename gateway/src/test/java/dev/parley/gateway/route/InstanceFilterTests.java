package dev.parley.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.cloud.gateway.support.ServerWebExchangeUtils.GATEWAY_REQUEST_URL_ATTR;

import dev.parley.common.web.ServiceUrls;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import reactor.core.publisher.Mono;

class InstanceFilterTests {

  private final InstanceFilter filter =
      new InstanceFilter(
          "message-service", ServiceUrls.of("http://10.0.0.1:81,http://10.0.0.2:82"));
  private final List<String> tried = new ArrayList<>();
  private final Set<Integer> away = new HashSet<>();
  private boolean broken;

  @Test
  void goesRoundAndKeepsPathAndQuery() {
    request();
    request();
    request();
    assertThat(tried)
        .containsExactly(
            "http://10.0.0.1:81/api/v1/messages?limit=1",
            "http://10.0.0.2:82/api/v1/messages?limit=1",
            "http://10.0.0.1:81/api/v1/messages?limit=1");
  }

  @Test
  void goesToTheOtherInstanceWhereOneIsAway() {
    away.add(81);
    request();
    assertThat(tried).extracting(url -> URI.create(url).getPort()).containsExactly(81, 82);
    request();
    request();
    assertThat(tried).extracting(url -> URI.create(url).getPort()).endsWith(82, 82);
  }

  @Test
  void failsWhereAllAreAway() {
    away.addAll(List.of(81, 82));
    assertThatThrownBy(this::request).hasRootCauseInstanceOf(ConnectException.class);
    assertThat(tried).hasSize(2);
  }

  @Test
  void doesNotRepeatWhatMayHaveBeenDone() {
    broken = true;
    assertThatThrownBy(this::request).hasMessageContaining("broken on the way");
    assertThat(tried).hasSize(1);
  }

  private void request() {
    var exchange =
        MockServerWebExchange.from(MockServerHttpRequest.post("/api/v1/messages?limit=1"));
    filter
        .filter(
            exchange,
            at -> {
              URI target = at.getRequiredAttribute(GATEWAY_REQUEST_URL_ATTR);
              tried.add(target.toString());
              if (away.contains(target.getPort())) {
                return Mono.error(new ConnectException("refused"));
              }
              return broken ? Mono.error(new IOException("broken on the way")) : Mono.empty();
            })
        .block();
  }
}
