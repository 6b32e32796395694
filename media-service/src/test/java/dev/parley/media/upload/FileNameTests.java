package dev.parley.media.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.problem.ValidationException;
import org.junit.jupiter.api.Test;

class FileNameTests {

  @Test
  void keepsTheLastPartAndWhatCanBeSeen() {
    assertThat(FileName.of("holiday ☀️.png")).isEqualTo("holiday ☀️.png");
    assertThat(FileName.of("../../etc/passwd")).isEqualTo("passwd");
    assertThat(FileName.of("C:\\temp\\a.png")).isEqualTo("a.png");
    assertThat(FileName.of("a\r\nSet-Cookie: x\u202egnp.exe")).isEqualTo("aSet-Cookie: xgnp.exe");
    assertThat(FileName.of("x".repeat(300))).hasSize(255);
  }

  @Test
  void anEmptyNameIsNone() {
    assertThat(FileName.of(null)).isNull();
    assertThat(FileName.of(" ")).isNull();
    assertThat(FileName.of("dir/")).isNull();
  }

  @Test
  void refusesWhatTextCannotHold() {
    assertThatThrownBy(() -> FileName.of("a\0b")).isInstanceOf(ValidationException.class);
    assertThatThrownBy(() -> FileName.of("a\ud800")).isInstanceOf(ValidationException.class);
  }
}
