package dev.parley.media.detection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.media.Images;
import dev.parley.media.Zips;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class ContentInspectorTests {

  private static final String WORD =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

  @TempDir Path folder;

  private final TypeProperties defaults =
      new Binder(new MapConfigurationPropertySource())
          .bindOrCreate("parley.media.types", TypeProperties.class);
  private final ContentInspector inspector =
      new ContentInspector(new ContentTypes(defaults), defaults);

  static Stream<Arguments> taken() {
    return Stream.of(
        Arguments.of(Images.png(3, 3), "image/png"),
        Arguments.of(Images.jpeg(3, 3), "image/jpeg"),
        Arguments.of(Images.gif(3, 3), "image/gif"),
        Arguments.of(Images.lossyWebp(), "image/webp"),
        Arguments.of(Images.text("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom"), "video/mp4"),
        Arguments.of(Images.text("\0\0\0\u0014ftypisom\0\0\2\0isom"), "video/mp4"),
        Arguments.of(Images.text("\0\0\0\u0014ftypM4A \0\0\0\0M4A "), "audio/mp4"),
        Arguments.of(Images.text("\0\0\0\u0014ftypqt  \0\0\0\0qt  "), "video/quicktime"),
        Arguments.of(
            Images.text("\u001aE\u00df\u00a3\u009fB\u0086\u0081\1B\u0082\u0084webm"), "video/webm"),
        Arguments.of(
            Images.text("OggS\0\2\0\0\0\0\0\0\0\0\1\2\3\4\0\0\0\0\5\6\7\u0008\1\u0013OpusHead"),
            "audio/ogg"),
        Arguments.of(Images.text("RIFF\u0024\0\0\0WAVEfmt \u0010\0\0\0"), "audio/wav"),
        Arguments.of(Images.text("fLaC\0\0\0\42"), "audio/flac"),
        Arguments.of(Images.text("ID3\3\0\0\0\0\0\0"), "audio/mpeg"),
        Arguments.of(Images.text("%PDF-1.7\nand so on"), "application/pdf"),
        Arguments.of(Images.text("Dear Ben,\nsee you at <noon>.\n"), "text/plain"),
        // In an encoding of one byte a letter, mostly not of ASCII.
        Arguments.of(Images.text("\u00c4\u00d6\u00dc;\u00e4\u00f6\u00fc\r\n"), "text/plain"),
        Arguments.of(Zips.of("letter.txt", Images.text("hello")), "application/zip"),
        Arguments.of(Zips.wordDocument(), WORD));
  }

  @ParameterizedTest
  @MethodSource("taken")
  void tellsATypeByTheContent(byte[] file, String type) throws IOException {
    assertThat(inspect(file, null)).isEqualTo(type);
    assertThat(inspect(file, type)).isEqualTo(type);
  }

  static Stream<Arguments> refused() {
    byte[] page = Images.text("<html><body><script>alert(1)</script></body></html>");
    byte[] zip = Zips.of("a.class", Images.text("class"));
    return Stream.of(
        Arguments.of("a page", page, "unsupported_type"),
        Arguments.of(
            "a drawing",
            Images.text("<svg xmlns='http://www.w3.org/2000/svg'/>"),
            "unsupported_type"),
        Arguments.of("a program", Images.text("MZ\u0090\0\3\0\0\0"), "unsupported_type"),
        Arguments.of("no text", Images.text("\u00c4\u00d6\u00dc\1\u00e4"), "unsupported_type"),
        Arguments.of("a script", Images.text("#!/bin/sh\nrm -rf /\n"), "unsupported_type"),
        Arguments.of(
            "HEIC", Images.text("\0\0\0\u0018ftypheic\0\0\0\0mif1heic"), "unsupported_type"),
        Arguments.of(
            "a film in another container",
            Images.text("\u001aE\u00df\u00a3\u00a3B\u0082\u0088matroska"),
            "unsupported_type"),
        Arguments.of("an archive after a GIF", Images.concat(Images.gif(3, 3), zip), "polyglot"),
        Arguments.of("an archive after a JPEG", Images.concat(Images.jpeg(3, 3), zip), "polyglot"),
        Arguments.of(
            "an archive after a PDF", Images.concat(Images.text("%PDF-1.7\n"), zip), "polyglot"),
        Arguments.of("a page in a GIF", Images.concat(Images.gif(3, 3), page), "polyglot"),
        Arguments.of(
            "a PDF in a GIF", Images.concat(Images.gif(3, 3), Images.text("%PDF-1.4")), "polyglot"),
        Arguments.of("a bomb", Zips.bomb(), "archive_bomb"),
        Arguments.of("a bomb in an archive", Zips.of("b.zip", Zips.bomb()), "archive_bomb"),
        Arguments.of(
            "a bomb as a document",
            Zips.of("word/document.xml", new byte[9_000_000]),
            "archive_bomb"),
        Arguments.of("archives within archives", nested(4), "archive_bomb"),
        Arguments.of("entries over one another", Zips.overlapping(9), "archive_bomb"),
        Arguments.of("a directory too large", Zips.talkative(false), "archive_bomb"),
        Arguments.of("a large ZIP64 directory", Zips.talkative(true), "archive_bomb"),
        Arguments.of("an encrypted archive", Zips.encrypted(), "encrypted_archive"),
        Arguments.of("macros", Zips.of("word/vbaProject.bin", Images.text("x")), "macros"),
        Arguments.of(
            "a broken archive", java.util.Arrays.copyOf(Zips.wordDocument(), 60), "broken"));
  }

  private static byte[] nested(int depth) {
    byte[] zip = Zips.of("core.txt", Images.text("core"));
    for (int i = 1; i < depth; i++) {
      zip = Zips.of("inner.zip", zip);
    }
    return zip;
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refused")
  void refusesWithAReason(String what, byte[] file, String reason) {
    assertThatThrownBy(() -> inspect(file, null))
        .as(what)
        .isInstanceOfSatisfying(
            RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
  }

  @Test
  void takesArchivesWithinAnArchiveUpToALimit() throws IOException {
    assertThat(inspect(nested(3), null)).isEqualTo("application/zip");
  }

  @ParameterizedTest
  @CsvSource({
    "image/jpeg, false",
    "application/pdf, false",
    "image/png, true",
    "IMAGE/PNG; q=1, true",
    "application/octet-stream, true"
  })
  void holdsAClientToWhatItSaid(String declared, boolean isKept) throws IOException {
    byte[] png = Images.png(3, 3);
    if (isKept) {
      assertThat(inspect(png, declared)).isEqualTo("image/png");
    } else {
      assertThatThrownBy(() -> inspect(png, declared))
          .isInstanceOfSatisfying(
              RefusedException.class, e -> assertThat(e.reason()).isEqualTo("type_mismatch"));
    }
  }

  @Test
  void findsWhatBeginsBehindAPicture() throws IOException {
    byte[] png = Images.png(3, 3);
    Path program = write(Images.concat(png, Images.text("MZ\u0090\0")));
    assertThatThrownBy(() -> inspector.inspectTail(program, png.length))
        .isInstanceOf(RefusedException.class);
    Path padded = write(Images.concat(png, new byte[20]));
    inspector.inspectTail(padded, png.length);
  }

  private String inspect(byte[] file, @Nullable String declared) throws IOException {
    return inspector.inspect(write(file), declared);
  }

  private Path write(byte[] file) throws IOException {
    return Files.write(folder.resolve("file"), file);
  }
}
