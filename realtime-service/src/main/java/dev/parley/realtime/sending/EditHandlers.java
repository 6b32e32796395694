package dev.parley.realtime.sending;

import dev.parley.realtime.session.EventHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class EditHandlers {

  @Bean
  EventHandler editMessage(SendLanes lanes) {
    return new EditHandler(EditOp.EDIT, lanes);
  }

  @Bean
  EventHandler deleteMessage(SendLanes lanes) {
    return new EditHandler(EditOp.DELETE, lanes);
  }

  @Bean
  EventHandler addReaction(SendLanes lanes) {
    return new EditHandler(EditOp.REACT, lanes);
  }

  @Bean
  EventHandler removeReaction(SendLanes lanes) {
    return new EditHandler(EditOp.UNREACT, lanes);
  }
}
