package dev.parley.gateway.socket;

import dev.parley.gateway.ratelimit.Budget;
import dev.parley.gateway.ratelimit.RateLimitedException;
import dev.parley.gateway.ratelimit.RateLimits;
import dev.parley.gateway.request.MalformedRequestException;
import dev.parley.gateway.security.ClientAddresses;
import dev.parley.gateway.security.OriginRefusedException;
import dev.parley.gateway.security.Origins;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Whether an upgrade may go on: the same rules that the filters have for everything else.
final class Admission {

  private final Origins origins;
  private final RateLimits limits;
  private final ClientAddresses addresses;

  Admission(Origins origins, RateLimits limits, ClientAddresses addresses) {
    this.origins = origins;
    this.limits = limits;
    this.addresses = addresses;
  }

  /// @param isNew whether it begins a session; one that goes over from polling was counted before
  /// @throws OriginRefusedException `forbidden`
  /// @throws RateLimitedException `rate_limited`
  /// @throws MalformedRequestException `validation_failed`
  void check(HttpRequest request, @Nullable InetSocketAddress peer, boolean isNew) {
    HttpHeaders headers = request.headers();
    if (HttpUtil.isTransferEncodingChunked(request) || HttpUtil.getContentLength(request, 0L) > 0) {
      throw new MalformedRequestException("An upgrade has no body");
    }
    if (!origins.admits(headers.get(HttpHeaderNames.ORIGIN), headers.get(HttpHeaderNames.HOST))) {
      throw new OriginRefusedException();
    }
    if (!isNew) {
      return;
    }
    String client = addresses.of(peer, headers.getAll("X-Forwarded-For"));
    @Nullable Duration wait = limits.take(Budget.HANDSHAKES, ClientAddresses.limitKey(client));
    if (wait != null) {
      throw new RateLimitedException(wait);
    }
  }
}
