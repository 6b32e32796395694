package dev.parley.media.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.parley.common.id.UserId;
import dev.parley.media.record.Announced;
import dev.parley.media.record.Media;
import dev.parley.media.storage.Multiparts;
import dev.parley.media.storage.ObjectKey;
import dev.parley.media.storage.ObjectStore;
import dev.parley.media.upload.Outcomes;
import dev.parley.media.upload.UploadRecorder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Two requests end an upload at once: the store is asked for its size before the other one has put
/// the parts together, and for the parts after it.
class CompletionTests {

  private static final UserId OWNER = new UserId("completion-owner");
  private static final long SIZE = 40_000_000;

  private final DirectUploads uploads = mock(DirectUploads.class);
  private final UploadRecorder recorder = mock(UploadRecorder.class);
  private final Multiparts multiparts = mock(Multiparts.class);
  private final ObjectStore store = mock(ObjectStore.class);
  private final Outcomes outcomes = mock(Outcomes.class);
  private final Completion completion =
      new Completion(uploads, recorder, multiparts, store, outcomes);
  private final Media media =
      Media.pending(
          OWNER,
          new Announced("a.mp4", "video/mp4", "video/mp4", null, SIZE, null, null),
          Instant.EPOCH);
  private final ObjectKey key = ObjectKey.upload(media.mediaId());

  @BeforeEach
  void begin() {
    media.awaitDirectUpload(Instant.EPOCH, "parts", 8_000_000L);
    when(uploads.find(media.mediaId(), OWNER)).thenReturn(media);
    when(multiparts.arrived(key, "parts")).thenReturn(List.of());
    when(recorder.arrive(media.mediaId())).thenReturn(Optional.of(media));
    when(outcomes.await(media)).thenReturn(media);
  }

  @Test
  void completesWhatAnotherRequestHasPutTogetherMeanwhile() {
    when(store.sizeOf(key)).thenReturn(Optional.empty(), Optional.of(SIZE));
    assertThat(completion.complete(media.mediaId(), OWNER)).isSameAs(media);
  }

  @Test
  void refusesWhatHasNotArrived() {
    when(store.sizeOf(key)).thenReturn(Optional.empty());
    assertThatThrownBy(() -> completion.complete(media.mediaId(), OWNER))
        .isInstanceOf(NotArrivedException.class)
        .hasMessageContaining("5 of 5 parts");
  }
}
