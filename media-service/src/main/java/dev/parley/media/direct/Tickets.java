package dev.parley.media.direct;

import dev.parley.media.direct.UploadTicket.Arrived;
import dev.parley.media.direct.UploadTicket.Missing;
import dev.parley.media.progress.ProgressTeller;
import dev.parley.media.record.Media;
import dev.parley.media.record.MediaStatus;
import dev.parley.media.storage.Multiparts;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.StoredPart;
import dev.parley.media.storage.UploadUrls;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/// Says how an upload is to go on: where its bytes go, and which of them are there.
@Component
class Tickets {

  /// What comes in is never served, and has no other type.
  static final String TYPE = "application/octet-stream";

  private static final String METHOD = "PUT";
  private static final int MISSING = 100;

  private final UploadUrls urls;
  private final Multiparts multiparts;
  private final ProgressTeller teller;
  private final Clock clock;

  Tickets(UploadUrls urls, Multiparts multiparts, ProgressTeller teller, Clock clock) {
    this.urls = urls;
    this.multiparts = multiparts;
    this.teller = teller;
    this.clock = clock;
  }

  /// @throws dev.parley.common.problem.UnavailableException `unavailable`
  UploadTicket of(Media media) {
    Instant until = media.expiresAt().orElseThrow();
    Duration lifetime = Duration.between(clock.instant(), until);
    if (!media.isPending() || !lifetime.isPositive()) {
      return closed(media, until);
    }
    return media.multipartId().isPresent()
        ? inParts(media, until, lifetime)
        : asAWhole(media, until, lifetime);
  }

  private static UploadTicket closed(Media media, Instant until) {
    return new UploadTicket(
        media.mediaId(), statusOf(media), null, METHOD, Map.of(), until, null, null, null, null);
  }

  private UploadTicket asAWhole(Media media, Instant until, Duration lifetime) {
    ObjectKey key = ObjectKey.upload(media.mediaId());
    return new UploadTicket(
        media.mediaId(),
        statusOf(media),
        urls.put(key, lifetime, TYPE, media.size()),
        METHOD,
        Map.of("Content-Type", TYPE),
        until,
        null,
        null,
        null,
        null);
  }

  private UploadTicket inParts(Media media, Instant until, Duration lifetime) {
    ObjectKey key = ObjectKey.upload(media.mediaId());
    String upload = media.multipartId().orElseThrow();
    Parts parts = new Parts(media.size(), media.partSize().orElseThrow());
    List<StoredPart> arrived = multiparts.arrived(key, upload);
    teller.uploading(media, arrived.stream().mapToLong(StoredPart::size).sum());
    List<Missing> missing =
        parts.missing(arrived).stream()
            .limit(MISSING)
            .map(number ->
                new Missing(
                    number,
                    parts.sizeOf(number),
                    urls.part(key, upload, number, lifetime, parts.sizeOf(number))))
            .toList();
    return new UploadTicket(
        media.mediaId(),
        statusOf(media),
        null,
        METHOD,
        Map.of(),
        until,
        parts.partSize(),
        parts.count(),
        arrived.stream().map(part -> new Arrived(part.number(), part.size())).toList(),
        missing);
  }

  private static MediaStatus statusOf(Media media) {
    return media.view().status();
  }
}
