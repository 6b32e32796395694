package dev.parley.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.Tokens;
import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.FakeService.Answer;
import dev.parley.gateway.testing.GatewayTest;
import dev.parley.gateway.testing.RawNode;
import io.micrometer.core.instrument.MeterRegistry;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufAllocatorMetricProvider;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(
    properties = {
      "parley.gateway.limits.upload=3MB",
      "parley.gateway.limits.gathered=2MB",
      "parley.gateway.timeouts.upload=500ms",
      "parley.gateway.timeouts.body=3s"
    })
class BodyIT extends GatewayTest {

  private static final int JSON = 256 * 1024;
  private static final int UPLOAD = 3 * 1024 * 1024;
  private static final int PARTICIPANTS = 8 * 1024 * 1024;
  private static final int POLLING = 1024 * 1024;

  @Autowired private MeterRegistry metrics;

  /// A body that says how long it is, or one that does not.
  private static BodyPublisher body(int bytes, boolean chunked) {
    byte[] content = new byte[bytes];
    return chunked
        ? BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(content))
        : BodyPublishers.ofByteArray(content);
  }

  private HttpResponse<String> post(String path, int bytes, boolean chunked) {
    return send(
        as("alice", path)
            .header("Content-Type", "multipart/form-data; boundary=x")
            .POST(body(bytes, chunked)));
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/messages, " + JSON,
    "/api/v1/media/x/complete, " + JSON,
    "/api/v1/conversations, " + PARTICIPANTS,
    "/api/v1/conversations/x/participants, " + PARTICIPANTS,
    "/api/v1/conversations/x/messages, " + JSON,
    "/api/v1/media, " + UPLOAD,
    "/socket.io/?EIO=4&sid=x.a, " + POLLING
  })
  void takesTheLargestBodyAndNoByteMore(String path, int limit) {
    for (boolean chunked : new boolean[] {false, true}) {
      Backends.reset();
      assertThat(post(path, limit, chunked).statusCode()).isEqualTo(200);
      assertThat(Backends.reached()).isEqualTo(1);

      Backends.reset();
      HttpResponse<String> refused = post(path, limit + 1, chunked);
      assertThat(refused.statusCode()).isEqualTo(413);
      assertThat(problem(refused)).isEqualTo("too_large");
      assertThat(Backends.reached()).isZero();
    }
  }

  @Test
  void theWholeBodyArrives() {
    post("/api/v1/messages", 200_001, true);
    assertThat(Backends.MESSAGE.lastRequest().bodyBytes()).isEqualTo(200_001);
    assertThat(Backends.MESSAGE.lastRequest().headers().get("Content-Length")).isEqualTo("200001");

    post("/api/v1/media", 2_000_001, true);
    assertThat(Backends.MEDIA.lastRequest().bodyBytes()).isEqualTo(2_000_001);
  }

  @ParameterizedTest
  @CsvSource({"/nowhere, 404", "/socket.io/?EIO=4&sid=nobodys, 400"})
  void aBodyThatNobodyWantsIsLetGo(String path, int status) {
    // The first ones bring the buffers that every later one uses again.
    for (int i = 0; i < 10; i++) {
      postToNobody(path, status);
    }
    long before = directMemory();
    for (int i = 0; i < 200; i++) {
      postToNobody(path, status);
    }
    assertThat(directMemory() - before).isLessThan(8L * 1024 * 1024);
  }

  private void postToNobody(String path, int status) {
    assertThat(send(anonymous(path).POST(body(100_000, true))).statusCode()).isEqualTo(status);
  }

  private static long directMemory() {
    return ((ByteBufAllocatorMetricProvider) ByteBufAllocator.DEFAULT).metric().usedDirectMemory();
  }

  @ParameterizedTest
  @CsvSource({
    "/api/v1/conversations, Content-Length: 8000000",
    "/api/v1/messages, Transfer-Encoding: chunked"
  })
  void aBodyThatTricklesIsNotWaitedForForGood(String path, String framing) throws IOException {
    try (Socket client = begin(path, framing)) {
      String head = RawNode.trickle(client, "1\r\n1\r\n", Duration.ofMillis(200));
      assertThat(head)
          .startsWith("HTTP/1.1 408 ")
          .containsIgnoringCase("Connection: close")
          .containsIgnoringCase("Content-Type: application/problem+json");
    }
    assertThat(Backends.reached()).isZero();
  }

  @Test
  void anUploadThatPausesForTooLongIsCutOff() throws IOException {
    try (Socket client = begin("/api/v1/media", "Content-Length: 30")) {
      RawNode.write(client, "0123456789");
      assertThat(RawNode.head(client)).startsWith("HTTP/1.1 408 ");
    }
  }

  @Test
  void allBodiesThatAreTakenWholeAreBoundedTogether() throws IOException {
    String path = "/socket.io/?EIO=4&sid=x.a";
    int bytes = POLLING - 10;
    try (Socket first = begin(path, "Transfer-Encoding: chunked");
        Socket second = begin(path, "Transfer-Encoding: chunked")) {
      for (Socket client : List.of(first, second)) {
        RawNode.write(client, Integer.toHexString(bytes) + "\r\n" + "x".repeat(bytes));
      }
      Awaitility.await().until(() -> gathered() == 2 * bytes);

      HttpResponse<String> refused = post(path, 21, true);
      assertThat(refused.statusCode()).isEqualTo(503);
      assertThat(problem(refused)).isEqualTo("unavailable");
    }
    Awaitility.await().until(() -> gathered() == 0);
    assertThat(post(path, 21, true).statusCode()).isEqualTo(200);
  }

  private double gathered() {
    return metrics.get("parley.gateway.bodies.bytes").gauge().value();
  }

  /// A request whose body is still to come.
  private Socket begin(String path, String framing) throws IOException {
    Socket client = new Socket("127.0.0.1", port());
    client.setSoTimeout(10_000);
    RawNode.write(
        client,
        "POST %s HTTP/1.1\r\nHost: h\r\nAuthorization: %s\r\n%s\r\n\r\n"
            .formatted(path, Tokens.bearer("alice"), framing));
    return client;
  }

  @Test
  void anUploadThatTakesLongerThanTheServiceMayIsNotCutOff() throws Exception {
    try (Socket client = new Socket("127.0.0.1", port())) {
      client.setSoTimeout(10_000);
      RawNode.write(
          client,
          "POST /api/v1/media HTTP/1.1\r\nHost: h\r\nContent-Length: 30\r\nAuthorization: "
              + Tokens.bearer("alice")
              + "\r\n\r\n");
      for (int i = 0; i < 3; i++) {
        Thread.sleep(400); // slower in all than the 500 ms the service has to answer
        RawNode.write(client, "0123456789");
      }
      assertThat(RawNode.head(client)).startsWith("HTTP/1.1 200 ");
    }
    assertThat(Backends.MEDIA.lastRequest().bodyBytes()).isEqualTo(30);
  }

  @Test
  void aMediaServiceThatDoesNotAnswerAnUploadIsNotWaitedForForGood() {
    Backends.MEDIA.answers(_ -> Answer.json(200, "{}").after(Duration.ofSeconds(20)));

    HttpResponse<String> response = post("/api/v1/media", 30, false);

    assertThat(response.statusCode()).isEqualTo(504);
    assertThat(problem(response)).isEqualTo("unavailable");
    assertThat(Backends.MEDIA.lastRequest().bodyBytes()).isEqualTo(30);
  }

  @Test
  void whoAsksFirstIsToldToGoOnOrNot() throws IOException {
    String head =
        "POST /api/v1/messages HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nAuthorization: "
            + Tokens.bearer("alice")
            + "\r\nContent-Length: ";
    try (Socket client = new Socket("127.0.0.1", port())) {
      client.setSoTimeout(10_000);
      RawNode.write(client, head + "2\r\n\r\n");
      assertThat(RawNode.head(client)).startsWith("HTTP/1.1 100 ");
      RawNode.write(client, "{}");
      assertThat(RawNode.head(client)).startsWith("HTTP/1.1 200 ");
    }
    try (Socket client = new Socket("127.0.0.1", port())) {
      client.setSoTimeout(10_000);
      RawNode.write(client, head + (JSON + 1) + "\r\n\r\n");
      assertThat(RawNode.head(client)).startsWith("HTTP/1.1 413 ");
    }
  }
}
