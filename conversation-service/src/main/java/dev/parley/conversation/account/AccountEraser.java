package dev.parley.conversation.account;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.profile.ProfileKeeper;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Erases an account: first its profile and its blocks, then it takes the user out of one
/// conversation after the other, each in a transaction of its own, so that no number of them holds
/// anything up. Cut off anywhere, it is begun again and finds less to do.
@Component
class AccountEraser {

  private static final Logger log = LoggerFactory.getLogger(AccountEraser.class);
  private static final int BATCH = 200;

  private final ProfileKeeper profiles;
  private final AccountTraces traces;
  private final Farewell farewell;

  AccountEraser(ProfileKeeper profiles, AccountTraces traces, Farewell farewell) {
    this.profiles = profiles;
    this.traces = traces;
    this.farewell = farewell;
  }

  void erase(UserId user) {
    profiles.erase(user);
    int count = 0;
    @Nullable ConversationId after = null;
    List<ConversationId> some = traces.conversationsOf(user, after, BATCH);
    while (!some.isEmpty()) {
      for (ConversationId conversation : some) {
        farewell.from(conversation, user);
        after = conversation;
        count++;
      }
      some = traces.conversationsOf(user, after, BATCH);
    }
    traces.forget(user);
    log.atInfo()
        .addKeyValue("user_id", user)
        .addKeyValue("conversations", count)
        .log("An account's erasure is done");
  }
}
