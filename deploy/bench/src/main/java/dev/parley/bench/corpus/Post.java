package dev.parley.bench.corpus;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A message, as the changes so far have left it. What may be done to it, and in which order
/// numbers are taken, is its conversation's matter.
final class Post {

  static final String TEXT = "text";
  static final String SYSTEM = "system";

  /// What it shows of the message that it answers.
  ///
  /// @param preview null once that is deleted
  record Quote(UUID id, long seq, String sender, @Nullable String preview) {}

  record Reactor(String user, long rev) {}

  /// A content that was replaced.
  record Edit(long rev, String content, Instant at) {}

  final UUID id;
  final long seq;
  final String type;
  final String sender;
  final Instant createdAt;
  final Map<String, List<Reactor>> reactions = new LinkedHashMap<>();
  final List<Edit> edits = new ArrayList<>();
  List<String> mentions = List.of();
  @Nullable String content;
  @Nullable String metadata;
  @Nullable Quote quote;
  @Nullable UUID threadRoot;
  boolean silent;

  /// Whether it has to stay as it is: something looks for it.
  boolean kept;

  long rev;
  int threadReplies;
  @Nullable Instant editedAt;
  @Nullable Instant deletedAt;

  /// Its rev when it last told whom it mentions; 0 for never.
  long mentionsRev;

  /// Its rev when it last told that it was edited; 0 for never.
  long editedRev;

  Post(UUID id, long seq, String type, String sender, Instant createdAt) {
    this.id = id;
    this.seq = seq;
    this.type = type;
    this.sender = sender;
    this.createdAt = createdAt;
  }

  /// What its conversation's next rev does to it, as those who follow the changes have it.
  void revise(long newRev) {
    rev = newRev;
    if (!isDeleted() && editedAt != null) {
      editedRev = newRev;
    }
    if (tellsMentions()) {
      mentionsRev = newRev;
    }
  }

  /// Whether those who keep mentions take it up: an edit says who is mentioned now, be it nobody.
  boolean tellsMentions() {
    return !isDeleted() && (editedAt != null || !mentions.isEmpty());
  }

  void edit(String newContent, long nextRev, Instant at) {
    if (content != null) {
      edits.add(new Edit(nextRev, content, at));
    }
    content = newContent;
    editedAt = at;
  }

  /// All that is left is its place, its sender and its thread.
  void delete(Instant at) {
    content = null;
    quote = null;
    mentions = List.of();
    reactions.clear();
    edits.clear();
    editedAt = null;
    deletedAt = at;
  }

  /// @return whether it had not been there
  boolean react(String emoji, String user, long nextRev) {
    List<Reactor> reactors = reactions.computeIfAbsent(emoji, _ -> new ArrayList<>());
    if (reactors.stream().anyMatch(reactor -> reactor.user().equals(user))) {
      return false;
    }
    reactors.add(new Reactor(user, nextRev));
    return true;
  }

  boolean isDeleted() {
    return deletedAt != null;
  }

  /// Whether a user wrote it and it is still there.
  boolean isOpen() {
    return type.equals(TEXT) && !isDeleted();
  }

  /// Whether unread counts leave it out.
  boolean isUncounted() {
    return silent || isDeleted();
  }

  /// Whether it shows the text of that one.
  boolean quotes(Post other) {
    Quote shown = quote;
    return shown != null && shown.preview() != null && shown.id().equals(other.id);
  }

  void forgetQuote() {
    Quote shown = quote;
    if (shown != null) {
      quote = new Quote(shown.id(), shown.seq(), shown.sender(), null);
    }
  }
}
