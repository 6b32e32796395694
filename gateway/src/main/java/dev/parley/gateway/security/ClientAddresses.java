package dev.parley.gateway.security;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is at the other end. `X-Forwarded-For` is believed as far as trusted proxies wrote it: read
/// from the right, the first address that is none of theirs is the client's.
public final class ClientAddresses {

  private static final int ANY_PORT = 0;
  private static final int IPV4_BYTES = 4;
  private static final int IPV6_NETWORK_BYTES = 8;
  private static final String UNKNOWN = "unknown";

  private final List<IpSubnetFilterRule> trusted;

  /// @param trustedProxies networks as `10.0.0.0/8` or `fd00::/8`
  /// @throws IllegalArgumentException when one is not of that form
  public ClientAddresses(List<String> trustedProxies) {
    this.trusted = trustedProxies.stream().map(ClientAddresses::network).toList();
  }

  public boolean isTrusted(@Nullable InetSocketAddress peer) {
    return peer != null
        && peer.getAddress() != null
        && trusted.stream().anyMatch(network -> network.matches(peer));
  }

  /// The client's address as text.
  ///
  /// @param forwardedFor the values of `X-Forwarded-For`, in the order they came
  public String of(@Nullable InetSocketAddress peer, List<String> forwardedFor) {
    if (!isTrusted(peer)) {
      return text(peer);
    }
    String client = text(peer);
    String[] hops = String.join(",", forwardedFor).split(",", -1);
    for (int i = hops.length - 1; i >= 0; i--) {
      byte @Nullable [] address = NetUtil.createByteArrayFromIpAddressString(hops[i].strip());
      if (address == null) {
        return client;
      }
      InetSocketAddress hop = new InetSocketAddress(inetAddress(address), ANY_PORT);
      client = text(hop);
      if (!isTrusted(hop)) {
        return client;
      }
    }
    return client;
  }

  /// What a limit per client is kept under: the address, or for IPv6 its network, since one client
  /// has a whole /64 of them.
  public static String limitKey(String address) {
    byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null || bytes.length == IPV4_BYTES) {
      return address;
    }
    Arrays.fill(bytes, IPV6_NETWORK_BYTES, bytes.length, (byte) 0);
    return NetUtil.bytesToIpAddress(bytes);
  }

  private static String text(@Nullable InetSocketAddress peer) {
    return peer == null || peer.getAddress() == null
        ? UNKNOWN
        : NetUtil.toAddressString(peer.getAddress());
  }

  private static InetAddress inetAddress(byte[] address) {
    try {
      return InetAddress.getByAddress(address);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static IpSubnetFilterRule network(String text) {
    int slash = text.indexOf('/');
    String address = slash < 0 ? text : text.substring(0, slash);
    byte @Nullable [] bytes = NetUtil.createByteArrayFromIpAddressString(address.strip());
    if (bytes == null) {
      throw new IllegalArgumentException("not a network: " + text);
    }
    int prefix =
        slash < 0 ? bytes.length * Byte.SIZE : Integer.parseInt(text.substring(slash + 1).strip());
    return new IpSubnetFilterRule(inetAddress(bytes), prefix, IpFilterRuleType.ACCEPT);
  }
}
