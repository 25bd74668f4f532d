package io.dredis;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.dredis.storage.encoding.RecordKeys;
import io.dredis.storage.encoding.Space;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the arrows between modules and between the packages of the server. */
class ArchitectureTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.dredis");

  @ParameterizedTest
  @ValueSource(strings = {"io.dredis.storage..", "io.dredis.rdb..", "io.dredis.lua.."})
  void modulesBelowTheServerKnowOnlyThemselves(String module) {
    mayNotUse(module, resideInAPackage("io.dredis..").and(not(resideInAPackage(module))));
  }

  @Test
  void replyProtocolKnowsNothingElseOfTheServer() {
    mayNotUse(
        "io.dredis.server.resp..",
        resideInAPackage("io.dredis.server..")
            .and(not(resideInAPackage("io.dredis.server.resp.."))));
  }

  @Test
  void commandFamiliesDoNotKnowEachOther() {
    slices()
        .matching("io.dredis.server.command.(*)..")
        .should()
        .notDependOnEachOther()
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  void commandFamiliesDoNotKnowTheNetwork() {
    mayNotUse("io.dredis.server.command.*..", resideInAPackage("io.dredis.server.net.."));
  }

  @Test
  void onlyTheStorageSeesEncodedKeys() {
    mayNotUse(
        not(resideInAnyPackage("io.dredis.storage..", "io.dredis.benchmark..")),
        belongToAnyOf(RecordKeys.class, Space.class));
  }

  @Test
  void everyPackageSaysWhatItIs() {
    List<String> silent =
        CLASSES.getPackage("io.dredis").getSubpackagesInTree().stream()
            .filter(each -> !each.getClasses().isEmpty())
            .filter(each -> each.tryGetPackageInfo().isEmpty())
            .map(JavaPackage::getName)
            .toList();
    assertEquals(List.of(), silent, "packages without a package-info");
  }

  private static void mayNotUse(String users, DescribedPredicate<? super JavaClass> used) {
    mayNotUse(resideInAPackage(users), used);
  }

  private static void mayNotUse(
      DescribedPredicate<? super JavaClass> users, DescribedPredicate<? super JavaClass> used) {
    noClasses()
        .that(users)
        .should()
        .dependOnClassesThat(used)
        .allowEmptyShould(true)
        .check(CLASSES);
  }
}
