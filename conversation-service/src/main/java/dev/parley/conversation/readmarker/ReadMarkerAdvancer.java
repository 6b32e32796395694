package dev.parley.conversation.readmarker;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.NotFoundException;
import dev.parley.common.problem.ValidationException;
import dev.parley.conversation.message.Heads;
import dev.parley.conversation.participant.NotParticipantException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Moves participants' markers, many at a time. A marker never passes the newest message: where a
/// request goes beyond what this service has heard of, message-service is asked; where that cannot
/// be asked, what has been heard of is the bound.
@Component
class ReadMarkerAdvancer {

  private final Markers markers;
  private final MarkerMover mover;
  private final Heads heads;

  ReadMarkerAdvancer(Markers markers, MarkerMover mover, Heads heads) {
    this.markers = markers;
    this.mover = mover;
    this.heads = heads;
  }

  /// @throws DomainException `not_found` to a stranger, `not_participant` to a former participant,
  ///   `validation_failed`
  MarkerResult.Stands advance(MarkerRequest request) {
    return switch (advance(List.of(request)).getFirst()) {
      case MarkerResult.Stands stands -> stands;
      case MarkerResult.Refused refused -> throw refused.refusal();
    };
  }

  /// @return a result for each request, in their order
  List<MarkerResult> advance(List<MarkerRequest> requests) {
    Set<MarkerKey> keys =
        requests.stream().map(MarkerRequest::key).collect(Collectors.toCollection(HashSet::new));
    Map<MarkerKey, Standing> standings = markers.standings(keys);
    Map<MarkerRequest, DomainException> refusals = new HashMap<>();
    requests.forEach(request -> refuse(request, standings.get(request.key()), refusals));
    List<MarkerRequest> taken = requests.stream().filter(r -> !refusals.containsKey(r)).toList();
    Map<MarkerKey, Advance> advances = new LinkedHashMap<>();
    Map<ConversationId, Long> known = headsFor(taken, standings);
    for (MarkerRequest request : taken) {
      Standing standing = standings.get(request.key());
      if (standing != null) {
        advances.merge(request.key(), advance(request, standing, known), Advance::and);
      }
    }
    List<Advance> moving =
        advances.values().stream()
            .filter(a -> standings.get(a.key()) instanceof Standing s && a.moves(s))
            .toList();
    Set<UserId> readers =
        taken.stream()
            .filter(r -> r.kind() == MarkerKind.READ)
            .map(r -> r.key().userId())
            .collect(Collectors.toSet());
    Map<MarkerKey, MarkerResult.Stands> stands =
        moving.isEmpty() ? new HashMap<>() : mover.move(moving, readers);
    stands.putAll(
        mover.standing(
            advances.keySet().stream().filter(k -> !stands.containsKey(k)).toList(), readers));
    return requests.stream().map(r -> result(r, refusals.get(r), stands.get(r.key()))).toList();
  }

  private static MarkerResult result(
      MarkerRequest request,
      @Nullable DomainException refusal,
      MarkerResult.@Nullable Stands stands) {
    if (refusal != null) {
      return new MarkerResult.Refused(refusal);
    }
    // Whoever is not refused and stands nowhere has left in this moment.
    return stands == null ? new MarkerResult.Refused(new NotParticipantException()) : stands;
  }

  private static void refuse(
      MarkerRequest request,
      @Nullable Standing standing,
      Map<MarkerRequest, DomainException> refusals) {
    if (request.seq() != null && request.seq() < 0) {
      refusals.put(request, new ValidationException("seq", "out_of_range"));
    } else if (standing == null) {
      refusals.put(request, new NotFoundException("conversation"));
    } else if (standing.former()) {
      refusals.put(request, new NotParticipantException());
    }
  }

  private Map<ConversationId, Long> headsFor(
      List<MarkerRequest> requests, Map<MarkerKey, Standing> standings) {
    Set<ConversationId> ahead = new HashSet<>();
    for (MarkerRequest request : requests) {
      Standing standing = standings.get(request.key());
      if (standing != null && (request.seq() == null || request.seq() > standing.lastSeq())) {
        ahead.add(request.key().conversationId());
      }
    }
    return ahead.isEmpty() ? Map.of() : heads.of(ahead);
  }

  private static Advance advance(
      MarkerRequest request, Standing standing, Map<ConversationId, Long> known) {
    long newest =
        Math.max(
            standing.lastSeq(),
            known.getOrDefault(request.key().conversationId(), standing.lastSeq()));
    long to = request.seq() == null ? newest : Math.min(request.seq(), newest);
    return new Advance(request.key(), request.kind() == MarkerKind.READ ? to : 0, to);
  }
}
