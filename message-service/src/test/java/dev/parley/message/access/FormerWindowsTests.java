package dev.parley.message.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.parley.common.event.ConversationBody;
import dev.parley.common.id.ConversationId;
import dev.parley.common.id.UserId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class FormerWindowsTests {

  private static final ConversationId CONVERSATION = new ConversationId(UUID.randomUUID());
  private static final UserId BEN = new UserId("ben");
  private static final ReadWindow WINDOW = new ReadWindow(0, 7, null);

  private final ConversationClient client = mock(ConversationClient.class);
  private final FormerWindows windows = new FormerWindows(client);

  @Test
  void asksOnce() {
    when(client.former(CONVERSATION, BEN)).thenReturn(Optional.of(WINDOW));
    assertThat(windows.of(CONVERSATION, BEN)).contains(WINDOW);
    assertThat(windows.of(CONVERSATION, BEN)).contains(WINDOW);
    verify(client, times(1)).former(CONVERSATION, BEN);
  }

  /// What was answered before it was kept for half a minute after it.
  @Test
  void keepsNoAnswerThatAnEventHasOvertaken() {
    when(client.former(CONVERSATION, BEN))
        .thenAnswer(_ -> {
          windows.take(deleted());
          return Optional.of(WINDOW);
        })
        .thenReturn(Optional.empty());
    windows.of(CONVERSATION, BEN);
    assertThat(windows.of(CONVERSATION, BEN)).isEmpty();
  }

  private static ConversationBody deleted() {
    ConversationBody event = mock(ConversationBody.class);
    when(event.id()).thenReturn(CONVERSATION);
    when(event.added()).thenReturn(List.of());
    when(event.removed()).thenReturn(List.of(BEN.value()));
    return event;
  }
}
