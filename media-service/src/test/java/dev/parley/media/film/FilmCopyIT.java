package dev.parley.media.film;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServiceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// What is served of a film or a sound is its pictures and its sound: a copy, which holds nothing
/// else of the upload, and is what it says it is. Left out where ffmpeg is not installed.
@MediaServiceTest
class FilmCopyIT {

  private static final String OWNER = "film-copy-owner";
  private static final String MARKER = "somewhere-in-Ohio";
  private static final String XMP = "\u00be\u007a\u00cf\u00cb\u0097\u00a9\u0042\u00e8";

  @LocalServerPort int port;
  @Autowired FilmTools tools;
  @TempDir Path folder;
  private Api api;

  @BeforeEach
  void connect() {
    assumeTrue(System.getenv("CI") != null || tools.isInstalled(), "no ffmpeg here");
    api = new Api(port);
  }

  /// In boxes of many names, behind the end (where there is a program, too), as a title, and as the
  /// name of whoever shows a track.
  @ParameterizedTest
  @CsvSource({
    "film.mp4, mp4, video/mp4",
    "film.mp4, mov, video/quicktime",
    "voice.m4a, mp4, audio/mp4"
  })
  void keepsNoNoteInAnyBox(String name, String format, String type) throws Exception {
    Path plain = Files.write(folder.resolve(name), Films.file(name));
    byte[] named =
        Films.made(
            folder,
            format,
            "-i",
            plain.toString(),
            "-c",
            "copy",
            "-metadata",
            "title=" + MARKER,
            "-metadata:s",
            "handler_name=" + MARKER,
            "-movflags",
            "+use_metadata_tags");
    byte[] film =
        Images.concat(
            named,
            Films.box("uuid", XMP + "<exif:GPSLatitude>" + MARKER),
            Films.box("free", MARKER),
            Films.box("skip", MARKER),
            Films.box("XMP_", MARKER),
            Images.text("MZ\u0090\0" + MARKER));
    assertThat(film).asString(ISO_8859_1).contains(MARKER);

    JsonNode media = settled(name, film);

    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    assertThat(media.path("content_type").asString()).isEqualTo(type);
    boolean hasPicture = type.startsWith("video/");
    for (String variant :
        hasPicture ? List.of("original", "large", "thumbnail") : List.of("original")) {
      // Nor what the encoder has said of itself between the pictures, where cameras name a place.
      assertThat(content(media, variant))
          .asString(ISO_8859_1)
          .doesNotContain(MARKER, "x264 - core");
    }
  }

  @ParameterizedTest
  @CsvSource({"film.webm, webm", "voice.webm, webm", "voice.ogg, ogg", "voice.mp3, mp3"})
  void keepsNoNoteNorWhatFollowsTheEnd(String name, String format) throws Exception {
    Path plain = Files.write(folder.resolve(name), Films.file(name));
    byte[] named =
        Films.made(
            folder, format, "-i", plain.toString(), "-c", "copy", "-metadata", "title=" + MARKER);
    byte[] film = Images.concat(named, Images.text("MZ\u0090\0" + MARKER));

    JsonNode media = settled(name, film);

    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    assertThat(content(media, "original")).asString(ISO_8859_1).doesNotContain(MARKER, "MZ\u0090");
  }

  /// Which WebM keeps with what its decoder needs.
  @Test
  void keepsNoCommentInTheHeaderOfItsCodec() throws Exception {
    byte[] made = Films.made(folder, "webm", "-f", "lavfi", "-i", "sine=d=1", "-c:a", "libvorbis");
    String noted = new String(made, ISO_8859_1).replace("Xiph.Org libVorbis", MARKER + "!");
    byte[] sound = noted.getBytes(ISO_8859_1);
    assertThat(sound).asString(ISO_8859_1).contains(MARKER);

    JsonNode media = settled("voice.webm", sound);

    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    assertThat(media.path("duration_ms").asInt()).as("it is heard").isBetween(900, 1200);
    assertThat(content(media, "original")).asString(ISO_8859_1).doesNotContain(MARKER);
  }

  /// Each of them may have the notes of a camera.
  @Test
  void refusesAFilmOfImages() throws Exception {
    byte[] film =
        Films.made(folder, "mov", "-f", "lavfi", "-i", "testsrc=d=1:s=64x48:r=5", "-c:v", "mjpeg");
    JsonNode media = settled("film.mov", film);
    assertThat(media.path("reason").asString()).as(media.toString()).isEqualTo("unsupported_type");
  }

  /// As telephones add one for sound from all around.
  @Test
  void leavesOutATrackThatNobodyKnows() throws IOException {
    String film = new String(Films.file("film.mp4"), ISO_8859_1);
    byte[] unknown = film.replace("mp4a", "apac").replace("esds", "xsds").getBytes(ISO_8859_1);
    JsonNode media = settled("film.mp4", unknown);
    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    assertThat(content(media, "original")).asString(ISO_8859_1).doesNotContain("apac");
  }

  @ParameterizedTest
  @CsvSource({"film.mp4", "voice.m4a"})
  void rejectsWhatHasNothingToSeeOrHear(String name) throws IOException {
    JsonNode media = settled(name, Films.withNoise(Films.file(name)));
    assertThat(media.path("reason").asString()).as(media.toString()).isEqualTo("broken");
  }

  @Test
  void showsWhatThereIsOfAFilmThatWasCutOff() throws Exception {
    byte[] film =
        Films.made(
            folder, "webm", "-f", "lavfi", "-i", "testsrc=d=4:s=64x48:r=10", "-c:v", "libvpx");
    JsonNode media = settled("film.webm", Arrays.copyOf(film, film.length / 4));
    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    assertThat(media.path("blurhash").asString()).hasSize(28);
    assertThat(media.path("duration_ms").asInt()).isLessThan(3000);
  }

  @Test
  void measuresHowLongAFilmIs() throws IOException {
    JsonNode media = settled("film.mp4", Films.saying(Films.file("film.mp4"), 99));
    assertThat(media.path("duration_ms").asInt()).as(media.toString()).isBetween(900, 1200);
  }

  private JsonNode settled(String name, byte[] file) {
    String id = api.as(OWNER).uploaded(name, file);
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> api.as(OWNER).get("/api/v1/media/" + id).json(),
            media -> !media.path("status").asString().equals("processing"));
  }

  private byte[] content(JsonNode media, String variant) {
    String path =
        "/api/v1/media/" + media.path("media_id").asString() + "/content?variant=" + variant;
    return api.fetch(api.as(OWNER).get(path).header("Location")).bytes();
  }
}
