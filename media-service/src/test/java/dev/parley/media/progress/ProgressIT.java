package dev.parley.media.progress;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServiceTest;
import dev.parley.media.Published;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@MediaServiceTest
class ProgressIT {

  private static final String OWNER = "progress-owner";

  @LocalServerPort int port;

  @Test
  void tellsItsOwnerHowFarAnUploadHasCome() {
    String media = new Api(port).as(OWNER).uploaded("a.jpg", Images.jpeg(400, 300));
    List<JsonNode> told =
        Published.progress(
            OWNER, media, all -> Published.phases(all).containsAll(List.of("waiting", "storing")));
    assertThat(told)
        .allSatisfy(each -> {
          assertThat(each.path("status").asString()).isEqualTo("processing");
          assertThat(each.path("owner_id").asString()).isEqualTo(OWNER);
          assertThat(each.path("version").asInt()).isEqualTo(2);
        });
    List<JsonNode> work =
        told.stream().filter(each -> !each.path("phase").asString().equals("waiting")).toList();
    assertThat(Published.phases(work))
        .containsExactly("fetching", "checking", "converting", "storing");
    assertThat(work.stream().map(each -> each.path("percent").asInt()).toList())
        .containsExactly(0, 30, 40, 85);
  }
}
