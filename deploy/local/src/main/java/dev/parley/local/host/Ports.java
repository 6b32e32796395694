package dev.parley.local.host;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;

/// Gives out free ports on 127.0.0.1. They lie below the range from which the kernel takes the
/// ports of outgoing connections, so that a service that is being restarted finds its port still
/// free.
public final class Ports {

  private static final int FIRST = 20_000;
  private static final int COUNT = 10_000;

  private final Set<Integer> given = new HashSet<>();
  private int next;

  /// @param seed launchers with different seeds begin to look at different places
  public Ports(int seed) {
    this.next = Math.floorMod(seed, COUNT);
  }

  public synchronized int free() {
    for (int tried = 0; tried < COUNT; tried++) {
      int port = FIRST + next;
      next = (next + 1) % COUNT;
      if (given.add(port) && isFree(port)) {
        return port;
      }
    }
    throw LaunchFailure.of(ExitCode.PORT_TAKEN, "no free port between 20000 and 29999");
  }

  /// Makes sure of a port that the user chose, and keeps it from being given out.
  ///
  /// @throws LaunchFailure `PORT_TAKEN`
  public synchronized void claim(int port, String setting) {
    if (!given.add(port)) {
      throw LaunchFailure.of(
          ExitCode.PORT_TAKEN, "port " + port + " is given to two; set " + setting + " to another");
    }
    if (!isFree(port)) {
      throw LaunchFailure.of(
          ExitCode.PORT_TAKEN, "port " + port + " is taken; set " + setting + " to another");
    }
  }

  static boolean isFree(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
