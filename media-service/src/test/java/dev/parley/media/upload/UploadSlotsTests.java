package dev.parley.media.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.common.id.UserId;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.util.unit.DataSize;

class UploadSlotsTests {

  private static final UserId ANN = new UserId("ann");
  private static final UserId BEN = new UserId("ben");
  private static final UserId CAT = new UserId("cat");

  private final UploadSlots slots =
      new UploadSlots(
          new UploadProperties(
              DataSize.ofMegabytes(1),
              "",
              2,
              1,
              Duration.ofMillis(20),
              Duration.ZERO,
              DataSize.ofMegabytes(1)));

  @Test
  void refusesAUserWhoHasAsManyAsOneMay() {
    String inner =
        slots.occupy(
            ANN,
            () -> {
              assertThatThrownBy(() -> slots.occupy(ANN, () -> "second"))
                  .isInstanceOf(TooManyUploadsException.class);
              return slots.occupy(BEN, () -> "another's");
            });
    assertThat(inner).isEqualTo("another's");
    assertThat(slots.occupy(ANN, () -> "after")).isEqualTo("after");
  }

  @Test
  void refusesEveryoneWhenTheNodeIsFull() {
    String outcome =
        slots.occupy(
            ANN,
            () ->
                slots.occupy(
                    BEN,
                    () -> {
                      assertThatThrownBy(() -> slots.occupy(CAT, () -> "third"))
                          .isInstanceOf(TryAgainException.class);
                      return "full";
                    }));
    assertThat(outcome).isEqualTo("full");
    assertThat(slots.occupy(CAT, () -> "after")).isEqualTo("after");
  }

  @Test
  void freesAPlaceWhenAnUploadFails() {
    for (int i = 0; i < 5; i++) {
      assertThatThrownBy(() ->
              slots.occupy(
                  ANN,
                  () -> {
                    throw new IllegalStateException("broken");
                  }))
          .hasMessage("broken");
    }
    assertThat(slots.occupy(ANN, () -> "after")).isEqualTo("after");
  }
}
