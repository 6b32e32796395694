package dev.parley.gateway.socket;

import dev.parley.gateway.ratelimit.RateLimits;
import dev.parley.gateway.request.PassedOnHeaders;
import dev.parley.gateway.route.RealtimeNodes;
import dev.parley.gateway.route.TimeoutProperties;
import dev.parley.gateway.security.ClientAddresses;
import dev.parley.gateway.security.Origins;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SocketProperties.class)
class SocketConfiguration {

  @Bean
  Tunnels tunnels(SocketProperties properties, MeterRegistry registry) {
    return new Tunnels(properties.max(), registry);
  }

  @Bean
  Admission admission(Origins origins, RateLimits limits, ClientAddresses addresses) {
    return new Admission(origins, limits, addresses);
  }

  @Bean
  NettyServerCustomizer upgrades(
      RealtimeNodes nodes,
      Admission admission,
      PassedOnHeaders headers,
      Tunnels tunnels,
      SocketProperties properties,
      TimeoutProperties timeouts) {
    SocketSettings settings =
        new SocketSettings(
            nodes,
            admission,
            headers,
            tunnels,
            timeouts.connect(),
            timeouts.answer(),
            properties.stalledAfter());
    return server ->
        server.doOnChannelInit((_, channel, _) ->
            channel
                .pipeline()
                .addAfter(
                    NettyPipeline.HttpCodec, UpgradeHandler.NAME, new UpgradeHandler(settings)));
  }
}
