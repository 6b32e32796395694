package dev.parley.realtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.common.problem.ProblemType;
import dev.parley.realtime.session.EventHandler;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.testing.RealtimeTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// `SOCKETS.md` names what there is, and nothing else.
class SocketsDocumentIT extends RealtimeTest {

  private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

  @Autowired private List<EventHandler> handlers;

  @Test
  void namesEveryEventThatClientsMaySend() throws IOException {
    assertThat(rowsOf("From the client"))
        .containsExactlyInAnyOrderElementsOf(handlers.stream().map(EventHandler::event).toList());
  }

  @Test
  void namesEveryEventThatClientsAreSent() throws IOException {
    assertThat(rowsOf("To the client"))
        .containsExactlyInAnyOrderElementsOf(
            Arrays.stream(ServerEvent.values()).map(ServerEvent::wireName).toList());
  }

  @Test
  void namesEveryCodeOfARefusal() throws IOException {
    String answers = sectionOf("Answers");
    assertThat(ProblemType.values())
        .allSatisfy(type -> assertThat(answers).contains("`" + type.slug() + "`"));
  }

  private static List<String> rowsOf(String title) throws IOException {
    return ROW.matcher(sectionOf(title)).results().map(row -> row.group(1)).toList();
  }

  private static String sectionOf(String title) throws IOException {
    return Files.readString(Path.of("SOCKETS.md")).split("## " + title + "\n")[1].split("\n## ")[0];
  }
}
