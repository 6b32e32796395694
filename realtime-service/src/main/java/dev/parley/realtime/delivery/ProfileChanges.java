package dev.parley.realtime.delivery;

import dev.parley.common.event.ProfileUpdated;
import dev.parley.common.event.Topics;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.kafka.MalformedEventException;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.conversation.ConversationServiceClient.Membership;
import dev.parley.realtime.session.LocalUser;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.session.SessionRegistry;
import dev.parley.realtime.socketio.EncodedEvent;
import dev.parley.realtime.socketio.Priority;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/// Tells sockets what those are called, and look like, whom they share a conversation with: each
/// user once, however many conversations they share.
@Component
class ProfileChanges implements ChangeListener {

  private static final Logger log = LoggerFactory.getLogger(ProfileChanges.class);

  private final SessionRegistry sessions;
  private final LocalConversations conversations;
  private final ConversationServiceClient service;

  ProfileChanges(
      SessionRegistry sessions,
      LocalConversations conversations,
      ConversationServiceClient service) {
    this.sessions = sessions;
    this.conversations = conversations;
    this.service = service;
  }

  private record Profile(
      String userId,
      @Nullable String name,
      @Nullable String avatarUrl,
      @Nullable Boolean deleted,
      long version) {}

  @Override
  public Set<String> topics() {
    return Set.of(Topics.PROFILE_UPDATED);
  }

  /// The conversations of someone who is elsewhere are not known here: they are asked for, not by
  /// the thread that reads. One user's changes stay in their order, as questions are answered in
  /// the order they are asked in.
  @Override
  public void take(ConsumerRecord<String, byte[]> record) {
    ProfileUpdated body = EventDecoder.body(record, ProfileUpdated.class);
    if (!hasUser(body)) {
      throw new MalformedEventException("the profile has no user", null);
    }
    if (sessions.users().isEmpty()) {
      return;
    }
    UserId user = new UserId(body.userId());
    service
        .memberships(user)
        .whenComplete((memberships, failure) -> {
          if (failure == null) {
            tell(user, body, memberships);
          } else {
            log.atWarn().setCause(failure).log("A changed profile is told by the next sync alone");
          }
        });
  }

  @SuppressWarnings("ConstantValue") // JSON can leave out what the record's type promises
  private static boolean hasUser(ProfileUpdated body) {
    return body.userId() != null && UserId.isValid(body.userId());
  }

  private void tell(UserId user, ProfileUpdated body, List<Membership> memberships) {
    Set<LocalUser> told = new HashSet<>();
    LocalUser self = sessions.user(user);
    if (self != null) {
      told.add(self);
    }
    for (Membership membership : memberships) {
      conversations.ifPresent(
          membership.id().toString(), conversation -> conversation.users().forEach(told::add));
    }
    if (told.isEmpty()) {
      return;
    }
    var profile =
        new Profile(body.userId(), body.name(), body.avatarUrl(), body.deleted(), body.version());
    EncodedEvent event = ServerEvent.USER_UPDATED.with(Json.mapper().writeValueAsBytes(profile));
    for (LocalUser one : told) {
      one.emit(event, Priority.NORMAL);
    }
  }
}
