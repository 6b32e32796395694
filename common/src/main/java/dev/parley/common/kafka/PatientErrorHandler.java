package dev.parley.common.kafka;

import dev.parley.common.problem.Outages;
import java.time.Duration;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.listener.BatchListenerFailedException;
import org.springframework.kafka.listener.ConsumerRecordRecoverer;
import org.springframework.kafka.listener.DefaultErrorHandler;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.util.backoff.BackOff;
import org.springframework.util.backoff.ExponentialBackOff;

/// Gives a record up when it is the record that fails, and waits when it is the database or another
/// service: an outage of any length must not send good records to the dead letters.
final class PatientErrorHandler extends DefaultErrorHandler {

  PatientErrorHandler(
      ConsumerRecordRecoverer recoverer, BackOff bounded, Duration first, Duration longest) {
    super(recoverer, bounded);
    ExponentialBackOff endless = new ExponentialBackOff();
    endless.setInitialInterval(first.toMillis());
    endless.setMaxInterval(longest.toMillis());
    setBackOffFunction((_, failure) -> Outages.isOutage(failure) ? endless : null);
  }

  @Override
  public void handleBatch(
      Exception thrown,
      ConsumerRecords<?, ?> data,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    super.handleBatch(blamed(thrown), data, consumer, container, invokeListener);
  }

  @Override
  public <K, V> ConsumerRecords<K, V> handleBatchAndReturnRemaining(
      Exception thrown,
      ConsumerRecords<?, ?> data,
      Consumer<?, ?> consumer,
      MessageListenerContainer container,
      Runnable invokeListener) {
    return super.handleBatchAndReturnRemaining(
        blamed(thrown), data, consumer, container, invokeListener);
  }

  /// A batch's failure that blames no record would be retried a bounded number of times, and then
  /// the whole batch given up. An outage is put to the first one, which is then waited with.
  private static Exception blamed(Exception thrown) {
    return Outages.isOutage(thrown) && !blames(thrown)
        ? new BatchListenerFailedException("an outage", thrown, 0)
        : thrown;
  }

  private static boolean blames(@Nullable Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BatchListenerFailedException) {
        return true;
      }
    }
    return false;
  }
}
