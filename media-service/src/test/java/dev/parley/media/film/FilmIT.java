package dev.parley.media.film;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.parley.media.Api;
import dev.parley.media.Images;
import dev.parley.media.MediaServiceTest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import javax.imageio.ImageIO;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/// Through the whole service. What needs ffmpeg is left out where it is not installed.
@MediaServiceTest
class FilmIT {

  private static final String OWNER = "film-owner";

  @LocalServerPort int port;
  @Autowired FilmTools tools;
  private Api api;

  @BeforeEach
  void connect() {
    assumeTrue(System.getenv("CI") != null || tools.isInstalled(), "no ffmpeg here");
    api = new Api(port);
  }

  @ParameterizedTest
  @CsvSource({"film.mp4, video/mp4", "film.webm, video/webm"})
  void showsAFilm(String name, String type) throws IOException {
    JsonNode media = uploaded(name);
    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    assertThat(media.path("content_type").asString()).isEqualTo(type);
    assertThat(media.path("width").asInt()).isEqualTo(64);
    assertThat(media.path("height").asInt()).isEqualTo(48);
    assertThat(media.path("duration_ms").asInt()).isBetween(900, 1200);
    assertThat(media.path("blurhash").asString()).hasSize(28);
    assertThat(media.has("unprocessed")).isFalse();
    for (String variant : List.of("large", "thumbnail")) {
      Api.Answer poster = content(media, variant);
      assertThat(poster.header("Content-Type")).isEqualTo("image/jpeg");
      assertThat(ImageIO.read(new ByteArrayInputStream(poster.bytes())).getWidth()).isEqualTo(64);
    }
    Api.Answer film = content(media, "original");
    assertThat(film.header("Content-Type")).isEqualTo(type);
    assertThat(new String(film.bytes(), ISO_8859_1)).doesNotContain("+52.52");
    assertThat(media.path("size").asInt()).isEqualTo(film.bytes().length);
  }

  @ParameterizedTest
  @CsvSource({
    "voice.ogg, audio/ogg, 2000",
    "voice.webm, audio/webm, 1000",
    "voice.mp3, audio/mpeg, 1000",
    "voice.m4a, audio/mp4, 1000"
  })
  void letsSeeASound(String name, String type, int milliseconds) throws IOException {
    JsonNode media = uploaded(name);
    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    assertThat(media.path("content_type").asString()).isEqualTo(type);
    assertThat(media.path("duration_ms").asInt()).isBetween(milliseconds - 50, milliseconds + 200);
    assertThat(media.has("width")).isFalse();
    JsonNode waveform = media.path("waveform");
    assertThat(waveform).hasSize(64);
    if (name.equals("voice.ogg")) {
      assertThat(waveform.get(15).asInt()).as("its quiet half").isLessThan(20);
      assertThat(waveform.get(50).asInt()).as("its loud half").isGreaterThan(80);
    }
  }

  @Test
  void takesTheNotesOutOfARecording() {
    byte[] recording = recordingBy("somebody");
    JsonNode media = settled(api.as(OWNER).upload("a.wav", recording).mediaId());
    assertThat(media.path("content_type").asString()).as(media.toString()).isEqualTo("audio/wav");
    Api.Answer content = content(media, "original");
    assertThat(content.bytes()).hasSizeLessThan(recording.length).hasSizeGreaterThan(16_000);
    assertThat(new String(content.bytes(), ISO_8859_1)).doesNotContain("somebody");
  }

