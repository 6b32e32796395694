package dev.parley.conversation.opening;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.ValidationException;
import dev.parley.conversation.blocking.BlockedException;
import dev.parley.conversation.blocking.Blocks;
import dev.parley.conversation.conversation.About;
import dev.parley.conversation.conversation.Conversation;
import dev.parley.conversation.conversation.ConversationBirth;
import dev.parley.conversation.conversation.Conversations;
import dev.parley.conversation.conversation.Pair;
import dev.parley.conversation.conversation.PairLock;
import dev.parley.conversation.profile.Profiles;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Opens conversations: the pair's one, or a new group.
@Component
public class ConversationOpener {

  private final Conversations conversations;
  private final ConversationBirth birth;
  private final Blocks blocks;
  private final PairLock pairs;
  private final Profiles profiles;
  private final Clock clock;

  ConversationOpener(
      Conversations conversations,
      ConversationBirth birth,
      Blocks blocks,
      PairLock pairs,
      Profiles profiles,
      Clock clock) {
    this.conversations = conversations;
    this.birth = birth;
    this.blocks = blocks;
    this.pairs = pairs;
    this.profiles = profiles;
    this.clock = clock;
  }

  /// The pair's conversation. However many ask at once, one of them makes it.
  ///
  /// @throws BlockedException `blocked`
  @Transactional
  public Opened direct(NewDirect wanted) {
    refuseBlocked(wanted.pair());
    Optional<UUID> existing = find(wanted.pair());
    if (existing.isPresent() && wanted.about() == null) {
      return existing(existing.get());
    }
    pairs.take(wanted.pair());
    refuseBlocked(wanted.pair());
    existing = find(wanted.pair());
    if (existing.isPresent()) {
      turnTo(existing.get(), wanted.about());
      return existing(existing.get());
    }
    refuseGone(goneOf(wanted.pair()));
    Conversation conversation =
        Conversation.direct(
            wanted.pair(), wanted.creator(), wanted.about(), wanted.metadata(), clock.instant());
    birth.ofDirect(conversation, wanted.pair());
    return new Opened(conversation.conversationId(), true);
  }

  /// The pair's conversation, for one who writes to the other: theirs if they have one, even across
  /// a block. A message that was stored before the block is answered with itself when it is sent
  /// again; that no other is stored is message-service's to see to.
  ///
  /// @throws BlockedException `blocked` where one would have to be opened
  @Transactional
  public ConversationId forSender(UserId sender, UserId recipient) {
    NewDirect wanted = NewDirect.between(sender, recipient);
    return find(wanted.pair()).map(ConversationId::new).orElseGet(() -> direct(wanted).id());
  }

  /// The pair's conversation, for what the platform has to tell them: theirs if they have one, even
  /// across a block.
  ///
  /// @return empty where one would have to be opened, for two of whom one has blocked the other or
  ///   whose account is gone
  @Transactional
  public Optional<ConversationId> forPlatform(Pair pair, @Nullable About about) {
    pairs.take(pair);
    Optional<UUID> existing = find(pair);
    if (existing.isPresent()) {
      turnTo(existing.get(), about);
      return existing.map(ConversationId::new);
    }
    if (blocks.between(pair) || !goneOf(pair).isEmpty()) {
      return Optional.empty();
    }
    Conversation conversation = Conversation.direct(pair, null, about, null, clock.instant());
    birth.ofDirect(conversation, pair);
    return Optional.of(conversation.conversationId());
  }

  @Transactional
  public Opened group(NewGroup wanted) {
    @Nullable UserId creator = wanted.creator();
    Set<UserId> all = new HashSet<>(wanted.members());
    if (creator != null) {
      all.add(creator);
    }
    refuseGone(profiles.deletedOf(all));
    int size = all.size();
    Conversation conversation = Conversation.group(creator, wanted.fields(), size, clock.instant());
    birth.ofGroup(conversation, creator, wanted.members());
    return new Opened(conversation.conversationId(), true);
  }

  private Set<UserId> goneOf(Pair pair) {
    return profiles.deletedOf(List.of(pair.low(), pair.high()));
  }

  private static void refuseGone(Set<UserId> gone) {
    if (!gone.isEmpty()) {
      throw new ValidationException("participant_ids", "deleted");
    }
  }

  private void turnTo(UUID id, @Nullable About about) {
    if (about != null) {
      Instant now = clock.instant();
      conversations.lock(id).ifPresent(conversation -> birth.turn(conversation, about, now));
    }
  }

  private void refuseBlocked(Pair pair) {
    if (blocks.between(pair)) {
      throw new BlockedException();
    }
  }

  private Optional<UUID> find(Pair pair) {
    return conversations.findDirect(pair.low().value(), pair.high().value());
  }

  private static Opened existing(UUID id) {
    return new Opened(new ConversationId(id), false);
  }
}
