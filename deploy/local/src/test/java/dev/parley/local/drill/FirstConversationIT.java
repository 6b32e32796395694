package dev.parley.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.json.JSONArray;
import org.json.JSONObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two users of a platform talk through the gateway, the suite stops, and nothing is gone.
class FirstConversationIT {

  private static final byte[] PIXEL =
      Base64.getDecoder()
          .decode(
              "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

  @TempDir Path data;

  @Test
  void twoUsersTalkAndASecondStartHasIt() throws Exception {
    RunningSuite suite = RunningSuite.start(data);
    String conversation;
    String picture;
    List<Long> pids;
    try (suite) {
      try (ChatClient alice = ChatClient.connect(suite, "alice", "websocket");
          ChatClient bob = ChatClient.connect(suite, "bob", "polling")) {
        conversation = opensByTheFirstMessage(alice, bob);
        keepsOneOrderForAll(suite, alice, bob, conversation);
        showsTheInbox(suite, conversation);
        opensAMatch(suite, alice);
        picture = carriesAnImage(suite, conversation);
        tellsAStrangerNothing(suite, conversation);
      }
      pids = new ArrayList<>(suite.pids().values());
    }
    assertThat(pids).hasSizeGreaterThanOrEqualTo(7);
    Awaitility.await()
        .untilAsserted(() ->
            assertThat(pids)
                .noneMatch(pid -> ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)));

    PictureDrill pictures = new PictureDrill(data.resolve("data"));
    suite.startAgain(pictures.settings());
    try (suite;
        pictures) {
      JSONArray items =
          suite
              .get("/api/v1/conversations/" + conversation + "/messages?limit=200", "bob")
              .getJSONArray("items");
      assertThat(seqs(items)).startsWith(1L).isSorted().doesNotHaveDuplicates();
      assertThat(items.getJSONObject(0).getString("content")).isEqualTo("hello");
      assertThat(suite.content(picture, "bob", "original")).isEqualTo(PIXEL);
      pictures.run(suite, conversation);
    }
  }

  private static String opensByTheFirstMessage(ChatClient alice, ChatClient bob) throws Exception {
    JSONObject answer =
        alice
            .emit("send_message", new JSONObject(Map.of("recipient_id", "bob", "content", "hello")))
            .get(20, TimeUnit.SECONDS);
    assertThat(answer.getBoolean("ok")).as(answer.toString()).isTrue();
    Awaitility.await().until(() -> bob.messages().size() == 1);
    assertThat(bob.messages().getFirst().getString("content")).isEqualTo("hello");
    assertThat(bob.added()).hasSize(1);
    assertThat(alice.messages()).isEmpty();
    return answer.getJSONObject("message").getString("conversation_id");
  }

  private static void keepsOneOrderForAll(
      RunningSuite suite, ChatClient alice, ChatClient bob, String conversation) throws Exception {
    int each = 50;
    try (ChatClient phone = ChatClient.connect(suite, "alice", "websocket")) {
      for (int i = 0; i < each; i++) {
        for (ChatClient client : List.of(alice, bob, phone)) {
          client.emit(
              "send_message",
              new JSONObject(Map.of("conversation_id", conversation, "content", "n" + i)));
        }
      }
      int others = each * 2;
      Awaitility.await().until(() -> phone.messages().size() == others);
      Awaitility.await().until(() -> alice.messages().size() == others);
      Awaitility.await().until(() -> bob.messages().size() == others + 1);
      for (ChatClient client : List.of(alice, bob, phone)) {
        assertThat(client.messages().stream().map(m -> m.getLong("seq")).toList())
            .isSorted()
            .doesNotHaveDuplicates();
      }
    }
    JSONArray history =
        suite
            .get("/api/v1/conversations/" + conversation + "/messages?limit=200", "alice")
            .getJSONArray("items");
    assertThat(seqs(history))
        .containsExactlyElementsOf(
            IntStream.rangeClosed(1, 3 * each + 1).mapToObj(Long::valueOf).toList());
  }

  private static void showsTheInbox(RunningSuite suite, String conversation) {
    Awaitility.await()
        .untilAsserted(() -> {
          JSONObject first =
              suite.get("/api/v1/conversations", "bob").getJSONArray("items").getJSONObject(0);
          assertThat(first.getString("id")).isEqualTo(conversation);
          assertThat(first.getLong("last_seq")).isEqualTo(151);
        });
  }

  private static void opensAMatch(RunningSuite suite, ChatClient alice) throws Exception {
    int before = alice.messages().size();
    Map<String, Object> settings = Map.of("bootstrap.servers", suite.kafka());
    try (var producer =
        new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
      producer
          .send(new ProducerRecord<>("match.created", "m-0", "this is no match"))
          .get(20, TimeUnit.SECONDS);
      String match = "{\"match_id\":\"m-1\",\"participant_ids\":[\"alice\",\"carol\"]}";
      producer.send(new ProducerRecord<>("match.created", "m-1", match)).get(20, TimeUnit.SECONDS);
      producer.send(new ProducerRecord<>("match.created", "m-1", match)).get(20, TimeUnit.SECONDS);
    }
    Awaitility.await().until(() -> alice.messages().size() == before + 1);
    JSONObject opening = alice.messages().getLast();
    assertThat(opening.getString("type")).isEqualTo("system");
    assertThat(opening.getLong("seq")).isEqualTo(1);
    assertThat(suite.get("/api/v1/conversations", "carol").getJSONArray("items")).hasSize(1);
  }

  private static String carriesAnImage(RunningSuite suite, String conversation) throws Exception {
    HttpResponse<String> uploaded = suite.upload("alice", "image/png", PIXEL);
    assertThat(uploaded.statusCode()).as(uploaded.body()).isEqualTo(201);
    String media = new JSONObject(uploaded.body()).getString("media_id");
    String content = "/api/v1/media/" + media + "/content";
    assertThat(suite.request("GET", content, "bob", null).statusCode()).isEqualTo(404);

    JSONObject message =
        suite.post(
            "/api/v1/conversations/" + conversation + "/messages",
            "alice",
            new JSONObject(
                Map.of("type", "image", "attachments", List.of(Map.of("media_id", media)))));
    assertThat(message.optJSONArray("attachments")).as(message.toString()).hasSize(1);
    assertThat(suite.content(media, "bob", "original")).isEqualTo(PIXEL);
    assertThat(suite.request("GET", content, "mallory", null).statusCode()).isEqualTo(404);
    return media;
  }

  private static void tellsAStrangerNothing(RunningSuite suite, String conversation)
      throws Exception {
    String base = "/api/v1/conversations/" + conversation;
    for (String path : List.of("", "/messages", "/participants", "/changes?after_rev=0")) {
      assertThat(suite.request("GET", base + path, "mallory", null).statusCode())
          .as(path)
          .isEqualTo(404);
    }
    assertThat(
            suite
                .request("POST", base + "/messages", "mallory", "{\"content\":\"let me in\"}")
                .statusCode())
        .isEqualTo(404);
    assertThat(suite.request("GET", base, null, null).statusCode()).isEqualTo(401);
  }

  private static List<Long> seqs(JSONArray messages) {
    return IntStream.range(0, messages.length())
        .mapToObj(i -> messages.getJSONObject(i).getLong("seq"))
        .toList();
  }
}
