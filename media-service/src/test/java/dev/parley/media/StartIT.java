package dev.parley.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.WithServers;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;

@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithServers(database = "media")
@TestPropertySource(
    properties = {
      "parley.services.message=http://127.0.0.1:1",
      "parley.media.s3.endpoint=http://127.0.0.1:1",
      "parley.media.s3.bucket=media",
      "parley.media.s3.access-key=key",
      "parley.media.s3.secret-key=secret"
    })
class StartIT {

  @LocalServerPort int port;

  @Test
  void isReadyWhateverTheObjectStoreDoes() throws Exception {
    var request =
        HttpRequest.newBuilder(
                URI.create("http://localhost:" + port + "/actuator/health/readiness"))
            .build();
    var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
  }
}
