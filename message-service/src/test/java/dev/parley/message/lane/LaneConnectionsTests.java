package dev.parley.message.lane;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.connection.ConnectionProperties;
import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LaneConnectionsTests {

  private final List<BatchLanes<?, ?>> lanes = List.of(new Lanes(2), new Lanes(3));

  @Test
  void eachLaneAndTheOutboxHaveOne() {
    assertThatCode(() -> new LaneConnections(lanes, new ConnectionProperties(6)))
        .doesNotThrowAnyException();
  }

  @Test
  void fewerEndTheStart() {
    assertThatThrownBy(() -> new LaneConnections(lanes, new ConnectionProperties(5)))
        .hasMessageContaining("parley.connections.reserved with value '5'")
        .hasMessageContaining("5 lanes")
        .hasMessageContaining("need 6");
  }

  private static final class Lanes extends BatchLanes<String, String> {

    Lanes(int count) {
      super("test", new LaneLimits(count, 1, 1, 1, 1));
    }

    @Override
    protected List<String> process(List<String> batch) {
      return batch;
    }

    @Override
    protected ConversationId conversationOf(String item) {
      return ConversationId.of(item);
    }

    @Override
    protected int sizeOf(String item) {
      return item.length();
    }

    @Override
    protected @Nullable String traceOf(String item) {
      return null;
    }

    @Override
    protected String refused(DomainException reason) {
      return reason.detail();
    }
  }
}
