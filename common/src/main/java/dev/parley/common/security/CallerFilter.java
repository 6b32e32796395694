package dev.parley.common.security;

import dev.parley.common.json.Json;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.Problem;
import dev.parley.common.problem.UnavailableException;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.PathContainer;
import org.springframework.http.server.RequestPath;
import org.springframework.web.filter.OncePerRequestFilter;

/// The door of every service: `/internal/**` is for the suite's own services, the actuator and the
/// API document are open to whoever reaches the port, and everything else takes a user's token. A
/// service checks by itself, whatever stands in front of it.
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
    try {
      List<String> path = segments(request);
      if (isUnder(path, "internal")) {
        services.verify(bearerToken(request));
      } else if (!isUnder(path, "actuator") && !isUnder(path, "v3", "api-docs")) {
        request.setAttribute(CALLER, users.verify(bearerToken(request)));
      }
    } catch (InvalidTokenException | UnavailableException e) {
      refuse(e, request, response);
      return;
    }
    chain.doFilter(request, response);
  }

  @Override
  protected boolean shouldNotFilterErrorDispatch() {
    return true;
  }

  /// The path as Spring MVC matches it with a controller: by segments, decoded and without their
  /// parameters. The raw text would let `/%69nternal` through another door than the one behind it.
  private static List<String> segments(HttpServletRequest request) {
    return RequestPath.parse(request.getRequestURI(), request.getContextPath())
        .pathWithinApplication()
        .elements()
        .stream()
        .filter(PathContainer.PathSegment.class::isInstance)
        .map(element -> ((PathContainer.PathSegment) element).valueToMatch())
        .toList();
  }

  private static boolean isUnder(List<String> path, String... root) {
    return path.size() >= root.length && path.subList(0, root.length).equals(List.of(root));
  }

  private static String bearerToken(HttpServletRequest request) {
    @Nullable String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header == null || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      throw new InvalidTokenException("A bearer token is needed");
    }
    return header.substring(SCHEME.length()).strip();
  }

  private static void refuse(
      DomainException e, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setStatus(e.type().status());
    if (e instanceof InvalidTokenException) {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
    } else if (e.retryAfter() != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(e.retryAfter().toSeconds()));
    }
    response.setContentType(Problem.MEDIA_TYPE);
    response
        .getOutputStream()
        .write(Json.mapper().writeValueAsBytes(Problem.of(e, request.getRequestURI())));
  }
}
