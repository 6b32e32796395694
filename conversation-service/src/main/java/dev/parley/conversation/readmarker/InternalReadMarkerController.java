package dev.parley.conversation.readmarker;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.problem.ValidationException;
import dev.parley.conversation.unread.MarkerState;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/// For the suite's own services only.
@RestController
class InternalReadMarkerController {

  private static final int MAX_ITEMS = 1000;

  record Item(
      @Nullable UserId userId,
      @Nullable ConversationId conversationId,
      @Nullable MarkerKind kind,
      @Nullable Long seq) {

    MarkerRequest toRequest() {
      if (userId == null || conversationId == null || kind == null) {
        throw new ValidationException("items", "required");
      }
      return new MarkerRequest(new MarkerKey(conversationId, userId), kind, seq);
    }
  }

  record Batch(@Nullable List<Item> items) {}

  record Error(String code) {}

  /// @param seq where the marker asked for stands now
  /// @param readSeq how far the user has read, whichever was asked for
  /// @param total in all of the user's conversations; absent for a delivered marker, as `version`
  record Answer(
      @Nullable ConversationId conversationId,
      @Nullable UserId userId,
      @Nullable Long seq,
      @Nullable Long readSeq,
      @Nullable Long unreadCount,
      @Nullable Long total,
      @Nullable Long version,
      @Nullable Error error) {

    static Answer of(MarkerRequest request, MarkerResult result) {
      return switch (result) {
        case MarkerResult.Refused refused ->
            new Answer(
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                new Error(refused.refusal().type().slug()));
        case MarkerResult.Stands stands ->
            new Answer(
                request.key().conversationId(),
                request.key().userId(),
                seq(request.kind(), stands.state()),
                stands.state().readSeq(),
                stands.state().unreadCount(),
                stands.total() == null ? null : stands.total().total(),
                stands.total() == null ? null : stands.total().version(),
                null);
      };
    }

    private static long seq(MarkerKind kind, MarkerState state) {
      return kind == MarkerKind.READ ? state.readSeq() : state.deliveredSeq();
    }
  }

  record Answers(List<Answer> items) {}

  private final ReadMarkerAdvancer advancer;

  InternalReadMarkerController(ReadMarkerAdvancer advancer) {
    this.advancer = advancer;
  }

  /// Moves many participants' markers; the answers are in the items' order.
  @PostMapping("/internal/read-markers")
  Answers advance(@RequestBody Batch batch) {
    if (batch.items() == null || batch.items().size() > MAX_ITEMS) {
      throw new ValidationException("items", batch.items() == null ? "required" : "too_many");
    }
    List<MarkerRequest> requests = batch.items().stream().map(Item::toRequest).toList();
    List<MarkerResult> results = advancer.advance(requests);
    List<Answer> answers = new ArrayList<>(requests.size());
    for (int i = 0; i < requests.size(); i++) {
      answers.add(Answer.of(requests.get(i), results.get(i)));
    }
    return new Answers(answers);
  }
}
