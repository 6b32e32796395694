package dev.parley.bench.corpus;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// What the made-up chat is like: all its proportions, and they are nowhere else. They are what the
/// chats that we know look like, not a measurement; each is at least as high as it is there, since
/// each makes some question harder.
public final class Proportions {

  /// How many are in a conversation, and how many of a user's conversations are like that.
  enum Kind {
    DIRECT(2, 0.70),
    FAMILY(3, 0.20),
    TEAM(50, 0.09),
    CROWD(500, 0.01);

    private final int people;
    private final double share;

    Kind(int people, double share) {
      this.people = people;
      this.share = share;
    }

    int people() {
      return people;
    }

    double share() {
      return share;
    }
  }

  /// How much of a conversation its participants have read.
  enum Reads {
    ALL(0.6),
    /// All but the last [#MOST_BEHIND] at most.
    NEARLY_ALL(0.3),
    NOTHING(0.1);

    private final double share;

    Reads(double share) {
      this.share = share;
    }

    double share() {
      return share;
    }
  }

  static final int MOST_BEHIND = 50;

  // Of all messages.
  static final double EDITED = 0.03;
  static final double DELETED = 0.02;
  static final double REACTED_TO = 0.10;
  static final int MOST_REACTIONS = 4;
  static final double REPLIES = 0.10;

  // Of those in groups.
  static final double SILENT = 0.015;
  static final double IN_THREADS = 0.06;
  static final double MENTIONING = 0.05;

  /// Of the mentions that are an admin's.
  static final double OF_ALL = 0.1;

  /// Of those in direct conversations: what the platform tells of a booking.
  static final double TOLD = 0.01;

  private Proportions() {}

  /// For those who read the figures.
  public static String inWords() {
    String kinds =
        Arrays.stream(Kind.values())
            .map(kind -> "%s with %d".formatted(percent(kind.share()), kind.people()))
            .collect(Collectors.joining(", "));
    return ("Of a reader's conversations, by their participants: %s; the n-th has 1/n of the first"
            + " one's messages. Of the messages %s are deleted, %s edited, %s reacted to (by 1 to"
            + " %d), %s replies; in groups %s mention somebody, %s are in threads, %s are silent"
            + " system messages; in direct conversations %s are the platform's. Of the participants"
            + " %s have read all, %s all but the last 1 to %d, %s nothing.")
        .formatted(
            kinds,
            percent(DELETED),
            percent(EDITED),
            percent(REACTED_TO),
            MOST_REACTIONS,
            percent(REPLIES),
            percent(MENTIONING),
            percent(IN_THREADS),
            percent(SILENT),
            percent(TOLD),
            percent(Reads.ALL.share()),
            percent(Reads.NEARLY_ALL.share()),
            MOST_BEHIND,
            percent(Reads.NOTHING.share()));
  }

  private static String percent(double share) {
    String number = String.format(Locale.ROOT, "%.1f", share * 100);
    return number.replaceFirst("\\.0$", "") + " %";
  }
}
