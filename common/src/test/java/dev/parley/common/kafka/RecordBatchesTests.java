package dev.parley.common.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.kafka.listener.BatchListenerFailedException;

class RecordBatchesTests {

  private final List<Integer> taken = new ArrayList<>();
  private final List<Integer> kept = new ArrayList<>();

  @Test
  void whatComesBeforeAMalformedRecordHasItsEffectAndTheMalformedOneIsBlamed() {
    assertThatExceptionOfType(BatchListenerFailedException.class)
        .isThrownBy(() -> take("1", "2", "{", "4"))
        .satisfies(blame -> assertThat(blame.getIndex()).isEqualTo(2))
        .withCauseInstanceOf(MalformedEventException.class);
    assertThat(kept).containsExactly(1, 2);
  }

  @Test
  void allOfThemHaveTheirEffectAtOnce() {
    take("1", "2");
    assertThat(kept).containsExactly(1, 2);
  }

  /// The container waits with them all; none of them is at fault.
  @Test
  void whatGoesWrongOtherwiseIsThrownAndNothingHasItsEffect() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(() ->
            RecordBatches.take(
                records("1"),
                _ -> {
                  throw new IllegalStateException("injected");
                },
                () -> kept.addAll(taken)));
    assertThat(kept).isEmpty();
  }

  private void take(String... values) {
    RecordBatches.take(
        records(values),
        record -> taken.add(EventDecoder.body(record, Integer.class)),
        () -> kept.addAll(taken));
  }

  private static List<ConsumerRecord<String, byte[]>> records(String... values) {
    List<String> all = Stream.of(values).toList();
    return IntStream.range(0, all.size())
        .mapToObj(i -> new ConsumerRecord<>("topic", 0, i, "key", all.get(i).getBytes(UTF_8)))
        .toList();
  }
}
