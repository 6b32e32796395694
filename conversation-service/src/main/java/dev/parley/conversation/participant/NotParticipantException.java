package dev.parley.conversation.participant;

import dev.parley.common.problem.DomainException;
import dev.parley.common.problem.ProblemType;

/// The caller was in the conversation and is no longer.
public final class NotParticipantException extends DomainException {

  public NotParticipantException() {
    super(ProblemType.NOT_PARTICIPANT, "You are no longer a participant of this conversation");
  }
}
