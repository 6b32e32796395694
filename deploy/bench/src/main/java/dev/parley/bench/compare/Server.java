package dev.parley.bench.compare;

import java.net.URI;
import java.util.List;

/// A running server that the loads are put on. [#close()] leaves no process behind.
public interface Server extends AutoCloseable {
  String name();

  /// Its one address, such as `http://127.0.0.1:40001`.
  URI address();

  /// HS256 secret of its users' tokens.
  String secret();

  /// All that it consists of, its database included; descendants count too.
  List<Long> pids();

  /// Whether it promises that a sender's messages arrive in the order in which they were sent.
  boolean keepsOrder();

  @Override
  void close();
}
