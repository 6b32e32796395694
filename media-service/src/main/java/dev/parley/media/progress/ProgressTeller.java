package dev.parley.media.progress;

import dev.parley.common.event.Event;
import dev.parley.common.event.MediaProgress;
import dev.parley.common.kafka.BroadcastProducer;
import dev.parley.media.record.Media;
import java.time.Clock;
import org.springframework.stereotype.Component;

/// Tells how far media has come, to whoever listens just then. No work waits for it, none fails
/// with it, and nothing is kept of it: what becomes of the media is in its record and its events.
@Component
public class ProgressTeller {

  private static final String SOURCE = "/media-service";

  private final BroadcastProducer producer;
  private final ProgressProperties properties;
  private final Clock clock;

  ProgressTeller(BroadcastProducer producer, ProgressProperties properties, Clock clock) {
    this.producer = producer;
    this.properties = properties;
    this.clock = clock;
  }

  /// For one try at processing it.
  ///
  /// @param media as it is during the try
  public Progress of(Media media) {
    return new Progress(
        (phase, percent) -> tell(media, phase, percent), properties.interval(), System::nanoTime);
  }

  /// It has arrived, and is to be processed.
  public void waits(Media media) {
    tell(media, Phase.WAITING, 0);
  }

  /// So much of it has arrived in the store.
  ///
  /// @param arrived bytes
  public void uploading(Media media, long arrived) {
    tell(media, Phase.UPLOADING, Phase.UPLOADING.percent(arrived, media.size()));
  }

  private void tell(Media media, Phase phase, int percent) {
    var body =
        new MediaProgress(
            media.mediaId(),
            media.ownerId(),
            media.view().status().wireName(),
            phase.wireName(),
            percent,
            media.version());
    producer.send(Event.of(body, SOURCE, clock.instant()), () -> {});
  }
}
