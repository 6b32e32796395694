package dev.parley.gateway.ratelimit;

/// What is counted apart.
public enum Budget {
  READS,
  WRITES,
  UPLOADS,
  HANDSHAKES,
  STRANGERS
}
