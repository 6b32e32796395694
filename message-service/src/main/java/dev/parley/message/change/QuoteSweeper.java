package dev.parley.message.change;

import java.util.List;
import org.springframework.stereotype.Component;

/// Takes the previews of deleted messages out of what quotes them, where that was too much for the
/// deletion's own transaction. What is left is in the database: it goes on after a crash, on any
/// node, and doing it twice is no harm.
@Component
class QuoteSweeper {

  private static final int AT_ONCE = 1;

  private final LeftQuotes quotes;
  private final MessageChanger changer;

  QuoteSweeper(LeftQuotes quotes, MessageChanger changer) {
    this.quotes = quotes;
    this.changer = changer;
  }

  /// @return whether there may be more
  boolean step() {
    List<ChangeRequest> left = left();
    return !left.isEmpty()
        && changer.changeBySuite(left).stream().allMatch(ChangeResult.Done.class::isInstance);
  }

  private List<ChangeRequest> left() {
    return quotes.some(AT_ONCE).stream()
        .map(slot -> new ChangeRequest(slot, Actor.SUITE, new Change.ForgetQuotes(), null))
        .toList();
  }
}
