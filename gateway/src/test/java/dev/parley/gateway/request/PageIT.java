package dev.parley.gateway.request;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.GatewayTest;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.TestPropertySource;

@TestPropertySource(properties = "parley.gateway.page.media-origins=https://media.example")
class PageIT extends GatewayTest {

  private static final Pattern PARTS =
      Pattern.compile("(?:src|href|from)[= ]+[\"']([^\"'#]+)[\"']");

  private HttpResponse<String> page() {
    return send(anonymous("/"));
  }

  @Test
  void isServedWithEveryPartOfIt() {
    assertThat(page().statusCode()).isEqualTo(200);
    Deque<String> open = new ArrayDeque<>(List.of("/"));
    Set<String> seen = new HashSet<>(open);
    while (!open.isEmpty()) {
      String path = open.remove();
      HttpResponse<String> part = send(anonymous(path));
      assertThat(part.statusCode()).as(path).isEqualTo(200);
      assertThat(part.headers().firstValue("Content-Type").orElse(""))
          .as(path)
          .contains(type(path));
      if (path.startsWith("/vendor")) {
        continue;
      }
      Matcher parts = PARTS.matcher(part.body());
      while (parts.find()) {
        assertThat(parts.group(1)).as("loaded from elsewhere").doesNotContain(":");
        String next = java.net.URI.create(path).resolve(parts.group(1)).toString();
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    assertThat(seen)
        .contains(
            "/app.css",
            "/icon.svg",
            "/app/main.js",
            "/app/chat.js",
            "/app/words.js",
            "/vendor/socket.io.esm.min.js");
  }

  private static String type(String path) {
    return path.endsWith(".js")
        ? "javascript"
        : path.endsWith(".css")
            ? "text/css"
            : path.endsWith(".svg") ? "image/svg+xml" : "text/html";
  }

  @Test
  void saysWhatItIsWithoutItsBody() {
    for (String path : List.of("/", "/app/main.js", "/api-docs/ui")) {
      HttpResponse<String> whole = send(anonymous(path));
      HttpResponse<String> head = send(anonymous(path).HEAD());
      assertThat(head.statusCode()).as(path).isEqualTo(200);
      for (String name : List.of("Content-Type", "Content-Length", "Content-Security-Policy")) {
        assertThat(head.headers().firstValue(name))
            .as(path + " " + name)
            .isPresent()
            .isEqualTo(whole.headers().firstValue(name));
      }
      assertThat(head.body()).as(path).isEmpty();
    }
  }

  @Test
  void runsNothingThatIsNotItsOwn() {
    HttpResponse<String> page = page();
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("default-src 'none'")
        .contains("script-src 'self';")
        .contains("style-src 'self';")
        .contains("connect-src 'self' https://media.example;")
        .contains("frame-ancestors 'none'")
        .doesNotContain("unsafe");
    assertThat(page.headers().firstValue("X-Frame-Options")).contains("DENY");
    assertThat(page.headers().firstValue("Referrer-Policy")).contains("no-referrer");
    assertThat(page.body())
        .doesNotContain("style=")
        .doesNotContain("<style")
        .doesNotContainPattern("<script>|\\son[a-z]+=");
  }

  @Test
  void isAskedForAgainEachTime() {
    HttpResponse<String> script = send(anonymous("/app/main.js"));
    assertThat(script.headers().firstValue("Cache-Control")).contains("no-cache");
    // Files in a jar that is built the same every time all have one date.
    assertThat(script.headers().firstValue("Last-Modified")).isEmpty();
  }

  @Test
  void takesNoOtherMethod() {
    HttpResponse<String> response =
        send(anonymous("/app.css").POST(HttpRequest.BodyPublishers.noBody()));
    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(problem(response)).isEqualTo("method_not_allowed");
  }

  @Test
  void showsNothingElseOfTheJar() {
    for (String path :
        List.of(
            "/application.yaml",
            "/parley-defaults.yaml",
            "/META-INF/MANIFEST.MF",
            "/app",
            "/app/")) {
      assertThat(send(anonymous(path)).statusCode()).as(path).isEqualTo(404);
    }
  }
}
