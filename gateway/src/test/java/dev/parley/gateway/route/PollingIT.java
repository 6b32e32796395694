package dev.parley.gateway.route;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.GatewayTest;
import dev.parley.gateway.testing.RawNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

class PollingIT extends GatewayTest {

  private static final int REQUESTS = 1_000;
  private static final int CLIENTS = 8;
  private static final ServerSocket NODE = listen();

  @DynamicPropertySource
  static void nodes(DynamicPropertyRegistry registry) {
    registry.add("test.nodes", () -> "a=http://127.0.0.1:" + NODE.getLocalPort());
  }

  /// A node that promises to keep the connection and closes it a moment later.
  private static ServerSocket listen() {
    try {
      ServerSocket server = new ServerSocket(0, 100, InetAddress.getLoopbackAddress());
      Thread.ofVirtual().start(() -> serve(server));
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void serve(ServerSocket server) {
    while (true) {
      try {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> answerOnce(socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private static void answerOnce(Socket socket) {
    try (socket) {
      String head = RawNode.head(socket);
      int n = Integer.parseInt(head.replaceAll("(?s).*&n=(\\d+).*", "$1"));
      String body = "4{\"n\":" + n + "}";
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 200 OK\r\nConnection: keep-alive\r\nContent-Length: %d\r\n\r\n%s"
                      .formatted(body.length(), body))
                  .getBytes(ISO_8859_1));
      Thread.sleep(2);
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aThousandPollsLoseNone() throws ExecutionException, InterruptedException {
    List<Future<Integer>> polls = new ArrayList<>();
    try (var clients = Executors.newFixedThreadPool(CLIENTS)) {
      for (int i = 0; i < REQUESTS; i++) {
        int n = i;
        polls.add(clients.submit(() -> poll(n)));
      }
    }
    int answered = 0;
    for (Future<Integer> poll : polls) {
      answered += poll.get();
    }
    assertThat(answered).isEqualTo(REQUESTS);
  }

  private int poll(int n) {
    HttpResponse<String> response =
        send(anonymous("/socket.io/?EIO=4&transport=polling&sid=x.a&n=" + n));
    return response.statusCode() == 200 && response.body().equals("4{\"n\":" + n + "}") ? 1 : 0;
  }
}
