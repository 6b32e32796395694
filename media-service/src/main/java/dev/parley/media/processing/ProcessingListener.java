package dev.parley.media.processing;

import dev.parley.common.event.MediaUploaded;
import dev.parley.common.event.Topics;
import dev.parley.common.id.MediaId;
import dev.parley.common.kafka.EventDecoder;
import dev.parley.common.web.Traces;
import jakarta.annotation.PreDestroy;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/// Takes uploads that have arrived, one at a time for each of `concurrency` readers. The work is
/// done by threads of its own: unpacking a picture would hold a carrier of the virtual threads that
/// answer requests.
@Component
class ProcessingListener {

  private final MediaProcessor processor;
  private final ProcessingProperties properties;
  private final ExecutorService workers;

  ProcessingListener(MediaProcessor processor, ProcessingProperties properties) {
    this.processor = processor;
    this.properties = properties;
    this.workers =
        Executors.newFixedThreadPool(
            properties.concurrency(),
            Thread.ofPlatform()
                .name("media-worker-", 0)
                .daemon()
                .priority(Thread.MIN_PRIORITY)
                .factory());
  }

  @KafkaListener(
      id = "media-service.processing",
      topics = Topics.MEDIA_UPLOADED,
      concurrency = "${parley.media.processing.concurrency:2}",
      properties = {"max.poll.records=1", "max.poll.interval.ms=3600000"})
  void take(ConsumerRecord<String, byte[]> record) {
    MediaId id = EventDecoder.body(record, MediaUploaded.class).mediaId();
    Future<?> work =
        workers.submit(() -> {
          try (Traces.Scope _ = EventDecoder.trace(record)) {
            processor.process(id);
          }
        });
    await(work);
  }

  private void await(Future<?> work) {
    try {
      work.get(properties.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("processing failed", e.getCause());
    } catch (TimeoutException e) {
      work.cancel(true);
      throw new IllegalStateException("processing took too long", e);
    } catch (InterruptedException e) {
      work.cancel(true);
      Thread.currentThread().interrupt();
      throw new IllegalStateException("stopped while processing", e);
    }
  }

  @PreDestroy
  void stop() {
    workers.shutdownNow();
  }
}
