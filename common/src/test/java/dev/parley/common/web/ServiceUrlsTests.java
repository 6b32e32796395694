package dev.parley.common.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceUrlsTests {

  private static final URI A = URI.create("http://10.0.0.1:8080");
  private static final URI B = URI.create("http://10.0.0.2:8080");
  private static final URI C = URI.create("http://10.0.0.3:8080");

  @Test
  void readsOneOrMany() {
    assertThat(ServiceUrls.of("http://10.0.0.1:8080/").all()).containsExactly(A);
    assertThat(ServiceUrls.of("http://10.0.0.1:8080, http://10.0.0.2:8080").all())
        .containsExactly(A, B);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "http://10.0.0.1:8080,", "10.0.0.1:8080", "ftp://10.0.0.1", "http:///x"})
  void refusesWhatIsNoBaseUrl(String text) {
    assertThatThrownBy(() -> ServiceUrls.of(text)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void goesRound() {
    ServiceUrls urls = new ServiceUrls(List.of(A, B, C), () -> 0);
    assertThat(urls.inTurn()).containsExactly(A, B, C);
    assertThat(urls.inTurn()).containsExactly(B, C, A);
    assertThat(urls.inTurn()).containsExactly(C, A, B);
    assertThat(urls.inTurn()).containsExactly(A, B, C);
  }

  @Test
  void goesPastOneThatIsOutOfReachForAWhile() {
    AtomicLong now = new AtomicLong(1);
    ServiceUrls urls = new ServiceUrls(List.of(A, B), now::get);
    urls.unreachable(A);
    assertThat(urls.inTurn()).containsExactly(B, A);
    assertThat(urls.inTurn()).containsExactly(B, A);
    urls.unreachable(B);
    assertThat(urls.inTurn()).containsExactlyInAnyOrder(A, B);
    now.addAndGet(ServiceUrls.AVOIDED_FOR.toNanos());
    assertThat(List.of(urls.inTurn().getFirst(), urls.inTurn().getFirst()))
        .containsExactlyInAnyOrder(A, B);
  }
}
