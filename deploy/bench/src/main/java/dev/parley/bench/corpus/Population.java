package dev.parley.bench.corpus;

import dev.parley.bench.corpus.Proportions.Kind;
import dev.parley.bench.corpus.Proportions.Reads;
import dev.parley.bench.corpus.World.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/// Who is in which conversation, and how much is said in each.
final class Population {

  private static final int PEOPLE = 1_000;
  private static final int RARE_WORDS = 32;
  private static final int MESSAGES_IN_GROUPS = 1_000;
  private static final int MESSAGES_IN_INBOXES = 10;
  private static final int OTHERS_SHARE = 10;
  private static final Map<Kind, Integer> IN_A_WEEK =
      Map.of(Kind.DIRECT, 6, Kind.FAMILY, 2, Kind.TEAM, 1);

  private final Chat.Source source;
  private final Instant begin;
  private final Map<Chat, Integer> messages = new LinkedHashMap<>();
  private int unheardOf;

  Population(Chat.Source source, Instant begin) {
    this.source = source;
    this.begin = begin;
  }

  /// How many messages each of the conversations is to have.
  Map<Chat, Integer> messages() {
    return messages;
  }

  /// A reader with much history. They have read nothing of their largest conversation: that is
  /// where counting what is unread has most to do.
  World history(int size, int conversations) {
    String reader = "r-history-" + size;
    List<Member> team = new ArrayList<>();
    team.add(new Member(person(0), true, Reads.ALL, 0));
    for (int i = 1; i < Kind.TEAM.people() - 1; i++) {
      team.add(anyone(person(i), false));
    }
    team.add(new Member(reader, false, Reads.NOTHING, 0));
    Chat largest = open(false, team, size);
    List<String> words = plantRareWords(largest, size);
    Map<Kind, List<Chat>> others = others(reader, conversations - 1, size / OTHERS_SHARE);
    List<Place> week = new ArrayList<>(week(others));
    Place place = place(largest, words);
    week.addFirst(place);
    return new World(size, reader, place, week);
  }

  /// A reader of many short conversations, or few.
  World inbox(int size) {
    String reader = "r-inbox-" + size;
    Map<Kind, List<Chat>> all = others(reader, size, size * MESSAGES_IN_INBOXES);
    List<Place> week = new ArrayList<>(week(all));
    List<Chat> direct = all.getOrDefault(Kind.DIRECT, List.of());
    week.addFirst(place(direct.get(IN_A_WEEK.getOrDefault(Kind.DIRECT, 0)), List.of()));
    return new World(size, reader, place(direct.getFirst(), List.of()), week);
  }

  /// A conversation of so many, the reader being the one who says most.
  World group(int size) {
    String reader = "r-group-" + size;
    List<Member> members = new ArrayList<>();
    members.add(new Member(reader, size > 2, Reads.ALL, 0));
    for (int i = 1; i < size; i++) {
      members.add(anyone(person(i), false));
    }
    Place place = place(open(size == 2, members, MESSAGES_IN_GROUPS), List.of());
    return new World(size, reader, place, List.of());
  }

  private static List<Place> week(Map<Kind, List<Chat>> chats) {
    List<Place> week = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      chats.getOrDefault(kind, List.of()).stream()
          .limit(IN_A_WEEK.getOrDefault(kind, 0))
          .forEach(chat -> week.add(place(chat, List.of())));
    }
    return week;
  }

  /// The reader's other conversations, in all of which so much is said; at least once in each.
  private Map<Kind, List<Chat>> others(String reader, int count, int total) {
    List<Kind> kinds = kinds(count);
    List<Integer> lengths = lengths(count, total);
    Map<Kind, List<Chat>> chats = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      Kind kind = kinds.get(i);
      List<Member> members = kind == Kind.DIRECT ? pair(reader, i) : circle(reader, kind);
      chats
          .computeIfAbsent(kind, _ -> new ArrayList<>())
          .add(open(kind == Kind.DIRECT, members, lengths.get(i)));
    }
    return chats;
  }

  /// In no order, so that long and short ones are of any kind.
  private List<Kind> kinds(int count) {
    List<Kind> kinds = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      kinds.addAll(Collections.nCopies((int) Math.round(kind.share() * count), kind));
    }
    while (kinds.size() < count) {
      kinds.add(Kind.DIRECT);
    }
    List<Kind> exact = new ArrayList<>(kinds.subList(0, count));
    Collections.shuffle(exact, source.random());
    return exact;
  }

  /// The n-th has 1/n of what the first one has.
  static List<Integer> lengths(int count, int total) {
    double sum = IntStream.rangeClosed(1, count).mapToDouble(n -> 1.0 / n).sum();
    return IntStream.rangeClosed(1, count)
        .mapToObj(n -> Math.max(1, (int) Math.round(total / sum / n)))
        .toList();
  }

  /// Nobody has two direct conversations with the same partner.
  private List<Member> pair(String reader, int partner) {
    Member one = anyone(reader, false);
    Member other = anyone(person(partner), false);
    return one.writes() || other.writes()
        ? List.of(one, other)
        : List.of(one, new Member(person(partner), false, Reads.ALL, 0));
  }

  private List<Member> circle(String reader, Kind kind) {
    int first = source.random().nextInt(PEOPLE);
    List<Member> members = new ArrayList<>();
    members.add(new Member(person(first), true, Reads.ALL, 0));
    for (int i = 1; i < kind.people() - 1; i++) {
      members.add(anyone(person((first + i) % PEOPLE), false));
    }
    members.add(1 + source.random().nextInt(members.size()), anyone(reader, false));
    return members;
  }

  private Member anyone(String user, boolean admin) {
    double dice = source.random().nextDouble();
    for (Reads reads : Reads.values()) {
      dice -= reads.share();
      if (dice < 0) {
        return new Member(user, admin, reads, 1 + source.random().nextInt(Proportions.MOST_BEHIND));
      }
    }
    return new Member(user, admin, Reads.ALL, 0);
  }

  private Chat open(boolean direct, List<Member> members, int length) {
    Instant at = begin.minus(Duration.ofSeconds(1 + source.random().nextInt(1_000_000)));
    Chat chat = new Chat(timed(at), direct, members, at, source);
    messages.put(chat, length);
    return chat;
  }

  /// A UUIDv7, as the suite makes them.
  private UUID timed(Instant at) {
    UUID any = source.uuid();
    long most = at.toEpochMilli() << 16 | 0x7000L | any.getMostSignificantBits() & 0xFFFL;
    return new UUID(most, any.getLeastSignificantBits());
  }

  private List<String> plantRareWords(Chat chat, int length) {
    List<String> words =
        IntStream.range(0, RARE_WORDS).mapToObj(_ -> Words.unheardOf(++unheardOf)).toList();
    Set<Integer> taken = new HashSet<>();
    for (String word : words) {
      for (int left = World.RARE; left > 0; ) {
        int seq = 1 + source.random().nextInt(length);
        if (taken.add(seq)) {
          chat.plant(seq, word);
          left--;
        }
      }
    }
    return words;
  }

  private static Place place(Chat chat, List<String> rareWords) {
    return new Place(
        chat.id(), chat.isDirect(), chat.members().stream().map(Member::user).toList(), rareWords);
  }

  private static String person(int n) {
    return "p-%05d".formatted(n);
  }
}
