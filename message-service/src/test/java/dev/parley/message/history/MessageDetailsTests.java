package dev.parley.message.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.MessageBody.Attachment;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Rows that were written before attachments said how their media is.
class MessageDetailsTests {

  private static final String MEDIA = UUID.randomUUID().toString();
  private static final String URL = "/api/v1/media/" + MEDIA + "/content";

  @Test
  void whatHadAnAddressIsReady() {
    Attachment shown =
        stored(
            "\"content_type\":\"image/png\",\"width\":640,\"url\":\"%s\",\"thumbnail_url\":\"%s?t\"");
    assertThat(shown.status()).isEqualTo(Attachment.READY);
    assertThat(shown.width()).isEqualTo(640);
    assertThat(shown.url()).isEqualTo(URL);
    assertThat(shown.thumbnailUrl()).isEqualTo(URL + "?t");
  }

  @Test
  void whatIsNoPictureHasNoSmallOne() {
    Attachment shown =
        stored("\"content_type\":\"audio/ogg\",\"url\":\"%s\",\"thumbnail_url\":\"%s?t\"");
    assertThat(shown.url()).isEqualTo(URL);
    assertThat(shown.thumbnailUrl()).isNull();
  }

  @Test
  void whatHadNoAddressWasRejected() {
    Attachment shown = stored("\"content_type\":\"image/png\",\"size\":9");
    assertThat(shown.status()).isEqualTo(Attachment.REJECTED);
    assertThat(shown.size()).isEqualTo(9);
  }

  private static Attachment stored(String fields) {
    String attachment = "{\"media_id\":\"%s\",%s}".formatted(MEDIA, fields.replace("%s", URL));
    return MessageDetails.ofColumn("{\"attachments\":[%s],\"mentions\":[]}".formatted(attachment))
        .attachments()
        .getFirst();
  }
}
