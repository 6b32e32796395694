package dev.parley.bench.corpus;

import dev.parley.bench.corpus.Post.Quote;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One conversation while it is made up: messages, and what is done to the latest of them
/// afterwards, each change with the rev that message-service would have given it.
///
/// Nothing is done to a message that is no longer among the latest, so it can be written away, and
/// a conversation of any length takes the memory of a short one.
final class Chat {

  /// Takes each message when nothing will be done to it any more.
  interface Settled {
    void take(Chat chat, Post post);
  }

  static final String SYSTEM_SENDER = "system";
  private static final int LATEST = 40;
  private static final Duration EDITABLE = Duration.ofHours(24);
  private static final int TRIES = 4;
  private static final List<String> EMOJIS = List.of("👍", "😂", "🎉", "😮", "🙏", "🔥");

  private final UUID id;
  private final boolean direct;
  private final List<Member> members;
  private final List<Member> writers;
  private final Instant createdAt;
  private final Source source;
  private final Deque<Post> latest = new ArrayDeque<>();
  private final Map<Long, String> planted = new HashMap<>();
  private final Standing standing;
  private String name = "Group";

  /// What all of them are made up from.
  record Source(Random random, Words words, Settled settled) {

    boolean chance(double share) {
      return random.nextDouble() < share;
    }

    UUID uuid() {
      return new UUID(
          random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
    }
  }

  /// @param members the first is the one who opened it, and says most
  Chat(UUID id, boolean direct, List<Member> members, Instant createdAt, Source source) {
    this.id = id;
    this.direct = direct;
    this.members = List.copyOf(members);
    this.writers = members.stream().filter(Member::writes).toList();
    this.createdAt = createdAt;
    this.source = source;
    this.standing = new Standing(createdAt);
  }

  /// Has the message at that place end with the word, and stay as it is.
  void plant(long seq, String word) {
    planted.put(seq, word);
  }

  /// One more message, and what follows from it.
  void speak(Instant at) {
    @Nullable String word = planted.get(standing.lastSeq() + 1);
    if (word != null) {
      Post post = write(at, source.words().text() + " " + word);
      post.kept = true;
      add(post);
    } else if (source.chance(direct ? Proportions.TOLD : Proportions.SILENT)) {
      add(direct ? told(at) : renamed(at));
    } else {
      add(write(at, source.words().text()));
    }
    changeSome(at);
    while (latest.size() > LATEST) {
      settle(latest.removeFirst());
    }
  }

  /// Nothing more is said.
  void end() {
    while (!latest.isEmpty()) {
      settle(latest.removeFirst());
    }
  }

  private void settle(Post post) {
    source.settled().take(this, post);
  }

  private void add(Post post) {
    record(post);
    standing.take(post);
    latest.addLast(post);
    @Nullable Post root = rootOf(post);
    if (root != null) {
      root.threadReplies++;
      record(root);
    }
  }

  private void record(Post post) {
    post.revise(standing.nextRev());
    standing.changed(post);
  }

  private Post next(String type, String sender, Instant at) {
    return new Post(source.uuid(), standing.lastSeq() + 1, type, sender, at);
  }

  private Post told(Instant at) {
    Post post = next(Post.SYSTEM, SYSTEM_SENDER, at);
    post.content = "The booking is confirmed.";
    return post;
  }

  private Post renamed(Instant at) {
    Post post = next(Post.SYSTEM, SYSTEM_SENDER, at);
    Member actor = members.getFirst();
    name = "Group " + post.seq;
    post.content = actor.user() + " named the group “" + name + "”";
    post.metadata =
        "{\"event\":\"renamed\",\"actor_id\":\"%s\",\"value\":\"%s\"}"
            .formatted(actor.user(), name);
    post.silent = true;
    return post;
  }

