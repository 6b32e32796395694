package dev.parley.conversation.conversation;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.id.Uuids;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostPersist;
import jakarta.persistence.Table;
import jakarta.persistence.Transient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Persistable;

/// A conversation without its messages and without its participants' own settings. Each change
/// takes the next version; who changes it holds its row lock, so versions are published in order.
@Entity
@Table(name = "conversation")
public class Conversation implements Persistable<UUID> {

  @Id private UUID id;

  @Convert(converter = ConversationType.InDatabase.class)
  private ConversationType type;

  private @Nullable String lowUserId;
  private @Nullable String highUserId;
  private boolean lowBlocks;
  private boolean highBlocks;
  private @Nullable String name;
  private @Nullable String avatarUrl;
  private @Nullable String contextType;
  private @Nullable String contextId;
  private boolean contextByPlatform;

  @Convert(converter = ConversationState.InDatabase.class)
  private ConversationState state;

  @Convert(converter = History.InDatabase.class)
  private History history;

  private @Nullable String metadata;
  private @Nullable String createdBy;
  private Instant createdAt;
  private Instant updatedAt;
  private long version;
  private int participantCount;
  private @Nullable Instant deletedAt;

  @Transient private boolean stored;

  @SuppressWarnings("NullAway.Init")
  protected Conversation() {}

  private Conversation(ConversationType type, @Nullable UserId createdBy, Instant now) {
    this.id = Uuids.next();
    this.type = type;
    this.state = ConversationState.OPEN;
    this.history = History.ALL;
    this.createdBy = createdBy == null ? null : createdBy.value();
    this.createdAt = now;
    this.updatedAt = now;
    this.version = 1;
  }

  /// @param createdBy null when the platform asked for it
  /// @param metadata JSON
  public static Conversation direct(
      Pair pair,
      @Nullable UserId createdBy,
      @Nullable About about,
      @Nullable String metadata,
      Instant now) {
    Conversation conversation = new Conversation(ConversationType.DIRECT, createdBy, now);
    conversation.lowUserId = pair.low().value();
    conversation.highUserId = pair.high().value();
    conversation.beginWith(about, metadata, 2);
    return conversation;
  }

  /// @param createdBy null when the platform asked for it
  public static Conversation group(
      @Nullable UserId createdBy, GroupFields fields, int participantCount, Instant now) {
    Conversation conversation = new Conversation(ConversationType.GROUP, createdBy, now);
    conversation.name = fields.name();
    conversation.avatarUrl = fields.avatarUrl();
    conversation.history = fields.history();
    conversation.beginWith(fields.about(), fields.metadata(), participantCount);
    return conversation;
  }

  private void beginWith(@Nullable About about, @Nullable String json, int participants) {
    if (about != null) {
      take(about);
    }
    metadata = json;
    participantCount = participants;
  }

  /// @return what changed, as `conversation.updated` says it; the weightiest first
  List<String> edit(ConversationEdit edit, Instant now) {
    List<String> changes = new ArrayList<>();
    if (edit.state() != null && edit.state() != state) {
      state = edit.state();
      changes.add("state_changed");
    }
    if (edit.history() != null && edit.history() != history) {
      history = edit.history();
      changes.add("history_changed");
    }
    if (edit.name().changes(name)) {
      name = edit.name().value();
      changes.add("renamed");
    }
    if (edit.avatarUrl().changes(avatarUrl)) {
      avatarUrl = edit.avatarUrl().value();
      changes.add("avatar_changed");
    }
    if (edit.metadata().changes(metadata)) {
      metadata = edit.metadata().value();
      changes.add("metadata_changed");
    }
    if (!changes.isEmpty()) {
      touch(now);
    }
    return changes;
  }

  /// What the platform makes of it, whoever may do so otherwise.
  ///
  /// @return whether that changed anything
  public boolean become(ConversationState wanted, Instant now) {
    if (state == wanted) {
      return false;
    }
    state = wanted;
    touch(now);
    return true;
  }

  /// What the platform has said no user replaces.
  ///
  /// @return whether that changed anything
  public boolean isNowAbout(About about, Instant now) {
    if (about.equals(about()) || (contextByPlatform && !about.byPlatform())) {
      return false;
    }
    take(about);
    touch(now);
    return true;
  }

  private void take(About about) {
    contextType = about.context().type();
    contextId = about.context().id();
    contextByPlatform = about.byPlatform();
  }

  /// One side of a direct conversation blocks or unblocks the other.
  ///
  /// @return whether that changed anything
  public boolean setBlocked(UserId by, boolean blocks, Instant now) {
    boolean isLow = by.value().equals(lowUserId);
    if ((isLow ? lowBlocks : highBlocks) == blocks) {
      return false;
    }
    if (isLow) {
      lowBlocks = blocks;
    } else {
      highBlocks = blocks;
    }
    touch(now);
    return true;
  }

  /// @return whether there was any
  boolean liftBlocks(Instant now) {
    if (!isBlocked()) {
      return false;
    }
    lowBlocks = false;
    highBlocks = false;
    touch(now);
    return true;
  }

  public void changeMembership(int difference, Instant now) {
    participantCount += difference;
    touch(now);
  }

  /// It is gone for everyone, for good: what was said of it goes too.
  void end(Instant now) {
    deletedAt = now;
    state = ConversationState.ARCHIVED;
    name = null;
    avatarUrl = null;
    contextType = null;
    contextId = null;
    contextByPlatform = false;
    metadata = null;
    participantCount = 0;
    touch(now);
  }

  /// Takes another version, for a change that is published in more than one event.
  void takeNextVersion() {
    version++;
  }

  private void touch(Instant now) {
    updatedAt = now;
    version++;
  }

  public ConversationId conversationId() {
    return new ConversationId(id);
  }

  public boolean isDirect() {
    return type == ConversationType.DIRECT;
  }

  public boolean hidesWhatWasBefore() {
    return history == History.SINCE_JOINING;
  }

  public boolean isArchived() {
    return state == ConversationState.ARCHIVED;
  }

  public boolean isBlocked() {
    return lowBlocks || highBlocks;
  }

  public int participantCount() {
    return participantCount;
  }

  public long version() {
    return version;
  }

  List<String> blockedBy() {
    List<String> blockers = new ArrayList<>(2);
    if (lowBlocks && lowUserId != null) {
      blockers.add(lowUserId);
    }
    if (highBlocks && highUserId != null) {
      blockers.add(highUserId);
    }
    return blockers;
  }

  @Nullable About about() {
    return About.of(contextType, contextId, contextByPlatform);
  }

  /// What events and views say of it, its participants and messages left open.
  ConversationSummary summary() {
    return new ConversationSummary(
        conversationId(),
        type,
        name,
        avatarUrl,
        about(),
        state,
        history,
        metadata,
        createdBy,
        createdAt,
        updatedAt,
        version,
        participantCount);
  }

  @Override
  public UUID getId() {
    return id;
  }

  @Override
  public boolean isNew() {
    return !stored;
  }

  @PostLoad
  @PostPersist
  void markStored() {
    stored = true;
  }
}
