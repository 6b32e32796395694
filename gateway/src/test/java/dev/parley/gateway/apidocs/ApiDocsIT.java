package dev.parley.gateway.apidocs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.gateway.testing.Backends;
import dev.parley.gateway.testing.FakeService;
import dev.parley.gateway.testing.FakeService.Answer;
import dev.parley.gateway.testing.GatewayTest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;

@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class ApiDocsIT extends GatewayTest {

  static void describes(FakeService service, String path, String schema) {
    service.answers(request ->
        request.uri().equals("/v3/api-docs")
            ? Answer.json(
                200,
                """
                {"openapi":"3.1.0","paths":{
                  "%s":{"get":{"tags":["x"],"operationId":"list","responses":{"200":{"content":{"application/json":{
                     "schema":{"$ref":"#/components/schemas/Thing"}}}}}}},
                  "/internal/x":{"post":{}}, "/actuator/y":{"get":{}}},
                 "components":{"schemas":{"Thing":%s,"Same":{"type":"string"}}}}
                """
                    .formatted(path, schema))
            : Answer.json(200, "{}"));
  }

  private JsonNode document() {
    HttpResponse<String> response = send(anonymous("/api-docs"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/json");
    return json(response);
  }

  @Test
  void isOneDocumentOfAllServices() {
    describes(Backends.CONVERSATION, "/api/v1/conversations", "{\"type\":\"object\"}");
    describes(Backends.MESSAGE, "/api/v1/messages/{id}", "{\"type\":\"integer\"}");
    describes(Backends.MEDIA, "/api/v1/media", "{\"type\":\"object\"}");

    JsonNode document = document();
    assertThat(document.path("openapi").asString()).startsWith("3.");
    assertThat(document.path("paths").propertyNames())
        .containsExactlyInAnyOrder(
            "/api/v1/conversations", "/api/v1/messages/{id}", "/api/v1/media");
    assertThat(document.path("components").path("schemas").propertyNames())
        .containsExactlyInAnyOrder("Thing", "Same", "message-service.Thing");
    assertThat(reference(document, "/api/v1/conversations"))
        .isEqualTo("#/components/schemas/Thing");
    assertThat(reference(document, "/api/v1/media")).isEqualTo("#/components/schemas/Thing");
    assertThat(reference(document, "/api/v1/messages/{id}"))
        .isEqualTo("#/components/schemas/message-service.Thing");
    assertThat(document.at("/paths/~1api~1v1~1media/get/operationId").asString())
        .isEqualTo("media-service.list");
    assertThat(document.path("security").path(0).has("bearer")).isTrue();
  }

  private static String reference(JsonNode document, String path) {
    return document
        .path("paths")
        .path(path)
        .at("/get/responses/200/content/application~1json/schema/$ref")
        .asString();
  }

  @Test
  void isNotToBeHadInPart() {
    describes(Backends.CONVERSATION, "/api/v1/conversations", "{}");
    describes(Backends.MESSAGE, "/api/v1/messages", "{}");
    Backends.MEDIA.stop();
    HttpResponse<String> response = send(anonymous("/api-docs"));
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(problem(response)).isEqualTo("unavailable");
    assertThat(json(response).path("detail").asString())
        .isEqualTo("The API document of media-service cannot be reached right now");

    Backends.MEDIA.start();
    describes(Backends.MEDIA, "/api/v1/media", "{}");
    assertThat(document().path("paths").size()).isEqualTo(3);
  }

  @Test
  void withoutAnyServiceItIsUnavailable() {
    for (FakeService service : Backends.all()) {
      service.stop();
    }
    assertThat(problem(send(anonymous("/api-docs")))).isEqualTo("unavailable");
  }

  @Test
  void canBeBrowsedWithoutLoadingAnythingFromElsewhere() {
    HttpResponse<String> page = send(anonymous("/api-docs/ui"));
    assertThat(page.statusCode()).isEqualTo(200);
    assertThat(page.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
    assertThat(page.body()).doesNotContain("http:").doesNotContain("https:");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElse(""))
        .contains("script-src 'self';");
    for (String part :
        new String[] {
          "/vendor/swagger-ui/swagger-ui.css",
          "/vendor/swagger-ui/swagger-ui-bundle.js",
          "/api-docs/viewer.js"
        }) {
      assertThat(send(anonymous(part)).statusCode()).as(part).isEqualTo(200);
    }
  }

  @Test
  void theEventsHaveOneToo() {
    JsonNode events = json(send(anonymous("/api-docs/events")));

    assertThat(events.path("asyncapi").asString()).isEqualTo("3.0.0");
    assertThat(events.at("/operations/match.created/action").asString()).isEqualTo("receive");
  }
}
