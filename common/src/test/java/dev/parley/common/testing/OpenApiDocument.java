package dev.parley.common.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// Compares the API document that a service gives with the one kept in its module, `openapi.json`:
/// what clients have learned to call must not change unseen, and the document cannot drift. Each
/// operation has a summary. `-Dparley.golden.update=true` writes the file anew, to be looked
/// through and committed.
public final class OpenApiDocument {

  private static final Path KEPT = Path.of("openapi.json");
  private static final JsonMapper PRETTY =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private OpenApiDocument() {}

  /// Fails unless the service at the port gives the document that is kept, and it tells of each
  /// operation what it does.
  ///
  /// @return the document
  public static JsonNode check(int port) {
    JsonNode given = fetch(port);
    try {
      if (Boolean.getBoolean("parley.golden.update")) {
        Object sorted = PRETTY.treeToValue(given, Object.class);
        Files.writeString(KEPT, PRETTY.writeValueAsString(sorted) + "\n");
      }
      if (!PRETTY.readTree(Files.readString(KEPT)).equals(given)) {
        throw new AssertionError(
            "openapi.json is not what the service gives; -Dparley.golden.update=true writes it:\n"
                + given.toPrettyString());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    requireSummaries(given);
    return given;
  }

  private static void requireSummaries(JsonNode document) {
    List<String> without = new ArrayList<>();
    document
        .path("paths")
        .forEachEntry((path, operations) ->
            operations.forEachEntry((method, operation) -> {
              if (operation.path("summary").asString("").isBlank()) {
                without.add(method + " " + path);
              }
            }));
    if (!without.isEmpty()) {
      throw new AssertionError("no @Operation(summary = …) says what these do: " + without);
    }
  }

  private static JsonNode fetch(int port) {
    URI document = URI.create("http://127.0.0.1:" + port + "/v3/api-docs");
    try (HttpClient http = HttpClient.newHttpClient()) {
      return PRETTY.readTree(
          http.send(HttpRequest.newBuilder(document).build(), BodyHandlers.ofString()).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
