package dev.parley.message.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.parley.common.problem.ValidationException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SendBatchTests {

  private static final String GOOD =
      "{\"sender_id\":\"anna\",\"sender_name\":\"Anna\",\"payload\":{\"content\":\"x\"}}";

  @Test
  void readsEachItemInOrder() {
    List<SendBatch.Item> items = read(GOOD, "{\"sender_id\":\"ben\",\"payload\":{}}");

    assertThat(items)
        .satisfiesExactly(
            first -> {
              SendRequest request = ((SendBatch.Readable) first).request();
              assertThat(request.sender().value()).isEqualTo("anna");
              assertThat(request.senderName()).isEqualTo("Anna");
              assertThat(request.payload().content()).isEqualTo("x");
            },
            second -> assertThat(second).isInstanceOf(SendBatch.Readable.class));
  }

  @Test
  void anItemOfTheWrongTypesNamesItsFieldAndLeavesTheOthersAlone() {
    List<SendBatch.Item> items =
        read(
            GOOD,
            "{\"sender_id\":\"ben\",\"payload\":{\"content\":5}}",
            "{\"sender_id\":\"ben\",\"payload\":[]}",
            "{\"sender_id\":\"ben\",\"payload\":null}",
            "{\"sender_id\":\"ben\"}",
            "{\"payload\":{}}",
            "{\"sender_id\":\"\",\"payload\":{}}",
            "{\"sender_id\":5,\"payload\":{}}",
            "null",
            "7",
            "{\"sender_id\":\"ben\",\"payload\":{\"content\":\"\\u0000\"}}",
            "{\"sender_id\":\"ben\",\"payload\":{\"attachments\":[{\"media_id\":1}]}}",
            GOOD);

    assertThat(items).hasSize(13);
    assertThat(items.getFirst()).isInstanceOf(SendBatch.Readable.class);
    assertThat(items.getLast()).isInstanceOf(SendBatch.Readable.class);
    assertThat(items.subList(1, 12))
        .allSatisfy(item -> assertThat(item).isInstanceOf(SendBatch.Unreadable.class));
    assertThat(fieldOf(items.get(1))).isEqualTo("content");
    assertThat(fieldOf(items.get(5))).isEqualTo("sender_id");
    assertThat(fieldOf(items.get(10))).isEqualTo("content");
    assertThat(fieldOf(items.get(11))).isEqualTo("attachments");
  }

  @Test
  void aPayloadThatNestsAsDeepAsItMayAloneDoesNotBreakItsBatch() {
    String deep = "{\"a\":".repeat(31) + "1" + "}".repeat(31);
    List<SendBatch.Item> items =
        read(GOOD, "{\"sender_id\":\"ben\",\"payload\":{\"extra\":" + deep + "}}");

    assertThat(items).allSatisfy(item -> assertThat(item).isInstanceOf(SendBatch.Readable.class));
  }

  @Test
  void whatIsNoBatchIsRefusedWhole() {
    for (String body : List.of("", "null", "{}", "{\"items\":null}", "[]", "{\"items\":{}}", "{")) {
      assertThatExceptionOfType(ValidationException.class)
          .as(body)
          .isThrownBy(() -> SendBatch.read(body.getBytes(UTF_8)));
    }
    String tooMany = "{\"items\":[" + "{},".repeat(1_000) + "{}]}";
    assertThatExceptionOfType(ValidationException.class)
        .isThrownBy(() -> SendBatch.read(tooMany.getBytes(UTF_8)));
  }

  private static List<SendBatch.Item> read(String... items) {
    return SendBatch.read(("{\"items\":[" + String.join(",", items) + "]}").getBytes(UTF_8));
  }

  private static String fieldOf(SendBatch.Item item) {
    return ((SendBatch.Unreadable) item).problem().errors().getFirst().field();
  }
}
