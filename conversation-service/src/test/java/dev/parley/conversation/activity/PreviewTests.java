package dev.parley.conversation.activity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageType;
import dev.parley.conversation.Messages;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PreviewTests {

  private final String conversation = UUID.randomUUID().toString();

  @Test
  void showsTheTextInOneLine() {
    assertThat(Preview.of(Messages.text(conversation, 1, "a", "  one\n\ttwo   three ")))
        .isEqualTo("one two three");
  }

  @Test
  void cutsALongTextAndNoCharacterInHalf() {
    assertThat(Preview.of(Messages.text(conversation, 1, "a", "🚲".repeat(500))))
        .isEqualTo("🚲".repeat(139) + "…");
  }

  @Test
  void readsNoFurtherThanItShows() {
    assertThat(Preview.of(Messages.text(conversation, 1, "a", "x" + " ".repeat(15_000) + "y")))
        .isEqualTo("x");
  }

  @Test
  void namesWhatHasNoText() {
    for (MessageType type : MessageType.values()) {
      assertThat(Preview.of(Messages.ofType(conversation, 1, type))).isNotBlank();
    }
  }

  @Test
  void showsNothingOfATombstone() {
    assertThat(Preview.of(Messages.deleted(conversation, 1, 2, "a"))).isNull();
  }
}
