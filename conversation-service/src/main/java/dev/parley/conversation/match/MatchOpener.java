package dev.parley.conversation.match;

import dev.parley.common.id.ConversationId;
import dev.parley.conversation.announcement.Announcer;
import dev.parley.conversation.blocking.Blocks;
import dev.parley.conversation.conversation.About;
import dev.parley.conversation.conversation.GroupFields;
import dev.parley.conversation.conversation.History;
import dev.parley.conversation.conversation.Pair;
import dev.parley.conversation.opening.ConversationOpener;
import dev.parley.conversation.opening.NewDirect;
import dev.parley.conversation.opening.NewGroup;
import java.time.Clock;
import java.util.LinkedHashSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/// Opens a match's conversation, and asks for the system message it begins with: once for each
/// match, in one transaction.
@Component
class MatchOpener {

  private static final Logger log = LoggerFactory.getLogger(MatchOpener.class);

  private final Matches matches;
  private final ConversationOpener opener;
  private final Blocks blocks;
  private final Announcer announcer;
  private final MatchProperties properties;
  private final Clock clock;

  MatchOpener(
      Matches matches,
      ConversationOpener opener,
      Blocks blocks,
      Announcer announcer,
      MatchProperties properties,
      Clock clock) {
    this.matches = matches;
    this.opener = opener;
    this.blocks = blocks;
    this.announcer = announcer;
    this.properties = properties;
    this.clock = clock;
  }

  @Transactional
  public void open(Match match) {
    if (!matches.claim(match.id(), clock.instant())) {
      return;
    }
    if (match.isPair() && blocks.between(pair(match))) {
      log.atInfo()
          .addKeyValue("match", match.id())
          .log("A match of two who have blocked each other opens nothing");
      return;
    }
    ConversationId conversation = match.isPair() ? openDirect(match) : openGroup(match);
    matches.opened(match.id(), conversation);
    if (!properties.text().isBlank()) {
      announcer.announce(
          "match:" + match.id(), conversation, properties.text(), null, properties.silent());
    }
  }

  private ConversationId openDirect(Match match) {
    return opener.direct(new NewDirect(pair(match), null, about(match), match.metadata())).id();
  }

  private ConversationId openGroup(Match match) {
    return opener
        .group(
            new NewGroup(
                null,
                new LinkedHashSet<>(match.users()),
                new GroupFields(null, null, about(match), match.metadata(), History.ALL)))
        .id();
  }

  private static About about(Match match) {
    return About.asPlatformSays(match.context());
  }

  private static Pair pair(Match match) {
    return Pair.of(match.users().getFirst(), match.users().getLast());
  }
}
