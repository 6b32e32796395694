package dev.parley.conversation.announcement;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import dev.parley.common.json.Json;
import dev.parley.conversation.profile.Profiles;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/// Tells those in a conversation what happened to it, in a silent system message: its text names
/// the users as they are called then, its metadata says the same for machines.
@Component
@Transactional(propagation = Propagation.MANDATORY)
public class Chronicle {

  private static final int NAMED_USERS = 3;
  private static final int LISTED_USERS = 20;

  /// Metadata takes 4 KiB, and what is beside the list takes the less.
  private static final int MAX_LIST_BYTES = 2500;

  private static final Map<String, String> STATE_VERBS =
      Map.of("open", "opened", "read_only", "closed", "archived", "archived");

  private static final String UNKNOWN = "Someone";

  private final Profiles profiles;
  private final Announcer announcer;

  Chronicle(Profiles profiles, Announcer announcer) {
    this.profiles = profiles;
    this.announcer = announcer;
  }

  /// @param version the conversation's, with what happened: no two happenings of a kind share one
  public void tell(ConversationId conversation, long version, Happening happening) {
    tellOnce(
        "conversation:" + conversation + ":" + version + ":" + happening.kind(),
        conversation,
        happening);
  }

  /// @param key told once, however often it is told
  public void tellOnce(String key, ConversationId conversation, Happening happening) {
    announcer.announce(key, conversation, text(happening), metadata(happening), true);
  }

  private String text(Happening happening) {
    List<UserId> shown = happening.users().stream().limit(NAMED_USERS).toList();
    List<UserId> asked = new ArrayList<>(shown);
    if (happening.actor() != null) {
      asked.add(happening.actor());
    }
    Map<UserId, String> names = profiles.namesOf(asked);
    String actor = happening.actor() == null ? UNKNOWN : name(happening.actor(), names);
    String what = happening.value() == null ? users(happening, shown, names) : happening.value();
    if (happening.kind() == Happening.Kind.STATE_CHANGED) {
      what = STATE_VERBS.getOrDefault(what, what);
    }
    return happening.kind().text().formatted(actor, what);
  }

  private static String users(Happening happening, List<UserId> shown, Map<UserId, String> names) {
    String first = shown.stream().map(u -> name(u, names)).collect(Collectors.joining(", "));
    int others = happening.users().size() - shown.size();
    return others == 0 ? first : first + " and " + others + " more";
  }

  private static String name(UserId user, Map<UserId, String> names) {
    return names.getOrDefault(user, UNKNOWN);
  }

  private static ObjectNode metadata(Happening happening) {
    ObjectNode metadata = Json.mapper().createObjectNode();
    metadata.put("event", happening.kind().name().toLowerCase(Locale.ROOT));
    if (happening.actor() != null) {
      metadata.put("actor_id", happening.actor().value());
    }
    if (happening.value() != null) {
      metadata.put("value", happening.value());
    }
    if (!happening.users().isEmpty()) {
      var listed = metadata.putArray("user_ids");
      bounded(happening.users()).forEach(user -> listed.add(user.value()));
      metadata.put("user_count", happening.users().size());
    }
    return metadata;
  }

  private static List<UserId> bounded(List<UserId> users) {
    List<UserId> listed = new ArrayList<>();
    int bytes = 0;
    for (UserId user : users.subList(0, Math.min(LISTED_USERS, users.size()))) {
      bytes += user.value().getBytes(StandardCharsets.UTF_8).length;
      if (bytes <= MAX_LIST_BYTES) {
        listed.add(user);
      }
    }
    return listed;
  }
}
