package dev.parley.message.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.json.Json;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.Client.Answer;
import dev.parley.message.testing.MessageServiceTest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Random payloads, over both ways in: each is stored whole or refused with a reason, and the
/// numbers stay without a gap. `-Dparley.fuzz.seed=` runs one again.
class SendFuzzIT extends MessageServiceTest {

  private static final int ROUNDS = 400;
  private static final List<String> FIELDS =
      List.of(
          "id",
          "type",
          "content",
          "attachments",
          "location",
          "reply_to",
          "thread_root",
          "mentions",
          "metadata",
          "recipient_id",
          "conversation_id",
          "extra");

  private final long seed = Long.getLong("parley.fuzz.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @Test
  void everySendIsStoredOrRefusedWithAReason() {
    System.out.println("parley.fuzz.seed=" + seed);
    UUID conversation = conversationService.group("anna", "ben");
    int stored = 0;
    for (int round = 0; round < ROUNDS; round++) {
      Map<String, @Nullable Object> payload = payload(conversation);
      byte[] json = mangled(Json.mapper().writeValueAsBytes(payload));
      Answer answer = client.postRaw("anna", Client.messagesOf(conversation), json);
      String what = "seed " + seed + ": " + new String(json, UTF_8) + " → " + answer.text();
      assertThat(answer.status()).as(what).isLessThan(500);
      if (answer.status() == 201) {
        stored++;
      } else if (answer.status() != 200) {
        assertThat(answer.code()).as(what).isIn("validation_failed", "conflict");
        assertThat(answer.contentType()).as(what).startsWith("application/problem+json");
      }
    }
    for (int round = 0; round < ROUNDS / 8; round++) {
      stored += sendBatch(conversation);
    }

    assertThat(seqsOf(conversation))
        .as("seed " + seed)
        .isEqualTo(LongStream.rangeClosed(1, stored).boxed().toList());
    int read = 0;
    boolean more = true;
    while (more) {
      Answer page =
          client.get("ben", Client.messagesOf(conversation) + "?limit=200&after_seq=" + read);
      assertThat(page.status()).as("seed " + seed + page.text()).isEqualTo(200);
      read += page.json().path("items").size();
      more = page.json().path("has_more").asBoolean();
    }
    assertThat(read).as("seed " + seed).isEqualTo(stored);
  }

  private int sendBatch(UUID conversation) {
    List<Map<String, Object>> items = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      Map<String, @Nullable Object> payload = payload(conversation);
      payload.put("conversation_id", conversation);
      payload.remove("recipient_id");
      items.add(Map.of("sender_id", "anna", "payload", payload));
    }
    int stored = 0;
    for (JsonNode result : client.sends(items)) {
      String status = result.path("status").asString();
      assertThat(status).as("seed " + seed + result).isIn("sent", "duplicate", "refused");
      stored += status.equals("sent") ? 1 : 0;
      if (status.equals("refused")) {
        assertThat(result.path("error").path("code").asString())
            .as("seed " + seed + result)
            .isIn("validation_failed", "conflict");
      }
    }
    return stored;
  }

  private Map<String, @Nullable Object> payload(UUID conversation) {
    Map<String, @Nullable Object> payload = new LinkedHashMap<>();
    payload.put("content", random.nextInt(4) == 0 ? value(2) : text());
    for (String field : FIELDS) {
      if (random.nextInt(8) == 0) {
        payload.put(field, random.nextBoolean() ? value(3) : likely(field));
      }
    }
    return payload;
  }

  private @Nullable Object likely(String field) {
    return switch (field) {
      case "id" -> new UUID(0, random.nextInt(5));
      case "type" ->
          List.of("text", "custom", "location", "image", "system").get(random.nextInt(5));
      case "location" ->
          Map.of("lat", random.nextInt(200) - 100, "lng", random.nextGaussian() * 100);
      case "mentions" -> List.of("ben", "@all", text());
      case "metadata" -> {
        Map<String, Object> metadata = new LinkedHashMap<>(Map.of("n", random.nextGaussian()));
        metadata.put(text(), String.valueOf(value(0)));
        yield metadata;
      }
      case "reply_to", "thread_root" -> new UUID(0, random.nextInt(5));
      case "attachments" -> List.of(Map.of("media_id", mediaService.media("anna", "ready")));
      default -> value(2);
    };
  }

  private @Nullable Object value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> null;
      case 1 -> random.nextBoolean();
      case 2 -> random.nextLong();
      case 3 -> Math.pow(10, random.nextInt(600) - 300);
      case 4 -> UUID.randomUUID().toString();
      case 5, 6 -> text();
      case 7 -> {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          list.add(value(depth - 1));
        }
        yield list;
      }
      default -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
          map.put(random.nextBoolean() ? "id" : text(), value(depth - 1));
        }
        yield map;
      }
    };
  }

  /// Of all planes, with control characters, NUL and pairs.
  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(12); i > 0; i--) {
      int kind = random.nextInt(20);
      int point =
          kind == 0
              ? random.nextInt(32)
              : kind < 4 ? random.nextInt(0x10FFFF) : 'a' + random.nextInt(26);
      text.appendCodePoint(point >= 0xD800 && point <= 0xDFFF ? '?' : point);
    }
    return text.toString();
  }

  /// Mostly as it is; else a byte is lost, doubled or changed.
  private byte[] mangled(byte[] json) {
    if (random.nextInt(4) != 0) {
      return json;
    }
    byte[] other = json.clone();
    other[random.nextInt(other.length)] = (byte) random.nextInt(256);
    return random.nextBoolean()
        ? other
        : java.util.Arrays.copyOf(json, random.nextInt(json.length));
  }
}
