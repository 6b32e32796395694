package dev.parley.message.search;

import dev.parley.common.id.ConversationId;
import dev.parley.message.search.indexing.Stretch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the index has for one query, over all that the caller may read, the newest first.
///
/// Where to look next is kept by how new it can be. A few places are looked into at a time, the
/// newest ones first, and more each time; what is newer than all that is still to be looked into
/// stands. So a word that is said every day costs a look at today, and a rare one a look into each
/// conversation's index, but never a walk through its messages.
final class Candidates {

  private static final int FIRST_PLACES = 8;
  private static final int MOST_PLACES = 512;
  private static final int FIRST_CHUNK = 32;

  private final SearchIndex index;
  private final String indexQuery;
  private final SearchFilter filter;
  private final PriorityQueue<Place> places =
      new PriorityQueue<>(Comparator.comparing(Place::bound).reversed());
  private final TreeSet<Position> found = new TreeSet<>();
  private int batch = FIRST_PLACES;

  /// @param after only what stands after it, where not null
  Candidates(
      SearchIndex index,
      String indexQuery,
      SearchFilter filter,
      List<Readable> windows,
      @Nullable Position after) {
    this.index = index;
    this.indexQuery = indexQuery;
    this.filter = filter;
    Map<ConversationId, Position> newest = index.newest(windows);
    for (Readable window : windows) {
      Position head = newest.get(window.conversationId());
      if (head != null) {
        add(start(window, after).at(head));
      }
    }
  }

  /// The next ones in order, as far as they are found in time.
  ///
  /// @param deadline by [System#nanoTime()]
  List<Position> next(int atMost, long deadline) {
    List<Position> settled = settled(atMost);
    while (settled.isEmpty() && !places.isEmpty() && System.nanoTime() < deadline) {
      look();
      settled = settled(atMost);
    }
    return settled;
  }

  /// Whether there is nothing left to find.
  boolean isAtEnd() {
    return found.isEmpty() && places.isEmpty();
  }

  private void look() {
    List<Place> some = new ArrayList<>();
    while (some.size() < batch && !places.isEmpty()) {
      some.add(places.remove());
    }
    batch = Math.min(MOST_PLACES, 4 * batch);
    int[] counts = new int[some.size()];
    @Nullable Position[] last = new Position[some.size()];
    for (SearchIndex.Found hit : index.find(some, indexQuery, filter)) {
      found.add(hit.position());
      counts[hit.place()]++;
      Position before = last[hit.place()];
      last[hit.place()] =
          before == null || hit.position().compareTo(before) > 0 ? hit.position() : before;
    }
    List<Place> older = new ArrayList<>();
    for (int i = 0; i < some.size(); i++) {
      Place place = some.get(i);
      @Nullable Position end = last[i];
      if (end != null && counts[i] == place.chunk()) {
        add(place.rest(end));
      } else if (place.hasOlder()) {
        older.add(place);
      }
    }
    addOlder(older);
  }

  private void addOlder(List<Place> ended) {
    if (ended.isEmpty()) {
      return;
    }
    List<Readable> rest =
        ended.stream()
            .map(place ->
                new Readable(
                    place.conversation(),
                    place.afterSeq(),
                    Math.min(place.upToSeq(), Stretch.firstSeq(place.stretch()) - 1),
                    null,
                    null))
            .toList();
    Map<ConversationId, Position> newest = index.newest(rest);
    for (Place place : ended) {
      Position head = newest.get(place.conversation());
      if (head != null) {
        add(place.at(head));
      }
    }
  }

  private void add(Place place) {
    if (!place.bound().isBefore(filter.from())) {
      places.add(place);
    }
  }

  private List<Position> settled(int atMost) {
    List<Position> settled = new ArrayList<>();
    @Nullable Place next = places.peek();
    while (settled.size() < atMost
        && !found.isEmpty()
        && (next == null || found.first().at().isAfter(next.bound()))) {
      settled.add(found.removeFirst());
    }
    return settled;
  }

  /// Of one moment, the conversations with lower ids come first.
  private Place start(Readable window, @Nullable Position after) {
    Instant beforeAt = filter.to();
    long beforeSeq = 0;
    if (after != null && after.at().isBefore(beforeAt)) {
      int order = after.conversation().value().compareTo(window.conversationId().value());
      beforeAt = after.at();
      beforeSeq = order == 0 ? after.seq() : order < 0 ? Long.MAX_VALUE : 0;
    }
    return new Place(
        beforeAt,
        window.conversationId(),
        0,
        window.fromSeq(),
        window.upTo(),
        beforeAt,
        beforeSeq,
        FIRST_CHUNK);
  }
}
