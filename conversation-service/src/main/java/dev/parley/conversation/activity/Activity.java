package dev.parley.conversation.activity;

import dev.parley.common.event.MessageBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a batch of messages, in any order and as often as they come, does to their conversations.
final class Activity {

  record Sender(ConversationId conversation, String user) {}

  /// A message, by its place.
  record Place(ConversationId conversation, long seq) {

    static final Comparator<Place> ORDER =
        Comparator.comparing(Place::conversation).thenComparingLong(Place::seq);
  }

  record Mention(Place place, String user, long rev) {}

  private static final String EVERYBODY = "@all";

  private record Counted(long seq, Instant at) {}

  private final Map<ConversationId, MessageBody> newest = new TreeMap<>();
  private final Map<ConversationId, Long> revs = new HashMap<>();
  private final Map<Sender, Long> sent = new LinkedHashMap<>();
  private final Set<Place> uncounted = new LinkedHashSet<>();
  private final Map<Place, MessageBody> mentioning = new LinkedHashMap<>();
  private final Map<ConversationId, Counted> lastCounted = new HashMap<>();
  private final Map<ConversationId, Long> lastUncounted = new HashMap<>();
  private final Map<ConversationId, Long> lastMentions = new HashMap<>();

  void take(MessageBody message) {
    ConversationId conversation = message.conversationId();
    newest.merge(conversation, message, Activity::newer);
    revs.merge(conversation, message.rev(), Math::max);
    sent.merge(new Sender(conversation, message.senderId()), message.seq(), Math::max);
    if (message.deletedAt() != null || Boolean.TRUE.equals(message.silent())) {
      uncounted.add(new Place(conversation, message.seq()));
      lastUncounted.merge(conversation, message.seq(), Math::max);
    } else {
      Counted counted = new Counted(message.seq(), message.createdAt());
      lastCounted.merge(conversation, counted, (x, y) -> x.seq >= y.seq ? x : y);
      takeMentions(message);
    }
  }

  /// An edit says who is mentioned now, be it nobody.
  private void takeMentions(MessageBody message) {
    if (!message.mentions().isEmpty() || message.editedAt() != null) {
      mentioning.merge(
          new Place(message.conversationId(), message.seq()), message, Activity::newer);
      lastMentions.merge(message.conversationId(), message.seq(), Math::max);
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

  /// The highest seq in the conversation that counts, as far as this batch tells; 0 for none.
  long lastCounted(ConversationId conversation) {
    Counted counted = lastCounted.get(conversation);
    return counted == null ? 0 : counted.seq;
  }

  /// When it was sent; null for none.
  @Nullable Instant lastCountedAt(ConversationId conversation) {
    Counted counted = lastCounted.get(conversation);
    return counted == null ? null : counted.at;
  }

  Set<Place> uncounted() {
    return uncounted;
  }

  /// Who is mentioned in each message, as its highest rev in this batch has it. Where everybody is,
  /// nobody is named beside that: counts add up.
  List<Mention> mentions() {
    return mentioning.entrySet().stream()
        .flatMap(e ->
            mentionedIn(e.getValue())
                .map(user -> new Mention(e.getKey(), user, e.getValue().rev())))
        .toList();
  }

  private static Stream<String> mentionedIn(MessageBody message) {
    return message.mentions().contains(EVERYBODY)
        ? Stream.of(EVERYBODY)
        : message.mentions().stream().distinct();
  }

  /// The edited messages, and the rev that each has here.
  Map<Place, Long> edited() {
    Map<Place, Long> edited = new TreeMap<>(Place.ORDER);
    mentioning.forEach((place, message) -> {
      if (message.editedAt() != null) {
        edited.put(place, message.rev());
      }
    });
    return edited;
  }
}
