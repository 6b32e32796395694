package dev.parley.realtime.delivery;

import dev.parley.common.json.Json;
import dev.parley.common.json.JsonSlices;
import dev.parley.common.problem.UnavailableException;
import dev.parley.common.web.GuardedClient;
import dev.parley.common.web.InternalClients;
import dev.parley.realtime.ServicesProperties;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads stored messages from message-service, for what Kafka has not brought or will not bring
/// again.
@Component
class MessageLog {

  private static final String NAME = "message-service";
  private static final int MAX_CHANGES = 200;
  private static final long MAX_CHANGES_BYTES = 4_000_000;

  private final GuardedClient service;

  MessageLog(InternalClients clients, ServicesProperties services) {
    this.service = clients.to(NAME, services.message(), services.timeout());
  }

  /// A stored message.
  record Logged(long seq, long rev, String id, byte[] json) {

    Delivery asNew() {
      return Delivery.ofNew(rev, seq, json, id, null);
    }

    /// To those who have been given what the order has passed on.
    ///
    /// @param oldUpTo messages up to this seq had been sent before, whatever else is known
    Delivery to(ConversationOrder order, long oldUpTo) {
      ObjectNode message = (ObjectNode) Json.mapper().readTree(json);
      long lastSeq = order.lastSeq();
      boolean isNew =
          lastSeq == ConversationOrder.UNKNOWN
              ? seq > oldUpTo && ChangeForSockets.isAsSent(message)
              : seq > lastSeq;
      return isNew && !order.holdsNew(seq, rev)
          ? asNew()
          : Delivery.ofChange(rev, seq, ChangeForSockets.of(message), id);
    }
  }

  /// @param items in seq order
  record Page(List<Logged> items, boolean hasMore) {}

  /// @param items in the order of their revs: each message that has changed, once, as it is now
  /// @param rev where the conversation stands
  /// @param complete whether these are all the changes up to `rev`; else they are none
  record Changes(List<Logged> items, long rev, boolean complete) {

    /// The messages up to this seq had been sent when the conversation stood at `afterRev`: each
    /// rev since has brought one new message at most.
    long oldUpTo(long afterRev) {
      long lastSeq = items.stream().mapToLong(Logged::seq).max().orElse(0);
      return lastSeq - (rev - afterRev);
    }
  }

  private record ChangesOf(String conversationId, long afterRev) {}

  private record ChangesRequest(List<ChangesOf> items, int limit, long maxBytes) {}

  /// What comes after a seq; one page of it. Blocks.
  ///
  /// @throws dev.parley.common.problem.DomainException when message-service cannot be asked
  Page after(String conversationId, long seq) {
    byte[] body =
        service.ask(
            byte[].class,
            http ->
                http.get()
                    .uri(
                        "/internal/conversations/{id}/messages?after_seq={seq}",
                        conversationId,
                        seq));
    try {
      return read(body);
    } catch (JacksonException e) {
      throw new UnavailableException(NAME);
    }
  }

  /// What has changed after a rev. Blocks.
  ///
  /// @throws dev.parley.common.problem.DomainException when message-service cannot be asked
  Changes changes(String conversationId, long afterRev) {
    var request =
        new ChangesRequest(
            List.of(new ChangesOf(conversationId, afterRev)), MAX_CHANGES, MAX_CHANGES_BYTES);
    byte[] body =
        service.ask(byte[].class, http -> http.post().uri("/internal/changes").body(request));
    try {
      return changesOf(Json.mapper().readTree(body).path("items").path(0), afterRev);
    } catch (JacksonException e) {
      throw new UnavailableException(NAME);
    }
  }

  /// @param item missing where nothing has changed
  private static Changes changesOf(JsonNode item, long afterRev) {
    if (item.isMissingNode()) {
      return new Changes(List.of(), afterRev, true);
    }
    List<Logged> items = new ArrayList<>();
    item.path("changes").forEach(message -> items.add(logged(message)));
    items.sort(Comparator.comparingLong(Logged::rev));
    return new Changes(
        items, item.path("rev").longValue(), item.path("complete").booleanValue(false));
  }

  private static Page read(byte[] body) {
    List<Logged> items = List.of();
    boolean hasMore = false;
    try (JsonParser parser = Json.mapper().createParser(body)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String field = parser.currentName();
        parser.nextToken();
        switch (field) {
          case "items" -> items = readItems(parser, body);
          case "has_more" -> hasMore = parser.getBooleanValue();
          default -> parser.skipChildren();
        }
      }
    }
    // Without a message there is no further page to ask for, whatever is said.
    return new Page(items, hasMore && !items.isEmpty());
  }

  private static List<Logged> readItems(JsonParser parser, byte[] body) {
    List<Logged> messages = new ArrayList<>();
    while (parser.nextToken() == JsonToken.START_OBJECT) {
      messages.add(readItem(JsonSlices.current(parser, body)));
    }
    return messages;
  }

  private static Logged readItem(byte[] json) {
    JsonNode tree = Json.mapper().readTree(json);
    return logged(tree, json);
  }

  private static Logged logged(JsonNode message) {
    return logged(message, Json.mapper().writeValueAsBytes(message));
  }

  private static Logged logged(JsonNode message, byte[] json) {
    return new Logged(
        message.path("seq").longValue(),
        message.path("rev").longValue(),
        message.path("id").stringValue(),
        json);
  }
}
