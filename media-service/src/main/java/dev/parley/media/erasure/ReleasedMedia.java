package dev.parley.media.erasure;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.parley.common.problem.UnavailableException;
import dev.parley.media.erasure.Erasures.Released;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.SchedulingConfigurer;
import org.springframework.scheduling.config.FixedDelayTask;
import org.springframework.scheduling.config.ScheduledTaskRegistrar;
import org.springframework.stereotype.Component;

/// Takes away the media of deleted messages and conversations that no other message carries. Every
/// node may do it at once. While message-service is away it waits.
@Component
class ReleasedMedia implements SchedulingConfigurer {

  private static final Logger log = LoggerFactory.getLogger(ReleasedMedia.class);
  private static final int BATCH = 100;

  private final Erasures erasures;
  private final Carriers carriers;
  private final ErasureProperties properties;
  private final Clock clock;

  ReleasedMedia(Erasures erasures, Carriers carriers, ErasureProperties properties, Clock clock) {
    this.erasures = erasures;
    this.carriers = carriers;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void configureTasks(ScheduledTaskRegistrar tasks) {
    tasks.addFixedDelayTask(
        new FixedDelayTask(this::takeAway, properties.interval(), properties.interval()));
  }

  void takeAway() {
    try {
      int taken = BATCH;
      while (taken == BATCH) {
        taken = takeSome();
      }
    } catch (UnavailableException e) {
      log.atDebug()
          .addKeyValue("service", "message-service")
          .log("A service is away; the next round goes on");
    }
  }

  private record Cause(String kind, UUID subject) {}

  private int takeSome() {
    List<Released> released = erasures.released(clock.instant().minus(properties.after()), BATCH);
    if (released.isEmpty()) {
      return 0;
    }
    Set<UUID> carried =
        carriers.carried(released.stream().map(Released::mediaId).distinct().toList());
    Map<Cause, List<UUID>> byCause =
        released.stream()
            .collect(
                groupingBy(
                    one -> new Cause(one.cause(), one.subject()),
                    mapping(Released::mediaId, toList())));
    byCause.forEach(
        (cause, media) -> erasures.settle(cause.kind(), cause.subject(), media, carried));
    return released.size();
  }
}
