package dev.parley.local.drill;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.json.JSONObject;
import org.jspecify.annotations.Nullable;

/// What a client keeps of its user's conversations, and how it takes over what it is told.
final class KeptState {

  private final String user;
  private final Map<String, KeptConversation> conversations = new TreeMap<>();
  private final Map<String, JSONObject> profiles = new TreeMap<>();
  private final Set<String> left = new TreeSet<>();
  private @Nullable String since;

  KeptState(String user) {
    this.user = user;
  }

  KeptState copy() {
    KeptState copy = new KeptState(user);
    conversations.forEach((id, kept) -> copy.conversations.put(id, kept.copy()));
    copy.profiles.putAll(profiles);
    copy.left.addAll(left);
    copy.since = since;
    return copy;
  }

  String user() {
    return user;
  }

  Set<String> ids() {
    return Set.copyOf(conversations.keySet());
  }

  JSONObject syncRequest() {
    JSONObject revs = new JSONObject();
    conversations.forEach((id, kept) -> revs.put(id, kept.rev()));
    return new JSONObject().put("conversations", revs).putOpt("since", since);
  }

  /// `new_message`, the message of `message_updated`, and of an ack.
  ///
  /// @return whether a sync is needed
  boolean takeMessage(JSONObject message) {
    KeptConversation kept = conversations.get(message.getString("conversation_id"));
    return kept == null || kept.takeMessage(message);
  }

  /// `messages_read` or `messages_delivered`.
  void takeReceipt(JSONObject receipt, String marker) {
    KeptConversation kept = conversations.get(receipt.getString("conversation_id"));
    if (kept != null) {
      kept.moveMarker(receipt.getString("user_id"), marker, receipt.getLong("seq"));
    }
  }

  /// `conversation_updated`.
  ///
  /// @return whether a sync is needed
  boolean takeConversation(JSONObject update) {
    KeptConversation kept = conversations.get(update.getString("id"));
    return kept == null || kept.takeUpdate(update);
  }

  /// `user_updated`.
  void takeProfile(JSONObject profile) {
    profiles.merge(
        profile.getString("user_id"),
        profile,
        (known, told) -> told.getLong("version") > known.getLong("version") ? told : known);
  }

  void remove(String conversation) {
    conversations.remove(conversation);
  }

  /// An answer of sync.
  ///
  /// @return the conversations whose messages have to be fetched anew
  List<String> takeAnswer(JSONObject answer) {
    List<String> reset = new ArrayList<>();
    for (Object one : answer.getJSONArray("items")) {
      JSONObject item = (JSONObject) one;
      JSONObject view = item.getJSONObject("conversation");
      String id = view.getString("id");
      if (item.getBoolean("left")) {
        remove(id);
        if (view.has("me")) {
          left.add(id);
        } else {
          left.remove(id); // it is gone, for everyone or for a stranger: nothing of it is listed
        }
      } else {
        left.remove(id);
        if (conversations
            .computeIfAbsent(id, _ -> new KeptConversation(user, view))
            .takeItem(item)) {
          reset.add(id);
        }
      }
    }
    since = answer.getString("since");
    return reset;
  }

  void takeFetched(JSONObject message) {
    KeptConversation kept = conversations.get(message.getString("conversation_id"));
    if (kept != null) {
      kept.takeFetched(message);
    }
  }

  /// As [Snapshot] has it.
  Map<String, Object> form(Snapshot.Scope scope) {
    Map<String, Object> forms = new TreeMap<>();
    Unread unread = new Unread();
    conversations.forEach((id, kept) -> {
      JSONObject seen = new JSONObject(kept.view().toString());
      Derived derived = new Derived(user, seen, kept.messages());
      derived.complete(kept.rev(), profiles);
      unread.add(seen);
      forms.put(id, Snapshot.form(seen, derived.messages(), user, scope));
    });
    forms.put(Snapshot.LEFT, Set.copyOf(left));
    forms.put(Snapshot.UNREAD, unread.form());
    return forms;
  }

  /// The badge.
  private static final class Unread {

    private long total;
    private int conversations;

    void add(JSONObject view) {
      JSONObject me = view.getJSONObject("me");
      long count = me.getBoolean("archived") ? 0 : me.getLong("unread_count");
      total += count;
      conversations += count > 0 ? 1 : 0;
    }

    String form() {
      return total + " in " + conversations;
    }
  }
}
