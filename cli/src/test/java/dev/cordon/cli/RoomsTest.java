package dev.cordon.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** The rooms and the arrows between them (ARCHITECTURE.md), and what no room does. */
class RoomsTest {
  /** Each room and the rooms it may use; what those use it may use too only when it is named. */
  static final Map<String, List<String>> MAY_USE =
      Map.of(
          "egress", List.of("policy"),
          "shell", List.of(),
          "policy", List.of("shell"),
          "rules", List.of("shell", "policy"),
          "audit", List.of(),
          "secrets", List.of(),
          "sandbox", List.of("policy"),
          "session", List.of("shell", "policy", "audit", "secrets", "sandbox", "egress"),
          "cli",
              List.of(
                  "shell", "policy", "rules", "audit", "secrets", "sandbox", "egress", "session"));

  static final List<String> ROOMS = MAY_USE.keySet().stream().sorted().toList();

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains("/test-classes/"))
          .importPackages("dev.cordon");

  @Test
  void everyRoomIsSeenAndThereIsNoOther() {
    List<String> seen =
        PROGRAM.stream()
            .map(RoomsTest::room)
            .filter(r -> !r.equals("testing"))
            .distinct()
            .sorted()
            .toList();

    assertThat(seen).isEqualTo(ROOMS);
  }

  @ParameterizedTest
  @FieldSource("ROOMS")
  void aRoomUsesOnlyTheRoomsItMay(String room) {
    String[] forbidden =
        Stream.concat(ROOMS.stream(), Stream.of("testing", "bench"))
            .filter(other ->
                !other.equals(room) && !MAY_USE.getOrDefault(room, List.of()).contains(other))
            .map(other -> "dev.cordon." + other + "..")
            .toArray(String[]::new);

    assertThat(forbidden).hasSize(ROOMS.size() + 1 - MAY_USE.getOrDefault(room, List.of()).size());
    noClasses()
        .that()
        .resideInAPackage("dev.cordon." + room + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(forbidden)
        .check(PROGRAM);
  }

  @Test
  void noArrowsRunInACircle() {
    slices().matching("dev.cordon.(*)..").should().beFreeOfCycles().check(PROGRAM);
  }

  @Test
  void aRoomExposesOnlyWhatAnotherRoomMeets() {
    classes()
        .that()
        .arePublic()
        .and()
        .areTopLevelClasses()
        .and(belongToTheProgram())
        .should(beMetInAnotherRoom())
        .check(PROGRAM);
  }

  @Test
  void theDecisionCoreIsPure() {
    noClasses()
        .that()
        .resideInAnyPackage("dev.cordon.shell..", "dev.cordon.policy..", "dev.cordon.rules..")
        .should()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.nio\\.file\\.Files|java\\.io\\.File.*|java\\.net\\..*|java\\.lang\\.Process.*"
                + "|java\\.util\\.Random|java\\.security\\.SecureRandom|java\\.time\\.Clock")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "getenv")
        .orShould()
        .callMethod(System.class, "getenv", String.class)
        .orShould()
        .callMethod(System.class, "getProperty", String.class)
        .orShould()
        .callMethod(java.time.Instant.class, "now")
        .check(PROGRAM);
  }

  @Test
  void onlyTheCommandLineSpeaksAndEndsTheProcess() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.cordon.cli..", "dev.cordon.testing..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .orShould()
        .callMethod(System.class, "exit", int.class)
        .orShould()
        .callMethod(Throwable.class, "printStackTrace")
        .check(PROGRAM);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAPackage("java.util.logging..")
        .check(PROGRAM);
  }

  @Test
  void nothingStaticCanBeSet() {
    noFields()
        .that()
        .areDeclaredInClassesThat(belongToTheProgram())
        .and()
        .areStatic()
        .should()
        .notBeFinal()
        .check(PROGRAM);
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("javax.inject..", "jakarta.inject..", "org.springframework..")
        .check(PROGRAM);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveSimpleNameEndingWith("Manager")
        .orShould()
        .haveSimpleNameEndingWith("Helper")
        .orShould()
        .haveSimpleNameEndingWith("Util")
        .orShould()
        .haveSimpleNameEndingWith("Utils")
        .orShould()
        .haveSimpleNameEndingWith("Impl")
        .orShould()
        .haveSimpleNameStartingWith("Base")
        .check(PROGRAM);
  }

  private static DescribedPredicate<JavaClass> belongToTheProgram() {
    return DescribedPredicate.describe(
        "belong to the program",
        type ->
            ROOMS.contains(room(type)) && !type.getModifiers().contains(JavaModifier.SYNTHETIC));
  }

  /** The launcher starts Main, and its build starts Training. */
  private static ArchCondition<JavaClass> beMetInAnotherRoom() {
    List<String> entrances = Arrays.asList(Main.class.getName(), Training.class.getName());
    return new ArchCondition<>("be used by another room, or by what a room exposes") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean used =
            entrances.contains(type.getName())
                || PROGRAM.stream()
                    .filter(part -> part.getName().matches(type.getName() + "(\\$.*)?"))
                    .flatMap(part -> part.getDirectDependenciesToSelf().stream())
                    .map(use -> use.getOriginClass())
                    .anyMatch(user -> isMet(user, type));
        if (!used) {
          events.add(SimpleConditionEvent.violated(type, type.getName() + " is public for nobody"));
        }
      }
    };
  }

  private static boolean isMet(JavaClass user, JavaClass type) {
    boolean elsewhere = !room(user).equals(room(type));
    boolean itself = user.getName().matches(type.getName() + "(\\$.*)?");
    return elsewhere || (!itself && user.getModifiers().contains(JavaModifier.PUBLIC));
  }

  private static String room(JavaClass type) {
    String[] parts = type.getPackageName().split("\\.", -1);
    return parts.length > 2 ? parts[2] : "";
  }
}
