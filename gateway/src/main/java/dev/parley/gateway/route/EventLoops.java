package dev.parley.gateway.route;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.cloud.gateway.config.HttpClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.ReactorResourceFactory;
import reactor.netty.resources.LoopResources;

/// One set of event loops for clients and services alike: what comes in on a thread goes out on it.
/// Few loops are better than many: a busy one finds several connections ready at each look.
@Configuration(proxyBeanMethods = false)
class EventLoops {

  /// @param threads `parley.gateway.event-loops`; 0: half the cores, since what the gateway stands
  ///   before is often on the same machine
  @Bean(destroyMethod = "dispose")
  LoopResources eventLoopThreads(@Value("${parley.gateway.event-loops:0}") int threads) {
    int count = threads > 0 ? threads : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    return LoopResources.create("edge", count, true);
  }

  @Bean
  ReactorResourceFactory reactorServerResourceFactory(LoopResources loops) {
    ReactorResourceFactory resources = new ReactorResourceFactory();
    resources.setUseGlobalResources(false);
    resources.setLoopResources(loops);
    return resources;
  }

  @Bean
  HttpClientCustomizer clientEventLoops(LoopResources loops) {
    return client -> client.runOn(loops);
  }
}
