package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.bench.load.StubServer.Misbehaviour;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole generator against servers that fail in one way each: it must find that way, and no
/// other.
@Timeout(60)
class MisbehavingServerIT {
  private static final Set<String> FAULTS =
      Set.of(
          "rejected",
          "lost",
          "unanswered",
          "duplicates",
          "out_of_order",
          "sender_reordered",
          "misdelivered",
          "unexpected",
          "seq_conflicts",
          "seq_gaps",
          "closed");

  @Test
  void findsNothingWrongWithAServerThatDoesItsWork() throws Exception {
    JsonNode report = load(Misbehaviour.NOTHING, "--scenario", "direct", "--users", "6");

    assertThat(faults(report)).isEmpty();
    assertThat(report.get("acked_per_s").asInt()).isPositive();
    assertThat(report.get("delivered_per_s").asInt()).isPositive();
    assertThat(report.at("/ack_ms/p50").asDouble()).isPositive();
    assertThat(report.at("/delivery_ms/p99").asDouble()).isPositive();
    assertThat(report.get("loadgen_us_per_frame").asDouble()).isPositive();
  }

  @Test
  void deliversToEveryMemberOfAGroup() throws Exception {
    JsonNode report =
        load(Misbehaviour.NOTHING, "--scenario", "group", "--users", "70", "--senders", "2");

    assertThat(faults(report)).isEmpty();
    double perMessage =
        report.get("delivered_per_s").asDouble() / report.get("acked_per_s").asDouble();
    assertThat(perMessage).isBetween(68.0, 70.0);
  }

  @Test
  void keepsToItsRateWhateverTheServerDoes() throws Exception {
    JsonNode report = load(Misbehaviour.NEVER_ANSWERS, "--users", "6", "--rate", "100");

    assertThat(report.get("delivered_per_s").asInt()).isBetween(85, 115);
    assertThat(report.get("acked_per_s").asInt()).isBetween(75, 105);
    assertThat(report.get("unanswered").asInt()).isBetween(5, 15);
  }

  @ParameterizedTest
  @CsvSource({
    "DROPS, lost",
    "DOUBLES, duplicates",
    "REORDERS, out_of_order sender_reordered",
    "REFUSES, rejected",
    "ANSWERS_TWICE, unexpected",
    "MISDELIVERS, misdelivered",
    "REPEATS_A_SEQ, seq_conflicts",
    "SKIPS_A_SEQ, seq_gaps",
  })
  void findsWhatIsWrongAndNothingElse(Misbehaviour misbehaviour, String expected) throws Exception {
    JsonNode report = load(misbehaviour, "--users", "6", "--rate", "300");

    assertThat(faults(report)).containsExactlyInAnyOrder(expected.split(" ", -1));
  }

  @Test
  void countsEveryOneThatWasDropped() throws Exception {
    JsonNode report = load(Misbehaviour.DROPS, "--users", "6", "--rate", "200");

    assertThat(report.get("lost").asInt()).isBetween(15, 25);
  }

  @Test
  void findsSeqsThatDiffer() throws Exception {
    JsonNode report = load(Misbehaviour.TELLS_TWO_SEQS, "--users", "6", "--rate", "200");

    assertThat(faults(report)).contains("seq_conflicts", "out_of_order");
  }

  @Test
  void findsSocketsThatTheServerClosed() throws Exception {
    JsonNode report = load(Misbehaviour.CLOSES, "--users", "6", "--rate", "100");

    assertThat(faults(report)).contains("closed");
  }

  @Test
  void holdsIdleConnections() throws Exception {
    JsonNode report = load(Misbehaviour.NOTHING, "--scenario", "connect", "--users", "30");

    assertThat(report.get("still_open").asInt()).isEqualTo(30);
    assertThat(report.get("connects_per_s").asInt()).isPositive();
  }

  @Test
  void saysWhyTheLoadCouldNotBePutOn() throws Exception {
    List<String> nobody =
        List.of("--api", "http://127.0.0.1:1", "--socket", "ws://127.0.0.1:1", "--secret", "s");

    assertThat(LoadGenerator.run(nobody, new PrintStream(new ByteArrayOutputStream())))
        .isEqualTo(1);
  }

  private static List<String> faults(JsonNode report) {
    return FAULTS.stream().filter(fault -> report.get(fault).asLong() != 0).sorted().toList();
  }

  private static JsonNode load(Misbehaviour misbehaviour, String... more) throws Exception {
    try (StubServer server = new StubServer(misbehaviour)) {
      List<String> args = new ArrayList<>();
      args.addAll(List.of("--api", server.address().toString()));
      args.addAll(List.of("--socket", server.address().toString().replace("http", "ws")));
      args.addAll(List.of("--secret", "0123456789abcdef0123456789abcdef"));
      args.addAll(List.of("--seconds", "1", "--warmup", "0", "--drain", "1"));
      args.addAll(List.of("--pids", Long.toString(ProcessHandle.current().pid())));
      args.addAll(List.of(more));
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      assertThat(LoadGenerator.run(args, new PrintStream(out, true, StandardCharsets.UTF_8)))
          .isZero();
      return new JsonMapper().readTree(out.toString(StandardCharsets.UTF_8));
    }
  }
}
