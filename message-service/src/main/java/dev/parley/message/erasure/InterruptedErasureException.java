package dev.parley.message.erasure;

import dev.parley.common.id.UserId;

/// The store takes no more for now; what is left is found by the next try.
final class InterruptedErasureException extends RuntimeException {

  InterruptedErasureException(UserId user) {
    super("the erasure of " + user + " waits for the store");
  }
}
