package dev.parley.media.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServedNamesTests {

  @ParameterizedTest
  @CsvSource({
    "cat.png, image/png, cat.png",
    "cat.PNG, image/png, cat.PNG",
    "cat.jpeg, image/jpeg, cat.jpeg",
    "cat.png, image/jpeg, cat.jpg",
    "film.mp4, image/jpeg, film.jpg",
    "film.mp4, video/quicktime, film.mov",
    "voice.mp4, audio/mp4, voice.mp4",
    "evil.exe, image/jpeg, evil.exe.jpg",
    "x.vbs, text/plain, x.vbs.txt",
    "x.js, text/plain, x.js.txt",
    "x.html, text/plain, x.html.txt",
    "x.bat., text/plain, x.bat..txt",
    "x.csv.vbs, text/plain, x.csv.vbs.txt",
    "data.csv, text/plain, data.csv",
    "notes.md, text/plain, notes.md",
    "README, text/plain, README.txt",
    ".profile, text/plain, .profile.txt",
    "tool.jar, application/zip, tool.jar.zip",
    "any.thing, application/unheard-of, any.thing"
  })
  void givesANameTheExtensionOfWhatIsServed(String name, String type, String served) {
    assertThat(ServedNames.of(name, type)).isEqualTo(served);
  }
}
