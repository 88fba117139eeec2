package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.Event;
import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.Decision;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.Posture;
import dev.cordon.policy.Rules;
import dev.cordon.policy.SandboxMode;
import dev.cordon.sandbox.Denial;
import dev.cordon.shell.Command;
import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class EscalationTest {
  private SessionRoom room;

  @BeforeEach
  void open() throws IOException {
    room = new SessionRoom();
  }

  @AfterEach
  void close() {
    room.close();
  }

  @Test
  void aNoEndsTheQuestionsAndTheRefusalStands() throws Exception {
    Result result = room.run("echo > $0/a; echo > $0/b; exit 4");

    assertThat(room.asked).hasSize(1);
    assertThat(room.listed()).containsExactly("a  (new file)", "b  (new file)");
    assertThat(result.report().exitCode()).isEqualTo(4);
    assertThat(result.report().denied())
        .extracting(Denial::target)
        .containsExactly(room.outside + "/a", room.outside + "/b");
    assertThat(result.notices()).isEmpty();
  }

  @Test
  void theSameThingIsAskedOnlyOnce() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    Files.createFile(room.outside.resolve("f"));
    room.run("echo > $0/f; echo > $0/f; false");

    assertThat(room.listed()).containsExactly("f");
  }

  @Test
  void whatIsRemovedOrReplacedNeedsItsFolder() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    Files.createFile(room.outside.resolve("f"));
    Result result = room.run("rm -- $0/f && echo new > $0/tmp && mv $0/tmp $0/f");

    assertThat(room.asked).hasSize(1);
    assertThat(result.report().escalations().getFirst().opens()).isEqualTo(room.outside.toString());
    assertThat(result.report().exitCode()).isZero();
    assertThat(room.outside.resolve("f")).hasContent("new\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "mkdir .claude && echo x > .claude/settings.json | .claude/settings.json",
        "mkdir -p .vscode/x && touch .vscode/x/y        | .vscode/x/y",
        "echo x > .envrc                                | .envrc",
        "git config user.name B | .git/config",
      })
  void aYesForAProtectedPathLetsItComeIntoBeing(String script, String made) throws Exception {
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    if (script.startsWith("git")) {
      Programs.command("git", "init", "-q", ".").in(room.work).run().succeeded();
    }
    Result result = room.run(script);

    assertThat(room.asked).hasSize(1);
    assertThat(result.report().exitCode()).isZero();
    assertThat(room.work.resolve(made)).exists();
  }

  @Test
  void aYesForTheProjectOutlivesTheFolderItWasFor() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.PROJECT));
    room.run("mkdir $0/new && touch $0/new/x");
    Programs.run("rm", "-r", room.outside + "/new").succeeded();
    room.asked.clear();
    Result again = room.run("mkdir $0/new && touch $0/new/x");

    assertThat(room.asked).isEmpty();
    assertThat(again.report().exitCode()).isZero();
    assertThat(room.outside.resolve("new/x")).exists();
    assertThat(again.report().escalations())
        .extracting(Report.Escalation::by)
        .containsExactly("grant");
  }

  @Test
  void aRefusalThatNobodyWasAskedAboutIsSaid() throws Exception {
    Result result = room.run("echo > $0/a; true");

    assertThat(room.asked).isEmpty();
    assertThat(result.notices())
        .extracting(Notice::text)
        .containsExactly(
            "refused: write " + room.outside + "/a (open: new, read-only inside the boundary)");
  }

  @Test
  void questionsEndAtTheirBound() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    Result result =
        room.run("for i in 1 2 3 4 5 6 7 8 9 10 11 12; do echo > $0/$i || exit 1; done");

    assertThat(room.asked).hasSize(Escalations.MAX_ROUNDS);
    assertThat(result.report().exitCode()).isEqualTo(1);
    assertThat(result.report().denied())
        .extracting(Denial::target)
        .containsExactly(room.outside + "/11");
  }

  @Test
  void aCommandThatSucceedsAllTheSameIsNotAskedAbout() throws Exception {
    Result result = room.run("echo > $0/a; true");

    assertThat(room.asked).isEmpty();
    assertThat(result.report().exitCode()).isZero();
    assertThat(result.report().denied()).hasSize(1);
  }

  @Test
  void whatARuleDeniesToWriteIsNotOffered() throws Exception {
    room.rules = denying(room.outside.resolve("a"));
    Result result = room.run("echo > $0/a; echo > $0/b");

    assertThat(room.listed()).containsExactly("b  (new file)");
    assertThat(result.notices())
        .contains(
            new Notice(
                "refused: write " + room.outside.resolve("a") + "; not that one",
                "rule mine decides; `cordon rules check` reads the rules"));
    assertThat(room.outside.resolve("a")).doesNotExist();
    assertThat(room.events(Event.Kind.REFUSAL)).hasSize(2);
  }

  private static Rules denying(Path path) {
    return new Rules() {
      @Override
      public @Nullable Answer onCommand(Command command, @Nullable Path directory) {
        return null;
      }

      @Override
      public @Nullable Answer onEdit(List<Path> paths) {
        return paths.contains(path) ? new Answer(Decision.DENY, "not that one", "mine") : null;
      }

      @Override
      public boolean restrictCommands() {
        return false;
      }
    };
  }

  @Test
  void underNeverNobodyIsAsked() throws Exception {
    Result result =
        room.run(SandboxMode.WORKSPACE_WRITE, ApprovalPolicy.NEVER, "echo > $0/a || exit 3");

    assertThat(room.asked).isEmpty();
    assertThat(result.report().exitCode()).isEqualTo(3);
    assertThat(result.notices()).isEmpty();
    assertThat(result.report().denied()).hasSize(1);
  }

  @Test
  void nobodyToAskIsSaidWithTheNextStep() throws Exception {
    room.otherwise(SessionRoom.nobody());
    Result result = room.run("echo > $0/a || exit 3");

    assertThat(result.report().exitCode()).isEqualTo(3);
    assertThat(result.notices())
        .containsExactly(
            new Notice(
                "refused: write " + room.outside + "/a; there is no terminal to ask on",
                "allow a folder with --add-dir DIR"));
    assertThat(result.report().escalations())
        .containsExactly(
            new Report.Escalation(
                "write", room.outside + "/a", room.outside + "/a", "no", "policy"));
  }

  @Test
  void anOrdinaryFailureIsNeverAQuestion() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.PROJECT));
    Result result =
        room.run(
            "cat missing; cd missing; ls /nonexistent; cat /proc/self/mem; echo 'permission denied' >&2;"
                + " mkdir a; mkdir a; echo 'int main(' > a.c; cc a.c -o a.out; exit 5");

    assertThat(room.asked).isEmpty();
    assertThat(result.report().exitCode()).isEqualTo(5);
    assertThat(result.report().denied()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void onlyAYesForTheProjectOutlivesTheSession(Scope scope) throws Exception {
    room.answer(SessionRoom.yes(scope));
    room.run("echo 1 > $0/a");
    assertThat(room.asked).hasSize(1);

    room.otherwise(SessionRoom.nobody());
    Result again = room.run("echo 2 > $0/a");
    assertThat(again.report().exitCode() == 0).isEqualTo(scope == Scope.PROJECT);
    assertThat(room.asked).hasSize(scope == Scope.PROJECT ? 1 : 2);
  }

  @Test
  void aYesForTheProjectEnds() throws Exception {
    room.answer(SessionRoom.yes(Scope.PROJECT));
    room.run("echo 1 > $0/a");
    assertThat(room.events(Event.Kind.APPROVAL).getFirst().approval())
        .isEqualTo(
            new Event.Approval("ana", "terminal", "project", room.now.plus(Duration.ofDays(30))));

    room.now = room.now.plus(Duration.ofDays(30)).minusMillis(1);
    assertThat(room.run("echo 2 > $0/a").report().exitCode()).isZero();
    room.now = room.now.plusMillis(1);
    assertThat(room.run("echo 3 > $0/a").report().exitCode()).isNotZero();
    assertThat(room.outside.resolve("a")).hasContent("2");
  }

  @Test
  void aGrantWhosePathBecameALinkOpensNothing() throws Exception {
    room.answer(SessionRoom.yes(Scope.PROJECT));
    room.run("mkdir $0/a && echo 1 > $0/a/in");
    Path precious = Files.createDirectory(room.root.resolve("precious"));
    Files.delete(room.outside.resolve("a/in"));
    Files.delete(room.outside.resolve("a"));
    Files.createSymbolicLink(room.outside.resolve("a"), precious);

    assertThat(room.run("echo 2 > $0/a/in").report().exitCode()).isNotZero();
    assertThat(precious).isEmptyDirectory();
  }

  @Test
  void aGrantWhoseParentBecameALinkOpensNothing() throws Exception {
    Path parent = Files.createDirectory(room.outside.resolve("p"));
    room.answer(SessionRoom.yes(Scope.PROJECT));
    room.run("mkdir $0/p/a && echo 1 > $0/p/a/in");
    Path precious = room.root.resolve("precious");
    Files.createDirectories(precious.resolve("a"));
    Files.move(parent, room.outside.resolve("moved"));
    Files.createSymbolicLink(parent, precious);

    assertThat(room.run("echo 2 > $0/p/a/in").report().exitCode()).isNotZero();
    assertThat(precious.resolve("a")).isEmptyDirectory();
  }

  @Test
  void aGrantThatIsGoneOpensNothingAndHindersNothing() throws Exception {
    room.answer(SessionRoom.yes(Scope.PROJECT));
    room.run("echo 1 > $0/a");
    Files.delete(room.outside.resolve("a"));

    assertThat(room.run("true").report().exitCode()).isZero();
    assertThat(room.outside).isEmptyDirectory();
  }

  @Test
  void anEmptyFileThatTheCommandWantedStays() throws Exception {
    room.answer(SessionRoom.yes(Scope.ONCE));
    assertThat(room.run(": > $0/lock").report().exitCode()).isZero();
    assertThat(room.outside.resolve("lock")).isEmptyFile();

    room.answer(SessionRoom.yes(Scope.ONCE));
    assertThat(room.run("touch $0/stamp && false").report().exitCode()).isEqualTo(1);
    assertThat(room.outside.resolve("stamp")).isEmptyFile();
  }

  @Test
  void aFileMadeForAYesThatNobodyTouchedIsTakenAway() throws Exception {
    room.answer(SessionRoom.yes(Scope.ONCE));
    // The second time it does something else.
    Result result = room.run("[ -e $0/../work/again ] && exit 9; touch again; echo > $0/a; exit 1");

    assertThat(result.report().exitCode()).isEqualTo(9);
    assertThat(room.outside).isEmptyDirectory();
  }

  @Test
  void whatAYesOpensIsOpenInTheReRunAndInTheRecord() throws Exception {
    room.answer(SessionRoom.yes(Scope.SESSION));
    Result result = room.run("echo 1 > $0/a");

    assertThat(result.report().escalations())
        .containsExactly(
            new Report.Escalation(
                "write", room.outside + "/a", room.outside + "/a", "yes, session", "ana"));
    assertThat(result.report().effective())
        .isEqualTo(
            new Posture(SandboxMode.WORKSPACE_WRITE, ApprovalPolicy.ON_REQUEST, NetworkAccess.OFF));
    assertThat(room.events(Event.Kind.ESCALATION))
        .singleElement()
        .extracting(Event::action)
        .extracting("target")
        .isEqualTo(room.outside + "/a");
    assertThat(room.events(Event.Kind.RUN_FINISHED)).hasSize(1);
  }

  @Test
  void aRefusedCommandNeverRuns() throws Exception {
    Result result = room.run(SandboxMode.WORKSPACE_WRITE, ApprovalPolicy.UNTRUSTED, "touch ran");

    assertThat(result.report().exitCode()).isEqualTo(126);
    assertThat(result.report().effective()).isNull();
    assertThat(room.work).isEmptyDirectory();
    assertThat(room.events(Event.Kind.RUN_FINISHED)).isEmpty();
    assertThat(room.events(Event.Kind.REFUSAL))
        .singleElement()
        .extracting(Event::verdict)
        .extracting("by")
        .isEqualTo("ana");
  }

  @Test
  void cordonsOwnStateIsNeverOffered() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.PROJECT));
    Result result =
        room.run(
            "echo > $0/../home/.cordon/config.toml; echo > $0/../home/.cordon/journal/x;"
                + " mkdir $0/../home/.cordon/grants; exit 1");

    assertThat(room.asked).isEmpty();
    assertThat(result.report().denied()).hasSizeGreaterThanOrEqualTo(2);
    assertThat(room.state.resolve("config.toml")).doesNotExist();
    assertThat(room.state.resolve("grants")).doesNotExist();
  }
}
