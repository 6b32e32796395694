package dev.parley.conversation.activity;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// What a batch of messages, in any order and as often as they come, does to their conversations.
final class Activity {

  record Sender(ConversationId conversation, String user) {}

  record Uncounted(ConversationId conversation, long seq) {}

  record Mention(ConversationId conversation, String user, long seq) {}

  private final Map<ConversationId, MessageBody> newest = new TreeMap<>();
  private final Map<ConversationId, Long> revs = new HashMap<>();
  private final Map<Sender, Long> sent = new LinkedHashMap<>();
  private final Set<Uncounted> uncounted = new LinkedHashSet<>();
  private final Set<Mention> mentions = new LinkedHashSet<>();
  private final Map<ConversationId, Long> lastUncounted = new HashMap<>();
  private final Map<ConversationId, Long> lastMentions = new HashMap<>();

  void take(MessageBody message) {
    ConversationId conversation = message.conversationId();
    newest.merge(conversation, message, Activity::newer);
    revs.merge(conversation, message.rev(), Math::max);
    sent.merge(new Sender(conversation, message.senderId()), message.seq(), Math::max);
    if (message.deletedAt() != null || Boolean.TRUE.equals(message.silent())) {
      uncounted.add(new Uncounted(conversation, message.seq()));
      lastUncounted.merge(conversation, message.seq(), Math::max);
    } else if (!message.mentions().isEmpty()) {
      message.mentions().forEach(u -> mentions.add(new Mention(conversation, u, message.seq())));
      lastMentions.merge(conversation, message.seq(), Math::max);
    }
  }

  private static MessageBody newer(MessageBody a, MessageBody b) {
    boolean first = a.seq() == b.seq() ? a.rev() >= b.rev() : a.seq() > b.seq();
    return first ? a : b;
  }

  boolean isEmpty() {
    return newest.isEmpty();
  }

  /// One for each conversation: the one with the highest seq, as its highest rev has it.
  Collection<MessageBody> newest() {
    return newest.values();
  }

  long rev(ConversationId conversation) {
    return revs.getOrDefault(conversation, 0L);
  }

  /// The last seq that each sender sent. The suite itself is none.
  Map<Sender, Long> sent() {
    Map<Sender, Long> users = new LinkedHashMap<>(sent);
    users.keySet().removeIf(sender -> sender.user().equals(UserId.SYSTEM.value()));
    return users;
  }

  /// The highest seq in the conversation that no count counts; 0 for none.
  long lastUncounted(ConversationId conversation) {
    return lastUncounted.getOrDefault(conversation, 0L);
  }

  /// The highest seq in the conversation that mentions somebody; 0 for none.
  long lastMention(ConversationId conversation) {
    return lastMentions.getOrDefault(conversation, 0L);
  }

  Set<Uncounted> uncounted() {
    return uncounted;
  }

  Set<Mention> mentions() {
    return mentions;
  }
}