  /// A second of silence.
  private static byte[] recordingBy(String artist) {
    ByteBuffer wave = ByteBuffer.allocate(16_100).order(ByteOrder.LITTLE_ENDIAN);
    wave.put(Images.text("RIFF")).putInt(16_100 - 8).put(Images.text("WAVE"));
    wave.put(Images.text("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
    wave.putInt(8_000).putInt(16_000).putShort((short) 2).putShort((short) 16);
    wave.put(Images.text("LIST")).putInt(12 + artist.length()).put(Images.text("INFOIART"));
    wave.putInt(artist.length()).put(Images.text(artist));
    wave.put(Images.text("data")).putInt(wave.remaining() - 4);
    return wave.array();
  }

  /// In words that are shown with it, as a drone writes them.
  @Test
  void takesThePlaceOutOfATrackOfItsOwn(@TempDir Path folder) throws Exception {
    Path words = folder.resolve("place.srt");
    Files.writeString(words, "1\n00:00:00,000 --> 00:00:01,000\nGPS(+52.5200, 13.4050)\n");
    Path plain = Files.write(folder.resolve("film.mp4"), Films.file("film.mp4"));
    byte[] film =
        Films.made(
            folder,
            "mp4",
            "-i",
            plain.toString(),
            "-i",
            words.toString(),
            "-map",
            "0:v:0",
            "-map",
            "1",
            "-c:v",
            "copy",
            "-c:s",
            "mov_text",
            "-map_metadata",
            "-1");
    assertThat(new String(film, ISO_8859_1)).contains("+52.52");
    assertShownWithoutPlace(film);
  }

  /// An MP4 with a sound that ffmpeg writes into none: what cannot be copied without its notes is
  /// not served with them.
  @Test
  void takesThePlaceOutOfAFilmOfAnUnusualKind(@TempDir Path folder) throws Exception {
    byte[] film =
        Films.made(
            folder,
            "mov",
            "-f",
            "lavfi",
            "-i",
            "testsrc=d=1:s=64x48",
            "-f",
            "lavfi",
            "-i",
            "sine=d=1",
            "-c:v",
            "mpeg4",
            "-c:a",
            "pcm_s16le",
            "-metadata",
            "location=+52.5200+013.4050/");
    System.arraycopy(Images.text("isom"), 0, film, 8, 4);
    assertThat(new String(film, ISO_8859_1)).contains("+52.52");
    assertShownWithoutPlace(film);
  }

  private void assertShownWithoutPlace(byte[] film) {
    JsonNode media = settled(api.as(OWNER).upload("film.mp4", film).mediaId());
    assertThat(media.path("status").asString()).as(media.toString()).isEqualTo("ready");
    Api.Answer shown = content(media, "original");
    assertThat(shown.header("Content-Type")).isIn("video/mp4", "video/quicktime");
    assertThat(shown.header("Content-Type")).isEqualTo(media.path("content_type").asString());
    assertThat(new String(shown.bytes(), ISO_8859_1)).doesNotContain("+52.52");
  }

  @Test
  void rejectsAFilmThatIsNone() {
    byte[] hollow = Images.text("\0\0\0\u0018ftypmp42\0\0\0\0mp42isom");
    JsonNode media = settled(api.as(OWNER).upload("film.mp4", hollow).mediaId());
    assertThat(media.path("reason").asString()).isEqualTo("broken");
  }

  @Test
  void survivesDamagedFilms() throws IOException {
    byte[] film = Films.file("film.mp4");
    Arrays.fill(film, 1500, 3500, (byte) 0x5a);
    JsonNode media = settled(api.as(OWNER).upload("film.mp4", film).mediaId());
    assertThat(media.path("status").asString()).isIn("ready", "rejected");
  }

  private JsonNode uploaded(String name) throws IOException {
    Api.Answer answer = api.as(OWNER).upload(name, Films.file(name));
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
    return settled(answer.mediaId());
  }

  private JsonNode settled(String id) {
    return Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> api.as(OWNER).get("/api/v1/media/" + id).json(),
            media -> !media.path("status").asString().equals("processing"));
  }

  private Api.Answer content(JsonNode media, String variant) {
    String path =
        "/api/v1/media/" + media.path("media_id").asString() + "/content?variant=" + variant;
    return api.fetch(api.as(OWNER).get(path).header("Location"));
  }
}
