package dev.parley.message.search.language;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageBody;
import dev.parley.common.json.Json;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextSlicesTests {

  private static final int LONGEST = 16_000;

  @Test
  void sliceManyLongTextsByWhatTheyHold() {
    List<MessageBody> messages =
        IntStream.range(0, 100).mapToObj(i -> message(i, "x".repeat(LONGEST))).toList();

    List<List<MessageBody>> slices = TextSlices.of(messages);

    assertThat(slices.stream().flatMap(List::stream)).isEqualTo(messages);
    assertThat(slices)
        .allSatisfy(slice ->
            assertThat(slice.stream().mapToInt(TextSlices::length).sum())
                .isLessThanOrEqualTo(TextSlices.MAX_CHARS));
    assertThat(slices).hasSize(9);
  }

  @Test
  void leaveShortTextsTogether() {
    List<MessageBody> messages =
        IntStream.range(0, 2_000).mapToObj(i -> message(i, "hello there")).toList();
    assertThat(TextSlices.of(messages)).containsExactly(messages);
    assertThat(TextSlices.of(List.of())).isEmpty();
  }

  @Test
  void giveATextThatIsTooLongASliceOfItsOwn() {
    MessageBody huge = message(1, "x".repeat(TextSlices.MAX_CHARS + 1));
    MessageBody small = message(2, "x");
    assertThat(TextSlices.of(List.of(huge, small))).containsExactly(List.of(huge), List.of(small));
  }

  private static MessageBody message(int seq, String content) {
    return Json.mapper()
        .convertValue(
            Map.of("seq", seq, "rev", seq, "pinned", false, "content", content), MessageBody.class);
  }
}
