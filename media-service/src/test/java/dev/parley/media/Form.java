package dev.parley.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/// A multipart body, put together by hand so that it may be wrong in any way.
public final class Form {

  public static final String BOUNDARY = "----parley-test-boundary";

  private final ByteArrayOutputStream body = new ByteArrayOutputStream();

  public static Form withFile(String name, byte[] content) {
    return new Form().file("file", name, "application/octet-stream", content);
  }

  public Form file(String field, String fileName, @Nullable String type, byte[] content) {
    return part(
        "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"".formatted(field, fileName)
            + (type == null ? "" : "\r\nContent-Type: " + type),
        content);
  }

  public Form field(String field, String value) {
    return part(
        "Content-Disposition: form-data; name=\"%s\"".formatted(field), value.getBytes(UTF_8));
  }

  public Form part(String headers, byte[] content) {
    raw("--" + BOUNDARY + "\r\n" + headers + "\r\n\r\n");
    body.writeBytes(content);
    return raw("\r\n");
  }

  public Form raw(String text) {
    body.writeBytes(text.getBytes(UTF_8));
    return this;
  }

  /// What was added, and the end.
  public byte[] bytes() {
    byte[] end = ("--" + BOUNDARY + "--\r\n").getBytes(UTF_8);
    return Images.concat(body.toByteArray(), end);
  }

  /// What was added, and no end.
  public byte[] openBytes() {
    return body.toByteArray();
  }
}
