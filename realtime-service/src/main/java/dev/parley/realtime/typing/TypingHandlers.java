package dev.parley.realtime.typing;

import dev.parley.realtime.session.EventHandler;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TypingHandlers {

  @Bean
  EventHandler typingStart(TypingUsers typing) {
    return new TypingHandler("typing_start", typing::start);
  }

  @Bean
  EventHandler typingStop(TypingUsers typing) {
    return new TypingHandler("typing_stop", typing::stop);
  }
}
