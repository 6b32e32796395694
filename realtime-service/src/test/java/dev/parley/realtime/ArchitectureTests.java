package dev.parley.realtime;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.parley.common.testing.ArchitectureRules;
import dev.parley.realtime.session.ServerEvent;
import dev.parley.realtime.socketio.EncodedEvent;
import org.junit.jupiter.api.Test;

class ArchitectureTests {

  @Test
  void keepsTheRulesOfTheSuite() {
    ArchitectureRules.check("dev.parley.realtime");
  }

  /// Else `SOCKETS.md` would not know of it.
  @Test
  void socketsAreToldServerEventsAlone() {
    noClasses()
        .that()
        .areNotAssignableTo(ServerEvent.class)
        .and()
        .areNotAssignableTo(EncodedEvent.class)
        .should()
        .callMethod(EncodedEvent.class, "of", String.class, byte[][].class)
        .check(
            new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.parley.realtime"));
  }
}