  private Post write(Instant at, String text) {
    Member author = author();
    Post post = next(Post.TEXT, author.user(), at);
    post.content = text;
    author.sent(post.seq);
    if (source.chance(Proportions.REPLIES)) {
      @Nullable Post answered = pick();
      if (answered != null) {
        post.quote = new Quote(answered.id, answered.seq, answered.sender, answered.content);
      }
    }
    if (!direct && source.chance(Proportions.IN_THREADS)) {
      @Nullable Post root = pick();
      if (root != null) {
        post.threadRoot = threadOf(root);
      }
    }
    if (!direct && source.chance(Proportions.MENTIONING)) {
      post.mentions = List.of(mentioned(author));
    }
    return post;
  }

  /// A thread has one level, and its root must be at hand to count.
  private @Nullable UUID threadOf(Post answered) {
    if (answered.threadRoot == null) {
      return answered.id;
    }
    return find(answered.threadRoot) == null ? null : answered.threadRoot;
  }

  /// The n-th says 1/n as much as the first.
  private Member author() {
    double rank = Math.exp(source.random().nextDouble() * Math.log(writers.size() + 1.0));
    return writers.get(Math.min(writers.size(), (int) rank) - 1);
  }

  private String mentioned(Member author) {
    if (author.isAdmin() && source.chance(Proportions.OF_ALL)) {
      return "@all";
    }
    Member member = members.get(source.random().nextInt(members.size()));
    return member == author ? members.getLast().user() : member.user();
  }

  private void changeSome(Instant at) {
    if (source.chance(Proportions.EDITED)) {
      edit(at);
    }
    if (source.chance(Proportions.DELETED)) {
      delete(at);
    }
    if (source.chance(Proportions.REACTED_TO)) {
      react();
    }
  }

  private void edit(Instant at) {
    @Nullable Post post = pick();
    if (post == null || post.createdAt.plus(EDITABLE).isBefore(at)) {
      // Of what there is, the newest can always be edited.
      post = latest.getLast();
    }
    if (post.isOpen() && !post.kept) {
      post.edit(source.words().text(), standing.lastRev() + 1, at);
      record(post);
    }
  }

  private void delete(Instant at) {
    @Nullable Post post = pick();
    if (post == null || post.kept || (post.threadRoot != null && rootOf(post) == null)) {
      return;
    }
    post.delete(at);
    record(post);
    for (Post answer : latest) {
      if (answer.quotes(post)) {
        answer.forgetQuote();
        record(answer);
      }
    }
    @Nullable Post root = rootOf(post);
    if (root != null) {
      root.threadReplies--;
      record(root);
    }
  }

  private void react() {
    @Nullable Post post = pick();
    if (post == null) {
      return;
    }
    for (int left = 1 + source.random().nextInt(Proportions.MOST_REACTIONS); left > 0; left--) {
      String emoji = EMOJIS.get(source.random().nextInt(EMOJIS.size()));
      Member by = writers.get(source.random().nextInt(writers.size()));
      if (post.react(emoji, by.user(), standing.lastRev() + 1)) {
        record(post);
      }
    }
  }

  /// One of the latest that a user wrote and that is still there; null where none is found soon.
  private @Nullable Post pick() {
    List<Post> all = new ArrayList<>(latest);
    for (int i = 0; i < TRIES && !all.isEmpty(); i++) {
      Post post = all.get(source.random().nextInt(all.size()));
      if (post.isOpen()) {
        return post;
      }
    }
    return null;
  }

  private @Nullable Post rootOf(Post post) {
    return post.threadRoot == null ? null : find(post.threadRoot);
  }

  private @Nullable Post find(UUID wanted) {
    for (Post post : latest) {
      if (post.id.equals(wanted)) {
        return post;
      }
    }
    return null;
  }

  UUID id() {
    return id;
  }

  boolean isDirect() {
    return direct;
  }

  List<Member> members() {
    return members;
  }

  Instant createdAt() {
    return createdAt;
  }

  @Nullable String name() {
    return direct ? null : name;
  }

  Standing standing() {
    return standing;
  }
}
