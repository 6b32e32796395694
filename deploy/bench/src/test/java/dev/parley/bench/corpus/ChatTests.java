package dev.parley.bench.corpus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.bench.corpus.Proportions.Reads;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ChatTests {

  private static final int LENGTH = 20_000;
  private static final Instant BEGIN = Instant.parse("2026-01-01T00:00:00Z");

  private final List<Post> posts = new ArrayList<>();

  @Test
  void messagesHaveEachPlaceOnceAndEachRevAtMostOnce() {
    Chat chat = chat(false);

    assertThat(posts.stream().map(p -> p.seq))
        .containsExactlyElementsOf(LongStream.rangeClosed(1, LENGTH).boxed().toList());
    assertThat(posts.stream().map(p -> p.rev)).doesNotHaveDuplicates();
    assertThat(posts.stream().mapToLong(p -> p.rev).max()).hasValue(chat.standing().lastRev());
    assertThat(posts).allMatch(p -> p.rev >= p.seq);
    assertThat(chat.standing().lastSeq()).isEqualTo(LENGTH);
  }

  @Test
  void hasAllKindsOfMessagesInTheirProportions() {
    chat(false);

    assertThat(share(p -> p.silent)).isCloseTo(Proportions.SILENT, within(0.005));
    assertThat(share(Post::isDeleted)).isCloseTo(Proportions.DELETED, within(0.005));
    assertThat(share(p -> p.editedAt != null)).isCloseTo(Proportions.EDITED, within(0.008));
    assertThat(share(p -> !p.reactions.isEmpty())).isCloseTo(Proportions.REACTED_TO, within(0.02));
    assertThat(share(p -> p.quote != null)).isCloseTo(Proportions.REPLIES, within(0.015));
    assertThat(share(p -> p.threadRoot != null)).isCloseTo(Proportions.IN_THREADS, within(0.015));
    assertThat(share(p -> !p.mentions.isEmpty())).isCloseTo(Proportions.MENTIONING, within(0.01));
    assertThat(posts).anyMatch(p -> p.mentions.contains("@all"));
  }

  @Test
  void aDirectConversationHasWhatThePlatformTellsAndNoGroupsThings() {
    chat(true);

    assertThat(share(p -> p.type.equals(Post.SYSTEM))).isCloseTo(Proportions.TOLD, within(0.005));
    assertThat(posts).noneMatch(p -> p.silent || p.threadRoot != null || !p.mentions.isEmpty());
  }

  @Test
  void nothingIsLeftOfADeletedMessageNorOfWhatQuotedIt() {
    chat(false);
    Map<UUID, Post> byId = byId();

    assertThat(posts.stream().filter(Post::isDeleted))
        .isNotEmpty()
        .allMatch(p -> p.content == null && p.reactions.isEmpty() && p.edits.isEmpty())
        .allMatch(p -> p.mentions.isEmpty() && p.quote == null && p.editedAt == null);
    assertThat(
            posts.stream().filter(p -> p.quote != null).map(p -> Objects.requireNonNull(p.quote)))
        .allMatch(q -> q.preview() == null == Objects.requireNonNull(byId.get(q.id())).isDeleted());
  }

  @Test
  void aThreadsRootCountsTheRepliesThatAreThere() {
    chat(false);
    Map<UUID, Integer> replies = new HashMap<>();
    posts.stream()
        .filter(p -> p.threadRoot != null && !p.isDeleted())
        .forEach(p -> replies.merge(Objects.requireNonNull(p.threadRoot), 1, Integer::sum));

    assertThat(replies).isNotEmpty();
    assertThat(posts).allMatch(p -> p.threadReplies == replies.getOrDefault(p.id, 0));
    assertThat(posts.stream().filter(p -> replies.containsKey(p.id)))
        .allMatch(p -> p.threadRoot == null);
  }

  @Test
  void whatIsKeptOfMessagesIsWhatTheirEventsTell() {
    Standing standing = chat(false).standing();

    assertThat(posts.stream().filter(Post::isUncounted).mapToLong(p -> p.seq).max())
        .hasValue(standing.lastUncountedSeq());
    assertThat(posts.stream().filter(p -> !p.silent).mapToLong(p -> p.seq).max())
        .hasValue(standing.lastCountedSeq());
    assertThat(standing.version()).isEqualTo(1 + posts.stream().filter(p -> p.silent).count());
    assertThat(posts.stream().filter(Post::tellsMentions)).allMatch(p -> p.mentionsRev == p.rev);
    assertThat(posts.stream().filter(p -> p.editedAt != null)).allMatch(p -> p.editedRev == p.rev);
  }

  @Test
  void whoHasReadNothingHasNotWritten() {
    Chat chat = chat(false);
    Member idle = chat.members().getLast();

    assertThat(idle.readSeq(LENGTH)).isZero();
    assertThat(posts).noneMatch(p -> p.sender.equals(idle.user()));
    assertThat(chat.members())
        .allMatch(m -> m.readSeq(LENGTH) <= m.deliveredSeq(LENGTH))
        .allMatch(m -> m.deliveredSeq(LENGTH) <= LENGTH);
    for (Member member : chat.members()) {
      assertThat(posts.stream().filter(p -> p.sender.equals(member.user())).mapToLong(p -> p.seq))
          .allMatch(seq -> seq <= member.readSeq(LENGTH));
    }
  }

  @Test
  void aPlantedWordIsWhereItWasPut() {
    Chat chat = empty(false);
    chat.plant(7, "rare");
    talk(chat, 500);

    assertThat(posts.stream().filter(p -> p.content != null && p.content.contains("rare")))
        .singleElement()
        .matches(p -> p.seq == 7 && !p.isDeleted() && p.editedAt == null);
  }

  private Chat chat(boolean direct) {
    Chat chat = empty(direct);
    talk(chat, LENGTH);
    return chat;
  }

  private Chat empty(boolean direct) {
    Random random = new Random(1);
    List<Member> members = new ArrayList<>();
    members.add(new Member("first", !direct, Reads.ALL, 0));
    members.add(new Member("second", false, Reads.NEARLY_ALL, 20));
    if (!direct) {
      members.add(new Member("third", false, Reads.NOTHING, 0));
    }
    return new Chat(
        new UUID(1, 2),
        direct,
        members,
        BEGIN,
        new Chat.Source(random, new Words(random), (_, post) -> posts.add(post)));
  }

  private static void talk(Chat chat, int length) {
    IntStream.range(0, length).forEach(i -> chat.speak(BEGIN.plusSeconds(i)));
    chat.end();
  }

  private double share(Predicate<Post> of) {
    return (double) posts.stream().filter(of).count() / posts.size();
  }

  private Map<UUID, Post> byId() {
    Map<UUID, Post> byId = new HashMap<>();
    posts.forEach(p -> byId.put(p.id, p));
    return byId;
  }
}
