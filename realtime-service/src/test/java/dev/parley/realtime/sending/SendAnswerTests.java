package dev.parley.realtime.sending;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;

class SendAnswerTests {

  @Test
  void keepsTheBytesOfMessagesAndErrors() {
    String message = "{\"id\": \"1\",\"metadata\":{\"message\":[{}]} , \"content\":\"}ä😀\\\"\"}";
    String error = "{ \"code\":\"not_found\",\"errors\":[{\"field\":\"x\"}]}";
    List<SendAnswer> answers =
        read(
            """
            {"new":{"items":[1]},"items":[
              {"status":"sent","conversation_id":"c","seq":7,"rev":9,"version":4,"message": %s },
              {"status":"duplicate","message":%s,"seq":8,"new":[{"seq":1}],"conversation_id":"d"},
              {"error":%s,"status":"refused"}],"more":null}
            """
                .formatted(message, message, error));

    assertThat(answers).hasSize(3);
    SendAnswer sent = answers.getFirst();
    assertThat(sent.fresh()).isTrue();
    assertThat(sent.conversationId()).isEqualTo("c");
    assertThat(sent.seq()).isEqualTo(7);
    assertThat(sent.rev()).isEqualTo(9);
    assertThat(sent.version()).isEqualTo(4);
    assertThat(text(sent.message())).isEqualTo(message);
    SendAnswer duplicate = answers.get(1);
    assertThat(duplicate.fresh()).isFalse();
    assertThat(duplicate.stored()).isTrue();
    assertThat(duplicate.seq()).isEqualTo(8);
    assertThat(duplicate.version()).isZero();
    assertThat(text(duplicate.message())).isEqualTo(message);
    SendAnswer refused = answers.get(2);
    assertThat(refused.stored()).isFalse();
    assertThat(text(refused.error())).isEqualTo(error);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{", "{\"items\":[{\"status\":", "<html>", "{\"items\":[{\"seq\":{}}]}"})
  void failsOnWhatIsNoAnswer(String body) {
    assertThatExceptionOfType(JacksonException.class).isThrownBy(() -> read(body));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "{\"items\":[]}", "{\"items\":null}"})
  void findsNoAnswerWhereThereIsNone(String body) {
    assertThat(read(body)).isEmpty();
  }

  private static List<SendAnswer> read(String body) {
    return SendAnswer.readAll(body.getBytes(UTF_8));
  }

  private static String text(byte @org.jspecify.annotations.Nullable [] json) {
    return new String(Objects.requireNonNull(json), UTF_8);
  }
}
