package dev.parley.conversation.repair;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What came of looking conversations through, one after the other.
final class RepairPass {

  private final List<RepairReport.Mended> mended = new ArrayList<>();
  private final List<ConversationId> busy = new ArrayList<>();
  private int reached;
  private int checked;
  private @Nullable DomainException failure;

  void checked(RepairReport.Mended outcome) {
    reached++;
    checked++;
    if (!outcome.findings().isEmpty()) {
      mended.add(outcome);
    }
  }

  /// There is no such conversation.
  void missing() {
    reached++;
  }

  /// It changed all the while.
  void restless(ConversationId conversation) {
    reached++;
    checked++;
    busy.add(conversation);
  }

  /// Its messages could not be asked for.
  void failed(ConversationId conversation, DomainException reason) {
    reached++;
    busy.add(conversation);
    failure = reason;
  }

  /// @throws DomainException why not one could be looked at
  void requireAny() {
    if (failure != null && checked == 0) {
      throw failure;
    }
  }

  /// How many, from the first on, were dealt with.
  int reached() {
    return reached;
  }

  int checked() {
    return checked;
  }

  List<RepairReport.Mended> mended() {
    return mended;
  }

  List<ConversationId> busy() {
    return busy;
  }
}
