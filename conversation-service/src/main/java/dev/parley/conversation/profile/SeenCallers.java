package dev.parley.conversation.profile;

import dev.parley.common.security.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Takes each caller's name and picture from the token they come with.
@Configuration(proxyBeanMethods = false)
class SeenCallers implements WebMvcConfigurer, HandlerInterceptor {

  private final SeenProfiles profiles;

  SeenCallers(SeenProfiles profiles) {
    this.profiles = profiles;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(this).addPathPatterns("/api/**");
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getAttribute(Caller.class.getName()) instanceof Caller caller) {
      profiles.take(caller.id(), caller.name(), caller.picture());
    }
    return true;
  }
}
