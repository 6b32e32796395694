package dev.parley.message.sending;

import dev.parley.common.id.ConversationId;
import dev.parley.common.problem.DomainException;
import dev.parley.message.lane.BatchLanes;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/// Gathers sends into the appender's batches.
@Component
class AppendLanes extends BatchLanes<NewMessage, SendResult> {

  private final MessageAppender appender;

  AppendLanes(MessageAppender appender, SendingProperties properties) {
    super("append", properties.limits());
    this.appender = appender;
  }

  @Override
  protected List<SendResult> process(List<NewMessage> batch) {
    return appender.append(batch);
  }

  @Override
  protected ConversationId conversationOf(NewMessage message) {
    return message.conversationId();
  }

  @Override
  protected int sizeOf(NewMessage message) {
    return message.size();
  }

  @Override
  protected @Nullable String traceOf(NewMessage message) {
    return message.trace();
  }

  @Override
  protected SendResult refused(DomainException reason) {
    return new SendResult.Refused(reason);
  }
}
