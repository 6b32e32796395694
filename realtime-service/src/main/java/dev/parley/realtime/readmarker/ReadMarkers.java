package dev.parley.realtime.readmarker;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.Problem;
import dev.parley.common.problem.ProblemType;
import dev.parley.common.problem.RelayedProblemException;
import dev.parley.common.problem.UnavailableException;
import dev.parley.realtime.conversation.ConversationServiceClient;
import dev.parley.realtime.conversation.ConversationServiceClient.MarkRequest;
import dev.parley.realtime.conversation.ConversationServiceClient.Marked;
import dev.parley.realtime.session.Ack;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Moves read and delivered markers: many sockets' moves go in one call.
@Component
class ReadMarkers {

  private final ConversationServiceClient conversations;

  ReadMarkers(ConversationServiceClient conversations) {
    this.conversations = conversations;
  }

  /// @param answer what the ack carries of where the marker stands now
  void move(MarkRequest request, Ack ack, Function<Marked, Object> answer) {
    conversations
        .mark(request)
        .whenComplete((marked, failure) ->
            ack.guard(() -> {
              if (failure != null) {
                throw new UnavailableException("The read markers");
              } else if (marked.error() != null) {
                throw refusal(marked.error());
              }
              ack.okWith(answer.apply(marked));
            }));
  }

  private static DomainException refusal(ConversationServiceClient.MarkError error) {
    ProblemType type = typeOf(error.code());
    String detail = error.message() == null ? type.title() : error.message();
    return new RelayedProblemException(Problem.of(type, detail, null), null);
  }

  private static ProblemType typeOf(@Nullable String code) {
    try {
      return ProblemType.valueOf(String.valueOf(code).toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return ProblemType.NOT_FOUND;
    }
  }
}
