package dev.parley.common.security;

import dev.parley.common.json.Json;
import dev.parley.common.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;

/// The door of every service: `/internal/**` is for the suite's own services, the actuator and the
// API
/// document are open to whoever reaches the port, and everything else takes a user's token. A
// service
/// checks by itself, whatever stands in front of it.
public final class CallerFilter extends OncePerRequestFilter {

  static final String CALLER = Caller.class.getName();
  private static final String SCHEME = "Bearer ";

  private final TokenVerifier users;
  private final InternalTokens services;

  public CallerFilter(TokenVerifier users, InternalTokens services) {
    this.users = users;
    this.services = services;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String path = plain(request.getRequestURI());
    try {
      if (isUnder(path, "/internal")) {
        services.verify(bearerToken(request));
      } else if (!isOpen(path)) {
        request.setAttribute(CALLER, users.verify(bearerToken(request)));
      }
    } catch (InvalidTokenException e) {
      refuse(e, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return true;
  }

  /// The path as handlers are matched to it, so that `/%69nternal` is no way around.
  private static String plain(String uri) {
    StringBuilder plain = new StringBuilder();
    for (PathContainer.Element element : PathContainer.parsePath(uri).elements()) {
      plain.append(
          element instanceof PathContainer.PathSegment segment
              ? segment.valueToMatch()
              : element.value());
    }
    return plain.toString();
  }

  private static boolean isOpen(String path) {
    return isUnder(path, "/actuator") || isUnder(path, "/v3/api-docs");
  }

  private static boolean isUnder(String path, String root) {
    return path.equals(root) || path.startsWith(root + "/");
  }

  private static String bearerToken(HttpServletRequest request) {
    @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new InvalidTokenException("A bearer token is needed");
    }
    return header.substring(SCHEME.length()).strip();
  }

  private static void refuse(
      InvalidTokenException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(e.type().status());
    response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    response.setContentType(Problem.MEDIA_TYPE);
    response
        .getOutputStream()
        .write(Json.mapper().writeValueAsBytes(Problem.of(e, request.getRequestURI())));
  }
}
