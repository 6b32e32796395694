package dev.parley.gateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.properties.ConfigurationProperties;

class ArchitectureTests {

  private static final JavaClasses GATEWAY =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.parley.gateway");

  private static void check(ArchRule rule) {
    rule.check(GATEWAY);
  }

  @Test
  void packagesHaveNoCycles() {
    check(slices().matching("dev.parley.gateway.(*)..").should().beFreeOfCycles());
  }

  @Test
  void keepsNoState() {
    check(
        noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                "org.springframework.jdbc..",
                "org.springframework.kafka..",
                "jakarta.persistence.."));
  }

  @Test
  void injectsThroughConstructorsOnly() {
    check(fields().should().notBeAnnotatedWith(Autowired.class));
  }

  @Test
  void asksTheClockForTheTime() {
    check(noClasses().should().callMethod(Instant.class, "now"));
    check(noClasses().should().callMethod(System.class, "currentTimeMillis"));
  }

  @Test
  void propertiesAreRecords() {
    check(classes().that().areAnnotatedWith(ConfigurationProperties.class).should().beRecords());
  }
}
