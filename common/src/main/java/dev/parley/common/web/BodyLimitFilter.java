package dev.parley.common.web;

import dev.parley.common.json.Json;
import dev.parley.common.problem.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.springframework.web.filter.OncePerRequestFilter;

/// Reads no body beyond a bound, whatever its length is said to be: `too_large`. The suite's own
/// services are not held to it: their batches have bounds of their own.
final class BodyLimitFilter extends OncePerRequestFilter {

  private final long maxBytes;

  BodyLimitFilter(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > maxBytes) {
      refuse(request, response);
    } else if (request.getContentLengthLong() < 0) {
      chain.doFilter(new Bounded(request), response);
    } else {
      chain.doFilter(request, response);
    }
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    @Nullable String type = request.getContentType();
    if (request.getRequestURI().startsWith("/internal/")) {
      return true;
    }
    return type != null && type.regionMatches(true, 0, "multipart/", 0, "multipart/".length());
  }

  private void refuse(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var refusal = new BodyTooLargeException(maxBytes);
    response.setStatus(refusal.type().status());
    response.setContentType(Problem.MEDIA_TYPE);
    response
        .getOutputStream()
        .write(Json.mapper().writeValueAsBytes(Problem.of(refusal, request.getRequestURI())));
  }

  private final class Bounded extends HttpServletRequestWrapper {

    Bounded(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      return new BoundedStream(super.getInputStream());
    }

    @Override
    public BufferedReader getReader() throws IOException {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }

  private final class BoundedStream extends ServletInputStream {

    private final ServletInputStream source;
    private long taken;

    BoundedStream(ServletInputStream source) {
      this.source = source;
    }

    @Override
    public int read() throws IOException {
      int one = source.read();
      count(one < 0 ? 0 : 1);
      return one;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int some = source.read(buffer, offset, length);
      count(some);
      return some;
    }

    private void count(int bytes) {
      taken += Math.max(0, bytes);
      if (taken > maxBytes) {
        throw new BodyTooLargeException(maxBytes);
      }
    }

    @Override
    public boolean isFinished() {
      return source.isFinished();
    }

    @Override
    public boolean isReady() {
      return source.isReady();
    }

    @Override
    public void setReadListener(ReadListener listener) {
      source.setReadListener(listener);
    }
  }
}
