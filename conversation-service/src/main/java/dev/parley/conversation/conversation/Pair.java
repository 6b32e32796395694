package dev.parley.conversation.conversation;

import dev.parley.common.id.UserId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The two of a direct conversation, in byte order of their ids, which is the database's order too.
public record Pair(UserId low, UserId high) {

  public Pair {
    if (low.equals(high)) {
      throw new IllegalArgumentException("a pair is two users");
    }
  }

  public static Pair of(UserId one, UserId other) {
    return Arrays.compareUnsigned(bytes(one), bytes(other)) < 0
        ? new Pair(one, other)
        : new Pair(other, one);
  }

  private static byte[] bytes(UserId user) {
    return user.value().getBytes(StandardCharsets.UTF_8);
  }
}
