package dev.parley.conversation.opening;

import dev.parley.common.id.UserId;
import dev.parley.conversation.conversation.About;
import dev.parley.conversation.conversation.Pair;
import org.jspecify.annotations.Nullable;

/// @param creator null when the platform asks
/// @param about what it is about from now on; null leaves an existing one as it is
/// @param metadata JSON; an existing one keeps its own
public record NewDirect(
    Pair pair, @Nullable UserId creator, @Nullable About about, @Nullable String metadata) {

  public static NewDirect between(UserId creator, UserId other) {
    return new NewDirect(Pair.of(creator, other), creator, null, null);
  }
}
