package dev.parley.common.kafka;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.parley.common.event.Topics;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.kafka.annotation.KafkaListener;

/// What a listener cannot take is set aside in its topic's dead letters, which are made with the
/// topics: where there are none a record of that kind would stop all that come after it.
public final class DeadLetterRule {

  private static final String LISTENER = "org.springframework.kafka.annotation.KafkaListener";

  private DeadLetterRule() {}

  public static ArchRule everyListenersTopicHasDeadLetters() {
    return methods()
        .that()
        .areAnnotatedWith(LISTENER)
        .should(
            new ArchCondition<>("read topics whose dead letters are made") {
              @Override
              public void check(JavaMethod listener, ConditionEvents events) {
                Set<String> made = made();
                for (String topic : listener.getAnnotationOfType(KafkaListener.class).topics()) {
                  boolean isMade = made.contains(Topics.deadLetters(topic));
                  String said = "%s reads %s".formatted(listener.getFullName(), topic);
                  events.add(new SimpleConditionEvent(listener, isMade, said));
                }
              }
            });
  }

  private static Set<String> made() {
    var properties =
        new KafkaDefaultsProperties(
            1, (short) 1, true, 1, Duration.ofMillis(1), Duration.ofMillis(1));
    return KafkaDefaultsAutoConfiguration.topics(properties, Duration.ZERO).stream()
        .map(NewTopic::name)
        .collect(Collectors.toSet());
  }
}
