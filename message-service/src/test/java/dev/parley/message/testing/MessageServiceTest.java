package dev.parley.message.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.testing.WithServers;
import dev.parley.message.access.AccessTesting;
import dev.parley.message.access.ConversationAccess;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The whole service on a real PostgreSQL and Kafka, with stubs for its neighbours. Test classes
/// that add no settings share one context.
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@WithServers(database = "message")
public abstract class MessageServiceTest {

  protected final ConversationServiceStub conversationService = ConversationServiceStub.get();
  protected final MediaServiceStub mediaService = MediaServiceStub.get();
  protected Client client;

  @Autowired protected JdbcTemplate jdbc;
  @Autowired private ConversationAccess access;
  @LocalServerPort private int port;

  @DynamicPropertySource
  static void neighbours(DynamicPropertyRegistry registry) {
    registry.add("parley.services.conversation", ConversationServiceStub.get()::url);
    registry.add("parley.services.media", MediaServiceStub.get()::url);
    registry.add("parley.search.index.max-wait-ms", () -> 20);
  }

  @BeforeEach
  void connect() {
    client = new Client(port);
  }

  @AfterEach
  void calmNeighbours() {
    conversationService.calm();
    mediaService.calm();
  }

  protected int port() {
    return port;
  }

  /// As if events had told of every change of who may what.
  protected void forgetAccess() {
    AccessTesting.forget(access);
  }

  protected static void assertRefused(Client.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.code()).as(answer.text()).isEqualTo(code);
  }

  /// As [#assertRefused], with all that a refusal tells, and nothing of how it came about.
  protected static void assertProblem(Client.Answer answer, int status, String code) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(status);
    assertThat(answer.contentType()).startsWith("application/problem+json");
    assertThat(answer.code()).isEqualTo(code);
    assertThat(answer.json().path("status").asInt()).isEqualTo(status);
    assertThat(answer.json().path("title").asString()).isNotBlank();
    assertThat(answer.json().path("type").asString()).isNotBlank();
    assertThat(answer.text()).doesNotContain("Exception", "dev.parley", "jackson");
  }

  protected List<@Nullable Long> seqsOf(UUID conversation) {
    return jdbc.queryForList(
        "SELECT seq FROM message WHERE conversation_id = ? ORDER BY seq", Long.class, conversation);
  }

  protected List<@Nullable Long> revsOf(UUID conversation) {
    return jdbc.queryForList(
        "SELECT rev FROM message WHERE conversation_id = ? ORDER BY rev", Long.class, conversation);
  }
}
