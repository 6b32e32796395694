package dev.parley.common.testing;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.core.domain.properties.HasParameterTypes.Predicates.rawParameterTypes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import dev.parley.common.kafka.DeadLetterRule;

/// What every module's code keeps to. A module checks itself in a plain test:
/// `ArchitectureRules.check("dev.parley.message")`.
public final class ArchitectureRules {

  private static final String[] SERVICES = {
    "dev.parley.conversation..",
    "dev.parley.message..",
    "dev.parley.realtime..",
    "dev.parley.media..",
    "dev.parley.gateway..",
    "dev.parley.local..",
    "dev.parley.bench.."
  };

  private ArchitectureRules() {}

  /// @param root the module's root package
  /// @throws AssertionError where the module breaks a rule; the message says which and where
  public static void check(String root) {
    JavaClasses module =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(root);
    if (module.isEmpty()) {
      throw new AssertionError("no classes under " + root);
    }
    slices().matching(root + ".(*)..").should().beFreeOfCycles().check(module);
    CompositeArchRule.of(onlyOutboxAndKafkaPublish())
        .and(commonKnowsNoService())
        .and(noFieldIsInjected())
        .and(timeComesFromTheClock())
        .and(propertiesAreRecords())
        .and(onlyOnePackageKnowsTheSocketServer())
        .and(DeadLetterRule.everyListenersTopicHasDeadLetters())
        .allowEmptyShould(true)
        .check(module);
  }

  /// What is published goes through the outbox, or is lost when the process dies.
  static ArchRule onlyOutboxAndKafkaPublish() {
    return noClasses()
        .that()
        .resideOutsideOfPackages("dev.parley.common.outbox..", "dev.parley.common.kafka..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "org\\.springframework\\.kafka\\.core\\.(KafkaTemplate|KafkaOperations)"
                + "|org\\.apache\\.kafka\\.clients\\.producer\\..*");
  }

  static ArchRule commonKnowsNoService() {
    return noClasses()
        .that()
        .resideInAPackage("dev.parley.common..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVICES);
  }

  static ArchRule noFieldIsInjected() {
    return noFields()
        .should()
        .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
        .orShould()
        .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
        .orShould()
        .beAnnotatedWith("jakarta.inject.Inject")
        .orShould()
        .beAnnotatedWith("jakarta.annotation.Resource");
  }

  /// A test can move a [java.time.Clock], and nothing else.
  static ArchRule timeComesFromTheClock() {
    return noClasses()
        .should()
        .callMethodWhere(
            target(name("now"))
                .and(target(rawParameterTypes(new Class<?>[0])))
                .and(target(owner(resideInAPackage("java.time..")))));
  }

  static ArchRule propertiesAreRecords() {
    return classes()
        .that()
        .areAnnotatedWith("org.springframework.boot.context.properties.ConfigurationProperties")
        .should()
        .beRecords();
  }

  static ArchRule onlyOnePackageKnowsTheSocketServer() {
    return noClasses()
        .that()
        .resideOutsideOfPackage("dev.parley.realtime.socketio..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("com.corundumstudio..");
  }
}
