package dev.parley.common.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ScanFloorTests {

  private final AtomicLong nanos = new AtomicLong(-5);
  private final ScanFloor floor = new ScanFloor(nanos::get, Duration.ofSeconds(30));

  @Test
  void beginsAtTheBeginning() {
    assertThat(floor.next()).isZero();
  }

  /// A transaction that began before may still bring a lower position.
  @Test
  void keepsBehindWhatWasSentLately() {
    floor.next();
    floor.passed(List.of(100L));
    assertThat(scansWithin(Duration.ofSeconds(29))).containsOnly(0L);
  }

  @Test
  void risesOverWhatWasSentLongAgo() {
    floor.next();
    floor.passed(List.of(90L, 100L));
    pass(Duration.ofSeconds(20));
    floor.passed(List.of(200L));
    pass(Duration.ofSeconds(11));
    floor.next(); // from the beginning: it was long ago
    assertThat(floor.next()).isEqualTo(100);
    pass(Duration.ofSeconds(20));
    floor.next();
    assertThat(floor.next()).isEqualTo(200);
  }

  /// However many rows are sent, and whenever: never over one that was sent less than that ago.
  @Test
  void isNeverAheadUnderLoad() {
    long position = 0;
    for (int tenth = 0; tenth < 1_000; tenth++) {
      floor.passed(LongStream.rangeClosed(position + 1, position + 10).boxed().toList());
      position += 10;
      long settled = Math.max(0, (tenth - 300) * 10L + 10);
      assertThat(floor.next()).isLessThanOrEqualTo(settled);
      pass(Duration.ofMillis(100));
    }
    assertThat(floor.next() + floor.next()).isGreaterThan(position - 3_300);
  }

  @Test
  void looksFromTheBeginningFromTimeToTime() {
    floor.next();
    floor.passed(List.of(100L));
    pass(Duration.ofSeconds(60));
    assertThat(scansWithin(Duration.ofSeconds(60)).filter(from -> from == 0).count())
        .isBetween(5L, 7L);
  }

  /// A scan takes so many rows at a time.
  @Test
  void looksFromTheBeginningAgainWhereOneCameLate() {
    floor.next();
    floor.passed(List.of(100L));
    pass(Duration.ofSeconds(40));
    assertThat(floor.next()).isZero();
    assertThat(floor.next()).isEqualTo(100);
    floor.passed(List.of(7L, 8L));
    assertThat(floor.next()).isZero();
    assertThat(floor.next()).isEqualTo(100);
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  /// One each second.
  private LongStream scansWithin(Duration time) {
    return LongStream.rangeClosed(1, time.toSeconds())
        .map(_ -> {
          pass(Duration.ofSeconds(1));
          return floor.next();
        });
  }
}
