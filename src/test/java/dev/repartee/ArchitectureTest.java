package dev.repartee;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.repartee.foundation.data.WithinWorkspace;
import dev.repartee.foundation.security.NotForKeys;
import dev.repartee.foundation.security.Scoped;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.data.repository.Repository;
import jakarta.inject.Inject;
import jakarta.persistence.PersistenceContext;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.util.List;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Proves the house of docs and the habits of its builders, room by room. */
class ArchitectureTest {

  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.repartee");

  private static final List<String> BANNED_ENDINGS =
      List.of("Impl", "Util", "Utils", "Manager", "Dto", "DTO", "Helper", "Helpers");

  @Test
  void thereIsSomethingToCheck() {
    assertTrue(HOUSE.size() > 50, "the classes of the product are on the class path");
  }

  @Test
  void wingsDependDownwardsOnly() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .withOptionalLayers(true)
        .layer("operate")
        .definedBy("dev.repartee.operate..")
        .layer("coach")
        .definedBy("dev.repartee.coach..")
        .layer("answer")
        .definedBy("dev.repartee.answer..")
        .layer("assistant")
        .definedBy("dev.repartee.assistant..")
        .layer("account")
        .definedBy("dev.repartee.account..")
        .layer("foundation")
        .definedBy("dev.repartee.foundation..")
        .whereLayer("operate")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("coach")
        .mayOnlyBeAccessedByLayers("operate")
        .whereLayer("answer")
        .mayOnlyBeAccessedByLayers("operate")
        .whereLayer("assistant")
        .mayOnlyBeAccessedByLayers("operate", "coach", "answer")
        .whereLayer("account")
        .mayOnlyBeAccessedByLayers("operate", "coach", "answer", "assistant")
        .check(HOUSE);
  }

  @Test
  void roomsDoNotDependOnEachOtherInCircles() {
    slices().matching("dev.repartee.(*).(*)..").should().beFreeOfCycles().check(HOUSE);
  }

  @Test
  void everythingIsInARoom() {
    classes()
        .should()
        .resideInAnyPackage(
            "dev.repartee.coach.*..",
            "dev.repartee.answer.*..",
            "dev.repartee.assistant.*..",
            "dev.repartee.account.*..",
            "dev.repartee.operate.*..",
            "dev.repartee.foundation.*..")
        .check(HOUSE);
  }

  @Test
  void everyHttpMethodDeclaresWhoMayCallIt() {
    methods()
        .that()
        .areMetaAnnotatedWith(HttpMethod.class)
        .should(declareWhoMayCall())
        .check(HOUSE);
  }

  @Test
  void everyHttpMethodDeclaresWhatAnApiKeyNeedsForIt() {
    methods().that().areMetaAnnotatedWith(HttpMethod.class).should(declareScope()).check(HOUSE);
  }

  @Test
  void noApiKeyChangesAccountsKeysRolesOrTheInstallation() {
    methods()
        .that()
        .areAnnotatedWith(Scoped.class)
        .and()
        .areNotAnnotatedWith(GET.class)
        .should()
        .beDeclaredInClassesThat()
        .resideOutsideOfPackages("dev.repartee.account..", "dev.repartee.operate..")
        .check(HOUSE);
  }

  @Test
  void onlyResourcesAreCalledFromOutside() {
    methods()
        .that()
        .areMetaAnnotatedWith(HttpMethod.class)
        .should()
        .beDeclaredInClassesThat()
        .areAnnotatedWith(Path.class)
        .andShould()
        .bePublic()
        .check(HOUSE);
  }

  @Test
  void nothingIsInjectedIntoFields() {
    fields()
        .should()
        .notBeAnnotatedWith(Inject.class)
        .andShould()
        .notBeAnnotatedWith(PersistenceContext.class)
        .andShould()
        .notBeAnnotatedWith(jakarta.annotation.Resource.class)
        .check(HOUSE);
  }

  @Test
  void namesSayWhatAThingIs() {
    classes().should(haveNoBannedName()).check(HOUSE);
    noClasses()
        .should()
        .resideInAnyPackage("..util..", "..common..", "..dto..", "..helper..", "..impl..")
        .check(HOUSE);
  }

  /**
   * What a user names is called by {@code foundation.outbound}. Who talks to what an operator
   * configures is listed here.
   */
  @Test
  void onlyWhoCallsWhatOperatorsConfigureOpensConnections() {
    noClasses()
        .that(
            resideOutsideOfPackages(
                "dev.repartee.foundation.outbound..",
                "dev.repartee.foundation.storage..",
                "dev.repartee.foundation.data..",
                "dev.repartee.account.notification..",
                "dev.repartee.account.identity..",
                "dev.repartee.account.clerk..",
                "dev.repartee.assistant.ai..",
                "dev.repartee.operate.launch..",
                "dev.repartee.operate.backup..",
                "dev.repartee.operate.command.."))
        .should()
        .dependOnClassesThat()
        .belongToAnyOf(
            java.net.http.HttpClient.class,
            java.net.URLConnection.class,
            java.net.Socket.class,
            java.net.DatagramSocket.class,
            java.nio.channels.SocketChannel.class,
            jakarta.ws.rs.client.Client.class)
        .orShould()
        .callMethod(java.net.URL.class, "openStream")
        .orShould()
        .callMethod(java.net.URL.class, "openConnection")
        .check(HOUSE);
  }

  @Test
  void everyRepositoryIsBehindTheWall() {
    classes()
        .that()
        .areAnnotatedWith(Repository.class)
        .should()
        .beAnnotatedWith(WithinWorkspace.class)
        .check(HOUSE);
  }

  @Test
  void nothingPrintsToTheConsole() {
    noClasses()
        .that(resideInAPackage("dev.repartee.."))
        .and()
        .doNotHaveFullyQualifiedName("dev.repartee.operate.command.Main")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(HOUSE);
  }

  @Test
  void everyRoomIsNullMarked() {
    classes().should(beInANullMarkedPackage()).check(HOUSE);
  }

  private static ArchCondition<JavaMethod> declareWhoMayCall() {
    return new ArchCondition<>("declare @RolesAllowed or @PermitAll, on itself or its class") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        boolean declared =
            method.isAnnotatedWith(RolesAllowed.class)
                || method.isAnnotatedWith(PermitAll.class)
                || method.getOwner().isAnnotatedWith(RolesAllowed.class)
                || method.getOwner().isAnnotatedWith(PermitAll.class);
        events.add(
            new SimpleConditionEvent(
                method, declared, method.getFullName() + " does not say who may call it"));
      }
    };
  }

  private static ArchCondition<JavaMethod> declareScope() {
    return new ArchCondition<>(
        "declare @Scoped or @PermitAll, or @NotForKeys on itself, its class or its room") {
      @Override
      public void check(JavaMethod method, ConditionEvents events) {
        JavaClass owner = method.getOwner();
        boolean declared =
            method.isAnnotatedWith(Scoped.class)
                || method.isAnnotatedWith(NotForKeys.class)
                || method.isAnnotatedWith(PermitAll.class)
                || owner.isAnnotatedWith(NotForKeys.class)
                || owner.isAnnotatedWith(PermitAll.class)
                || owner.getPackage().isAnnotatedWith(NotForKeys.class);
        events.add(
            new SimpleConditionEvent(
                method, declared, method.getFullName() + " does not say which scope it needs"));
      }
    };
  }

  private static ArchCondition<JavaClass> haveNoBannedName() {
    return new ArchCondition<>("have no name ending in " + BANNED_ENDINGS) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean fine = BANNED_ENDINGS.stream().noneMatch(type.getSimpleName()::endsWith);
        events.add(new SimpleConditionEvent(type, fine, type.getName() + " has a banned name"));
      }
    };
  }

  private static ArchCondition<JavaClass> beInANullMarkedPackage() {
    return new ArchCondition<>("be in a package that is @NullMarked") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked = type.getPackage().isAnnotatedWith(NullMarked.class);
        events.add(
            new SimpleConditionEvent(type, marked, type.getPackageName() + " is not @NullMarked"));
      }
    };
  }
}
