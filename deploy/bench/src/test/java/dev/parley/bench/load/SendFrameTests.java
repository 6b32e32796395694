package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import java.util.HashSet;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class SendFrameTests {
  private static final String CONVERSATION = "0192f0c1-2345-7abc-8def-0123456789ab";
  private final SendFrame frame =
      new SendFrame(CONVERSATION, SendFrame.mark("1a2b3c4d"), 120, 0x01020304);
  private final SplittableRandom ids = new SplittableRandom(1);

  @Test
  void isTheContractsSendMessage() {
    String packet = packet(12_345);

    assertThat(packet).startsWith("42100012345[");
    JsonNode event = new JsonMapper().readTree(packet.substring("42100012345".length()));
    assertThat(event.get(0).asString()).isEqualTo("send_message");
    assertThat(event.get(1).get("conversation_id").asString()).isEqualTo(CONVERSATION);
    String content = event.get(1).get("content").asString();
    assertThat(content).startsWith("~1a2b3c4d 100012345 x").hasSize(120);
  }

  @Test
  void givesEveryMessageAnIdOfItsOwn() {
    Set<UUID> seen = new HashSet<>();
    for (int number = 0; number < 1000; number++) {
      String packet = packet(number);
      String text = new JsonMapper().readTree(packet.substring(11)).get(1).get("id").asString();
      UUID id = UUID.fromString(text);
      assertThat(id).hasToString(text);
      assertThat(id.version()).isEqualTo(4);
      assertThat(id.variant()).isEqualTo(2);
      seen.add(id);
    }
    assertThat(seen).hasSize(1000);
  }

  @Test
  void isAsLongForTheLastMessageAsForTheFirst() {
    assertThat(packet(SendFrame.MAX_MESSAGES - 1)).hasSameSizeAs(packet(0));
  }

  @Test
  void carriesItsNumberToWhoeverReadsTheDelivery() {
    String packet = packet(777);
    byte[] bytes = packet.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    PacketScanner scanner = new PacketScanner(SendFrame.mark("1a2b3c4d"));

    assertThat(scanner.messageNumber(bytes, 0, bytes.length)).isEqualTo(777);
  }

  private String packet(int number) {
    return ((TextWebSocketFrame) ClientFrameTests.read(frame.of(number, ids))).text();
  }
}
