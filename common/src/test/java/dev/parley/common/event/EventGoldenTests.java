package dev.parley.common.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.id.ConversationId;
import dev.parley.common.id.MediaId;
import dev.parley.common.id.MessageId;
import dev.parley.common.json.Json;
import dev.parley.common.testing.GoldenJson;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class EventGoldenTests {

  private static final ConversationId CONVERSATION =
      ConversationId.of("0192f5a0-0000-7000-8000-00000000000c");
  private static final MessageId MESSAGE = MessageId.of("0192f5a0-0000-7000-8000-00000000000a");
  private static final MessageId ANSWERED = MessageId.of("0192f5a0-0000-7000-8000-00000000000b");
  private static final MediaId MEDIA = MediaId.of("0192f5a0-0000-7000-8000-00000000000d");
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00.120Z");
  private static final JsonNode METADATA =
      Json.mapper().readTree("{\"order\":17,\"note\":\"ä\",\"rate\":0.10}");

  record Golden(String name, EventBody body) {}

  static Stream<Golden> events() {
    return Stream.of(
        new Golden("message.created", message(null)),
        new Golden("message.updated", tombstone()),
        new Golden("conversation.created", conversation(null)),
        new Golden("conversation.updated", conversation("participants_added")),
        new Golden(
            "conversation.read", new ConversationRead(CONVERSATION, "ben", 41, AT, 1, 7, 12, true)),
        new Golden(
            "conversation.delivered", new ConversationDelivered(CONVERSATION, "ben", 42, AT)),
        new Golden(
            "conversation.message_requested",
            new MessageRequested(MESSAGE, CONVERSATION, "You have matched", METADATA, true)),
        new Golden(
            "media.ready",
            new MediaReady(
                MEDIA,
                "anna",
                "ready",
                "beach.png",
                "image/png",
                1234,
                640,
                480,
                null,
                "LEHV6nWB2yk8",
                List.of(0, 40, 100),
                null,
                AT,
                2)),
        new Golden(
            "media.erased",
            new MediaErased("message", MESSAGE.toString(), 1, 2048, AT, List.of(MEDIA))),
        new Golden("media.uploaded", new MediaUploaded(MEDIA)),
        new Golden(
            "media.progress", new MediaProgress(MEDIA, "anna", "processing", "converting", 55, 2)),
        new Golden(
            "media.rejected",
            new MediaRejected(
                MEDIA, "anna", "rejected", "polyglot", "a.gif", "image/gif", 1234, AT, 2)),
        new Golden(
            "match.created", new MatchCreated("m-1", List.of("anna", "ben"), "match", METADATA)),
        new Golden(
            "booking.status_changed",
            new BookingStatusChanged("b-1", List.of("anna", "ben"), "confirmed", "See you at 9")),
        new Golden(
            "system.message_requested",
            new SystemMessageRequested(
                "invoice-7", CONVERSATION, null, "Your invoice", METADATA, true)),
        new Golden("user.updated", new UserUpdated("anna", "Anna", "https://example.org/a.png")),
        new Golden("user.erased", new UserErased("anna", 17, AT)),
        new Golden("conversation.erased", new ConversationErased(CONVERSATION, 17, AT)),
        new Golden("user.deleted", new UserDeleted("anna")),
        new Golden("block.changed", new BlockChanged("anna", "ben", true, AT)),
        new Golden("presence.changed", new PresenceChanged("anna", "offline", AT, AT)),
        new Golden(
            "profile.updated",
            new ProfileUpdated("anna", "Anna", "https://example.org/a.png", null, 3)),
        new Golden("session.revoked", new SessionRevoked("anna", "s-1", "t-1", AT)));
  }

  @ParameterizedTest
  @MethodSource("events")
  void isWrittenAndReadAsItsGoldenFileSays(Golden golden) {
    assertThat(golden.body().topic()).isEqualTo(golden.name());
    GoldenJson.check(golden.name(), golden.body());
  }

  @Test
  void everyRecordHasOne() {
    assertThat(events().map(golden -> golden.body().getClass().getName()).distinct())
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(EventBody.class.getPermittedSubclasses()).map(Class::getName).toList());
  }

  @ParameterizedTest
  @MethodSource("events")
  void fieldsOfTheFutureAreIgnored(Golden golden) {
    String newer =
        GoldenJson.read(golden.name()).replaceFirst("\\{", "{\"from_the_future\":{\"a\":[1]},");
    assertThat((Object) Json.mapper().readValue(newer, golden.body().getClass()))
        .isEqualTo(golden.body());
  }

  @Test
  void anEventCarriesItsNumbersBesideItsBody() {
    Event event = Event.of(message(null), "/message-service", AT);
    assertThat(event.type()).isEqualTo("message.created");
    assertThat(event.subject()).isEqualTo(MESSAGE.toString());
    assertThat(event.key()).isEqualTo(CONVERSATION.toString());
    assertThat(event.extensions()).isEqualTo(Map.of("seq", "42", "rev", "43"));
    assertThat(Event.of(conversation("renamed"), "/conversation-service", AT).extensions())
        .isEqualTo(Map.of("version", "5"));
    assertThat(Event.of(message(null), "/x", AT).id()).isNotEqualTo(event.id());
  }

  private static MessageBody message(@Nullable String change) {
    return new MessageBody(
        MESSAGE,
        CONVERSATION,
        42,
        43,
        MessageType.IMAGE,
        "anna",
        "Anna",
        "Look <here> 😀",
        List.of(
            new MessageBody.Attachment(
                MEDIA,
                "ready",
                null,
                "cat.png",
                "image/png",
                1234L,
                640,
                480,
                null,
                "LEHV6nWB2yk8",
                null,
                "/api/v1/media/" + MEDIA + "/content",
                "/api/v1/media/" + MEDIA + "/content?variant=thumbnail")),
        new MessageBody.Location(45.4642, 9.19, "Milano"),
        new MessageBody.ReplyTo(ANSWERED, 41, "ben", "Where?"),
        ANSWERED,
        2,
        List.of("ben", "@all"),
        List.of(new MessageBody.Reaction("👍", 2, List.of("ben", "carl"), null)),
        new MessageBody.ForwardedFrom(CONVERSATION, ANSWERED, "ben"),
        true,
        METADATA,
        AT,
        AT.plusSeconds(60),
        null,
        null,
        null,
        change);
  }

  private static MessageBody tombstone() {
    return new MessageBody(
        MESSAGE,
        CONVERSATION,
        42,
        50,
        MessageType.TEXT,
        "anna",
        null,
        null,
        List.of(),
        null,
        null,
        null,
        null,
        List.of(),
        List.of(),
        null,
        false,
        null,
        AT,
        null,
        AT.plusNanos(1_000),
        null,
        null,
        "deleted");
  }

  private static ConversationBody conversation(@Nullable String change) {
    return new ConversationBody(
        CONVERSATION,
        "group",
        "Trip",
        "https://example.org/a.png",
        new ConversationBody.Context("booking", "b-1"),
        true,
        "open",
        "all",
        METADATA,
        "anna",
        AT,
        AT,
        5,
        42,
        43,
        AT,
        new ConversationBody.LastMessage(MESSAGE, 42, "anna", MessageType.TEXT, "Hello", AT),
        2,
        List.of(
            new ConversationBody.Participant("anna", "Anna", null, 3L, "admin", AT, 0, 42, 42),
            new ConversationBody.Participant("ben", null, null, null, "member", AT, 3, 41, 42)),
        true,
        List.of(),
        change,
        change == null ? null : List.of("ben"),
        change == null ? null : List.of());
  }
}
