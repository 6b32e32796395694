package dev.parley.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.bench.cli.UsageException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadOptionsTests {

  @Test
  void hasTheUsualSizes() {
    LoadOptions options = parse();

    assertThat(options.scenario()).isEqualTo(Scenario.DIRECT);
    assertThat(options.users()).isEqualTo(200);
    assertThat(options.mode()).isEqualTo("window 4");
    assertThat(options.conversationSize()).isEqualTo(2);
    assertThat(options.sendersPerConversation()).isEqualTo(2);
  }

  @Test
  void makesOneConversationOfAGroup() {
    LoadOptions options = parse("--scenario", "group", "--users", "500", "--senders", "3");

    assertThat(options.conversationSize()).isEqualTo(500);
    assertThat(options.sendersPerConversation()).isEqualTo(3);
  }

  @Test
  void takesARateInsteadOfAWindow() {
    assertThat(parse("--rate", "200").mode()).isEqualTo("rate 200/s");
    assertThat(parse("--pids", "1,22").pids()).containsExactly(1L, 22L);
  }

  @Test
  void refusesWhatCannotBe() {
    refuses("--scenario", "chaos");
    refuses("--users", "3");
    refuses("--users", "0");
    refuses("--scenario", "group", "--users", "4", "--senders", "5");
    refuses("--pids", "1,x");
    refuses("--chars", "3");
    refuses("--unknown", "3");
  }

  private static void refuses(String... more) {
    assertThatThrownBy(() -> parse(more)).isInstanceOf(UsageException.class);
  }

  private static LoadOptions parse(String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--api", "http://127.0.0.1:1", "--socket", "ws://127.0.0.1:1", "--secret", "s"));
    args.addAll(List.of(more));
    return LoadOptions.parse(args);
  }
}
