package dev.parley.conversation.repair;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.conversation.activity.Projection;
import dev.parley.conversation.activity.Retelling;
import dev.parley.conversation.message.Heads;
import dev.parley.conversation.unread.Unread;
import dev.parley.conversation.unread.UnreadNews;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/// Makes one conversation's numbers anew and compares them with what was kept.
@Component
@Transactional(propagation = Propagation.MANDATORY)
class Mender {

  /// In larger conversations devices learn of it when they next ask.
  private static final int MAX_TOLD = 100;

  private final Stands stands;
  private final Projection projection;
  private final Unread unread;
  private final UnreadNews news;

  Mender(Stands stands, Projection projection, Unread unread, UnreadNews news) {
    this.stands = stands;
    this.projection = projection;
    this.unread = unread;
    this.news = news;
  }

  /// @param before what was kept before message-service was asked
  /// @return what was wrong; empty when something has changed since then, and nothing was done
  Optional<List<Finding>> mend(Stand before, Heads.Head head, Retelling retelling) {
    ConversationId conversation = retelling.conversation();
    stands.hold(conversation);
    @Nullable Stand found = stands.of(conversation, retelling.fromSeq()).orElse(null);
    if (found == null || found.rev() != before.rev() || found.lastSeq() != before.lastSeq()) {
      return Optional.empty();
    }
    List<UserId> beyond = beyond(before, head.lastSeq());
    projection.retell(retelling, head.lastSeq(), head.lastRev());
    stands.clampCursors(conversation, beyond, head.lastSeq());
    stands.setCountAndArchived(conversation, found);
    Stand after = stands.of(conversation, retelling.fromSeq()).orElseThrow();
    List<UserId> changed = changed(found, after);
    if (!changed.isEmpty() && changed.size() <= MAX_TOLD) {
      unread.takeNextVersions(changed);
      news.tell(conversation, changed);
    }
    return Optional.of(findings(found, after, changed.size(), beyond.size()));
  }

  /// Whose markers were beyond the newest message before that was asked for: a marker that has come
  /// there since may well belong there.
  private static List<UserId> beyond(Stand before, long lastSeq) {
    return before.unread().entrySet().stream()
        .filter(e ->
            e.getValue().readSeq() > lastSeq
                || e.getValue().deliveredSeq() > lastSeq
                || e.getValue().deliveredSeq() < e.getValue().readSeq())
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static List<UserId> changed(Stand found, Stand after) {
    return after.unread().entrySet().stream()
        .filter(e -> !Objects.equals(e.getValue(), found.unread().get(e.getKey())))
        .map(Map.Entry::getKey)
        .sorted()
        .toList();
  }

  private static List<Finding> findings(Stand found, Stand after, int changed, int beyond) {
    List<Finding> all = new ArrayList<>();
    all.add(new Finding("last_seq", found.lastSeq(), after.lastSeq()));
    all.add(new Finding("rev", found.rev(), after.rev()));
    all.add(new Finding("uncounted", found.uncounted(), after.uncounted()));
    all.add(new Finding("mentions", found.mentions(), after.mentions()));
    all.add(new Finding("unread", changed, 0));
    all.add(new Finding("cursors", beyond, 0));
    all.add(new Finding("participant_count", found.participantCount(), after.participantCount()));
    all.add(
        new Finding(
            "archived", found.archivedBySettings() ? 1 : 0, after.archivedBySettings() ? 1 : 0));
    return all.stream().filter(finding -> finding.before() != finding.after()).toList();
  }
}
