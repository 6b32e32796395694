package dev.parley.gateway.route;

import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.gateway.route.RouteLocator;
import org.springframework.cloud.gateway.route.builder.RouteLocatorBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// What goes where. A path that is not named here is nobody's: `/internal` and the services'
/// actuators cannot be reached through the gateway.
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({
  ServiceProperties.class,
  RealtimeProperties.class,
  TimeoutProperties.class
})
class Routes {

  @Bean
  RealtimeNodes realtimeNodes(RealtimeProperties properties, Clock clock) {
    return new RealtimeNodes(properties, clock);
  }

  @Bean
  RouteLocator routeTable(
      RouteLocatorBuilder builder,
      ServiceProperties services,
      RealtimeNodes nodes,
      RealtimeProperties realtime,
      TimeoutProperties timeouts,
      Clock clock) {
    var actuators = new RealtimeNodes(realtime.actuators(), realtime.avoidedFor(), clock);
    return builder
        .routes()
        .route(
            RealtimeProperties.SERVICE,
            route ->
                route
                    .path("/socket.io", "/socket.io/")
                    .filters(filters -> filters.filter(new NodeFilter(nodes)))
                    .metadata(BackendFilter.UNPOOLED, true)
                    .metadata(BackendFilter.PATIENCE, timeouts.poll())
                    .uri("http://realtime.invalid"))
        .route(
            "presence",
            route ->
                route
                    .path("/api/v1/presence")
                    .filters(filters -> filters.filter(new NodeFilter(actuators)))
                    .metadata(BackendFilter.PATIENCE, timeouts.answer())
                    .uri("http://realtime.invalid"))
        .route(
            ServiceProperties.MESSAGE,
            route ->
                route
                    .path(
                        "/api/v1/conversations/*/messages",
                        "/api/v1/conversations/*/messages/**",
                        "/api/v1/conversations/*/changes",
                        "/api/v1/conversations/*/pins",
                        "/api/v1/messages",
                        "/api/v1/search")
                    .filters(filters ->
                        filters.filter(
                            new InstanceFilter(ServiceProperties.MESSAGE, services.message())))
                    .metadata(BackendFilter.PATIENCE, timeouts.answer())
                    .uri(services.message().all().getFirst()))
        .route(
            ServiceProperties.CONVERSATION,
            route ->
                route
                    .path(
                        "/api/v1/conversations",
                        "/api/v1/conversations/**",
                        "/api/v1/sync",
                        "/api/v1/admin/unread-repairs",
                        "/api/v1/unread",
                        "/api/v1/blocks",
                        "/api/v1/blocks/**",
                        "/api/v1/users/**")
                    .filters(filters ->
                        filters.filter(
                            new InstanceFilter(
                                ServiceProperties.CONVERSATION, services.conversation())))
                    .metadata(BackendFilter.PATIENCE, timeouts.answer())
                    .uri(services.conversation().all().getFirst()))
        .route(
            ServiceProperties.MEDIA,
            route ->
                route
                    .path("/api/v1/media", "/api/v1/media/**")
                    .filters(filters ->
                        filters.filter(
                            new InstanceFilter(ServiceProperties.MEDIA, services.media())))
                    .metadata(BackendFilter.PATIENCE, timeouts.upload())
                    .uri(services.media().all().getFirst()))
        .build();
  }
}
