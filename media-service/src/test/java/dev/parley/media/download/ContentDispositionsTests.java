package dev.parley.media.download;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ContentDispositionsTests {

  @Test
  void namesAFileForOldAndNewReaders() {
    assertThat(ContentDispositions.inline("cat.png"))
        .isEqualTo("inline; filename=\"cat.png\"; filename*=UTF-8''cat.png");
    assertThat(ContentDispositions.inline("Große Katze (2).png"))
        .isEqualTo(
            "inline; filename=\"Gro_e Katze (2).png\";"
                + " filename*=UTF-8''Gro%C3%9Fe%20Katze%20%282%29.png");
    assertThat(ContentDispositions.inline("😀.png"))
        .isEqualTo("inline; filename=\"_.png\"; filename*=UTF-8''%F0%9F%98%80.png");
  }

  @Test
  void letsNoNameEndTheHeaderOrItsQuotes() {
    assertThat(ContentDispositions.inline("a\"; filename=\"b.exe\r\nX: y\\'%41"))
        .isEqualTo(
            "inline; filename=\"a__ filename__b.exe__X_ y___41\";"
                + " filename*=UTF-8''a%22%3B%20filename%3D%22b.exe%0D%0AX%3A%20y%5C%27%2541");
  }
}
