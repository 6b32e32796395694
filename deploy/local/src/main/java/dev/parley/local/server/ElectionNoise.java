package dev.parley.local.server;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import org.apache.kafka.common.errors.NotControllerException;

/// Keeps out of the log what Kafka tells as an error when it starts over existing data: its broker
/// asks before its controller has been elected, is told so, and asks again.
public final class ElectionNoise extends Filter<ILoggingEvent> {

  private static final String REFUSAL = NotControllerException.class.getName();

  @Override
  public FilterReply decide(ILoggingEvent event) {
    for (IThrowableProxy cause = event.getThrowableProxy();
        cause != null;
        cause = cause.getCause()) {
      if (REFUSAL.equals(cause.getClassName())) {
        return FilterReply.DENY;
      }
    }
    return FilterReply.NEUTRAL;
  }
}
