package dev.parley.common.testing;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.parley.common.event.Topics;
import dev.parley.common.kafka.DeadLetterRule;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.kafka.annotation.KafkaListener;

class ArchitectureRulesTests {

  private final ClassFileImporter importer = new ClassFileImporter();

  @Test
  void commonKeepsToTheRules() {
    ArchitectureRules.check("dev.parley.common");
  }

  @Test
  void seesTheTimeTakenFromNowhere() {
    assertThatThrownBy(() ->
            ArchitectureRules.timeComesFromTheClock()
                .check(importer.importClasses(TakesTheTime.class)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void seesAnInjectedField() {
    assertThatThrownBy(() ->
            ArchitectureRules.noFieldIsInjected()
                .check(importer.importClasses(InjectsAField.class)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void seesPropertiesThatAreNoRecord() {
    assertThatThrownBy(() ->
            ArchitectureRules.propertiesAreRecords()
                .check(importer.importClasses(MutableProperties.class)))
        .isInstanceOf(AssertionError.class);
  }

  /// `media.erased`, `conversation.updated` and `conversation.erased` had none.
  @Test
  void seesAListenerThatHasNowhereToSetAsideWhatItCannotTake() {
    assertThatThrownBy(() ->
            DeadLetterRule.everyListenersTopicHasDeadLetters()
                .check(importer.importClasses(ListensToProgress.class)))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining(Topics.MEDIA_PROGRESS)
        .hasMessageNotContaining(Topics.MEDIA_ERASED);
  }

  static class ListensToProgress {
    @KafkaListener(topics = {Topics.MEDIA_PROGRESS, Topics.MEDIA_ERASED})
    void take(ConsumerRecord<String, byte[]> record) {}
  }

  static class TakesTheTime {
    @SuppressWarnings("TimeInStaticInitializer")
    Instant when() {
      return Instant.now();
    }
  }

  static class InjectsAField {
    @Value("x")
    String field = "";
  }

  @ConfigurationProperties("test")
  static class MutableProperties {}
}
