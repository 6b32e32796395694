package dev.parley.conversation.sync;

import dev.parley.common.id.ConversationId;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How far a device has been told, as the device keeps it for the next time: everything that
/// transactions numbered below `newsFrom` have done, and, where an answer ended early, what those
/// from there on have done to the conversations up to `after`.
///
/// @param database whose transactions are meant: numbers of another mean nothing
/// @param newsFrom rows changed by this transaction or a later one are news; 0: all are
/// @param nextFrom `newsFrom` of the sync after this one, taken at its first page
/// @param after the last conversation that the pages so far have dealt with
record SyncToken(String database, long newsFrom, long nextFrom, @Nullable ConversationId after) {

  private static final Pattern FORM =
      Pattern.compile("1;([0-9.]{1,40});([0-9]{1,19});([0-9]{1,19});([0-9a-f-]{36})?");
  private static final int MAX_LENGTH = 300;

  /// Of a device that has been told nothing.
  static SyncToken ofNobody(Moment moment) {
    return new SyncToken(moment.database(), 0, moment.oldestRunning(), null);
  }

  /// What a device brings back. Whatever is no token of this database's past counts as none: the
  /// device is told everything.
  static SyncToken of(@Nullable String text, Moment moment) {
    @Nullable SyncToken token = text == null ? null : parse(text);
    if (token == null
        || !token.database.equals(moment.database())
        || token.nextFrom > moment.oldestRunning()
        || token.newsFrom > token.nextFrom) {
      return ofNobody(moment);
    }
    return token.after == null
        ? new SyncToken(token.database, token.nextFrom, moment.oldestRunning(), null)
        : token;
  }

  private static @Nullable SyncToken parse(String text) {
    if (text.length() > MAX_LENGTH) {
      return null;
    }
    try {
      Matcher parts =
          FORM.matcher(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.US_ASCII));
      if (!parts.matches()) {
        return null;
      }
      @Nullable String after = parts.group(4);
      return new SyncToken(
          parts.group(1),
          Long.parseLong(parts.group(2)),
          Long.parseLong(parts.group(3)),
          after == null ? null : ConversationId.of(after));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  boolean isDelta() {
    return newsFrom > 0;
  }

  /// For the page after one that ended with this conversation.
  SyncToken continuedAfter(ConversationId conversation) {
    return new SyncToken(database, newsFrom, nextFrom, conversation);
  }

  /// For the next sync, all pages done.
  SyncToken finished() {
    return new SyncToken(database, nextFrom, nextFrom, null);
  }

  String encoded() {
    String text =
        "1;%s;%d;%d;%s".formatted(database, newsFrom, nextFrom, after == null ? "" : after);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.US_ASCII));
  }
}
