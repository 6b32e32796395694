package dev.parley.message;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.event.Topics;
import dev.parley.common.testing.KafkaBroker;
import dev.parley.common.testing.PostgresServer;
import dev.parley.common.testing.Tokens;
import dev.parley.message.testing.Client;
import dev.parley.message.testing.ConversationServiceStub;
import dev.parley.message.testing.KafkaLog;
import dev.parley.message.testing.MediaServiceStub;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;

/// The service stopped and started again on the same database.
class RestartIT {

  private final ConversationServiceStub conversationService = ConversationServiceStub.get();
  private final PostgresServer.Database database = PostgresServer.database("message");

  @Test
  void publishesWhatACrashLeftBetweenCommitAndPublishAndKnowsItsIds() {
    UUID conversation = conversationService.group("anna", "ben");
    List<UUID> ids = Stream.generate(UUID::randomUUID).limit(5).toList();
    try (var service = start("--parley.outbox.enabled=false")) {
      Client client = clientOf(service);
      ids.forEach(
          id -> assertThat(client.sendText("anna", conversation, id, "x").status()).isEqualTo(201));
    }
    try (var log = new KafkaLog(Topics.MESSAGE_CREATED)) {
      assertThat(log.quietly(conversation)).isEmpty();

      try (var service = start()) {
        assertThat(log.of(conversation, ids.size()))
            .extracting(record -> KafkaLog.header(record, "ce_subject"))
            .containsExactlyElementsOf(ids.stream().map(UUID::toString).toList());
        Client client = clientOf(service);
        Client.Answer again = client.sendText("anna", conversation, ids.get(2), "x");
        assertThat(again.status()).isEqualTo(200);
        assertThat(again.json().path("seq").asLong()).isEqualTo(3);
        assertThat(
                client
                    .sendText("ben", conversation, UUID.randomUUID(), "next")
                    .json()
                    .path("seq")
                    .asLong())
            .isEqualTo(6);
      }
    }
  }

  @Test
  void whenItStopsWhatIsUnderWayIsAnsweredAndPublished() throws Exception {
    UUID conversation = conversationService.group("anna", "ben");
    var stored = new ConcurrentLinkedQueue<Long>();
    var refused = new ConcurrentLinkedQueue<Object>();
    List<Thread> senders = new ArrayList<>();
    try (var service = start("--parley.sending.max-batch=4")) {
      JdbcTemplate jdbc = service.getBean(JdbcTemplate.class);
      Client client = clientOf(service);
      client.sendText("anna", conversation, UUID.randomUUID(), "warm");
      slowDown(jdbc);
      for (int i = 0; i < 24; i++) {
        senders.add(
            Thread.ofVirtual()
                .start(() -> {
                  try {
                    Client.Answer answer =
                        client.sendText("anna", conversation, UUID.randomUUID(), "x");
                    if (answer.status() == 201) {
                      stored.add(answer.json().path("seq").asLong());
                    } else {
                      refused.add(answer.text());
                    }
                  } catch (RuntimeException e) {
                    refused.add(e);
                  }
                }));
      }
      while (count(jdbc) < 2) {
        Thread.onSpinWait();
      }
    }
    for (Thread sender : senders) {
      sender.join();
    }

    assertThat(refused).isEmpty();
    assertThat(stored)
        .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(2, 25).boxed().toList());
    try (var log = new KafkaLog(Topics.MESSAGE_CREATED)) {
      assertThat(log.quietly(conversation)).hasSize(25);
    }
  }

  private static void slowDown(JdbcTemplate jdbc) {
    jdbc.execute(
        """
        CREATE FUNCTION slow() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          PERFORM pg_sleep(0.2);
          RETURN NULL;
        END $$
        """);
    jdbc.execute(
        "CREATE TRIGGER slow AFTER INSERT ON message FOR EACH STATEMENT EXECUTE FUNCTION slow()");
  }

  private static int count(JdbcTemplate jdbc) {
    Integer count = jdbc.queryForObject("SELECT count(*) FROM message", Integer.class);
    return count == null ? 0 : count;
  }

  private static Client clientOf(ConfigurableApplicationContext service) {
    return new Client(
        service.getEnvironment().getRequiredProperty("local.server.port", Integer.class));
  }

  private ConfigurableApplicationContext start(String... more) {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--server.port=0");
    arguments.add("--spring.datasource.url=" + database.url());
    arguments.add("--spring.datasource.username=" + database.username());
    arguments.add("--spring.datasource.password=" + database.password());
    arguments.add("--spring.kafka.bootstrap-servers=" + KafkaBroker.bootstrapServers());
    arguments.add("--parley.security.jwt.secret=" + Tokens.SECRET);
    arguments.add("--parley.security.internal-secret=" + Tokens.INTERNAL_SECRET);
    arguments.add("--parley.services.conversation=" + conversationService.url());
    arguments.add("--parley.services.media=" + MediaServiceStub.get().url());
    return new SpringApplicationBuilder(MessageServiceApplication.class)
        .run(arguments.toArray(String[]::new));
  }
}
