package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.cordon.audit.Event;
import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.NetworkAccess;
import dev.cordon.policy.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** All that one run was refused comes in one question, and the command runs once more. */
class OneQuestionTest {
  /** Writes a line for each run, then into three places; fails when one could not be written. */
  private static final String THREE =
      "echo run >> runs; for f in b a/1 c; do echo x > $0/$f || bad=1; done; exit ${bad-0}";

  private static final String CONNECT =
      "python3 -c 'import socket; socket.create_connection((\"192.0.2.1\", 9), 0.2)'";

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
  void threePlacesAreOneQuestionAndOneReRun() throws Exception {
    Files.createDirectory(room.outside.resolve("a"));
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    Result result = room.run(THREE);

    assertThat(room.asked).hasSize(1);
    assertThat(room.asked.getFirst().headline())
        .isEqualTo("sh wants to write in 3 places where it may not");
    assertThat(room.listed()).containsExactly("b  (new file)", "a/1  (new file)", "c  (new file)");
    assertThat(room.detail("a yes"))
        .isEqualTo(
            "runs it again with these 3 open for writing, nothing else, still inside the sandbox");
    assertThat(room.work.resolve("runs")).hasContent("run\nrun\n");
    assertThat(result.report().exitCode()).isZero();
    assertThat(result.report().denied()).isEmpty();
    assertThat(result.report().escalations())
        .containsExactly(opened("b"), opened("a/1"), opened("c"));
    assertThat(targets(Event.Kind.ESCALATION)).isEqualTo(targets(Event.Kind.APPROVAL));
    assertThat(targets(Event.Kind.APPROVAL))
        .containsExactly(room.outside + "/b", room.outside + "/a/1", room.outside + "/c");
  }

  @Test
  void aNoIsOneForEachAndIsNotAskedAgain() throws Exception {
    Files.createDirectory(room.outside.resolve("a"));
    Result result = room.run(THREE);

    assertThat(room.asked).hasSize(1);
    assertThat(result.report().exitCode()).isEqualTo(1);
    assertThat(room.work.resolve("runs")).hasContent("run\n");
    assertThat(result.report().escalations())
        .extracting(Report.Escalation::answer)
        .containsExactly("no", "no", "no");
    assertThat(room.events(Event.Kind.REFUSAL)).hasSize(3);
    assertThat(result.notices()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void theScopeHoldsForEach(Scope scope) throws Exception {
    Files.createDirectory(room.outside.resolve("a"));
    room.answer(SessionRoom.yes(scope));
    room.run(THREE);
    assertThat(room.events(Event.Kind.APPROVAL))
        .extracting("approval.scope")
        .containsExactly(scope.text(), scope.text(), scope.text());

    room.asked.clear();
    assertThat(room.run(THREE).report().exitCode() == 0).isEqualTo(scope == Scope.PROJECT);
    assertThat(room.asked).hasSize(scope == Scope.PROJECT ? 0 : 1);
  }

  /** Also when a yes for the project was given before there were requirements. */
  @Test
  void noYesOpensANetworkThatTheRequirementsDoNotAllow() throws Exception {
    String script = "python3 -c 'import socket; socket.create_connection((\"192.0.2.1\", 9), 1)'";
    room.otherwise(SessionRoom.yes(Scope.PROJECT));
    room.run(script);
    assertThat(room.asked).hasSize(1);

    room.require("allowed_network_modes = [\"off\"]");
    Result result = room.run(script);

    assertThat(room.asked).hasSize(1);
    assertThat(Objects.requireNonNull(result.report().effective()).network())
        .isEqualTo(NetworkAccess.OFF);
    assertThat(result.report().escalations())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.answer()).isEqualTo("no");
          assertThat(asked.by()).isEqualTo("policy");
        });
    assertThat(result.notices())
        .extracting(Notice::text)
        .containsExactly("refused: network, 192.0.2.1:9; the requirements allow no network");
  }

  /** Also when yeses for the project were given before there were requirements. */
  @Test
  void noYesOpensAPathWhereTheRequirementsAllowNoWriting() throws Exception {
    Files.createFile(room.work.resolve("f"));
    String script = "echo x >> f; echo x > $0/g";
    room.otherwise(SessionRoom.yes(Scope.PROJECT));
    room.run(SandboxMode.READ_ONLY, ApprovalPolicy.ON_REQUEST, script);
    assertThat(room.asked).hasSize(2);
    assertThat(room.work.resolve("f")).hasContent("x");

    room.require("allowed_sandbox_modes = [\"read-only\"]");
    Result result = room.run(SandboxMode.READ_ONLY, ApprovalPolicy.ON_REQUEST, script);

    assertThat(room.asked).hasSize(2);
    assertThat(room.work.resolve("f")).hasContent("x");
    assertThat(result.report().exitCode()).isNotZero();
    assertThat(result.report().escalations())
        .extracting(Report.Escalation::answer, Report.Escalation::by)
        .containsExactly(tuple("no", "policy"), tuple("no", "policy"));
    assertThat(result.notices())
        .containsExactly(
            new Notice(
                "refused: write " + room.work + "/f, and 1 more; the requirements allow no writing",
                "allowed_sandbox_modes in requirements.toml is for who answers for this machine"));
  }

  @Test
  void whatTheRequirementsForbidIsSaidOnceHoweverMuchItIs() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.PROJECT));
    room.require("allowed_sandbox_modes = [\"read-only\"]");
    Result result =
        room.run(
            SandboxMode.READ_ONLY,
            ApprovalPolicy.ON_REQUEST,
            "for i in 1 2 3 4 5 6 7 8 9 10; do echo > $0/$i; done");

    assertThat(room.asked).hasSize(1);
    assertThat(result.notices())
        .extracting(Notice::text)
        .containsExactly(
            "refused: write " + room.outside + "/1, and 9 more; the requirements allow no writing");
    assertThat(result.report().denied()).hasSize(10);
    assertThat(targets(Event.Kind.REFUSAL)).hasSize(Shown.MAX_TARGETS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".git/description",
        ".git/hooks/pre-commit",
        ".git/config",
        "bare/config",
        "$0/main/worktrees/linked/HEAD",
        "$0/other/.git/HEAD",
        "$0/new/.git",
      })
  void noYesOpensGitWhereTheRequirementsKeepIt(String path) throws Exception {
    room.host(
        "git init -q .; git init -q --bare bare; cd ../outside; mkdir new; git init -q other;"
            + " git init -q --separate-git-dir main tree; cd tree;"
            + " git commit -q --allow-empty -m a; git worktree add -q ../linked",
        room.work);
    String script = "echo x >> \"" + path + "\" || exit 1";
    room.otherwise(SessionRoom.yes(Scope.PROJECT));
    room.require("git.protect = \"all\"");
    Result result = room.run(script);

    assertThat(room.asked).isEmpty();
    assertThat(result.report().exitCode()).isEqualTo(1);
    assertThat(result.notices())
        .containsExactly(
            new Notice(
                "refused: write "
                    + (path.startsWith("$0") ? "" : room.work + "/")
                    + path.replace("$0", room.outside.toString())
                    + "; the requirements keep git's own files as they are",
                "git.protect in requirements.toml is for who answers for this machine"));
  }

  /** A folder with a repository in it can be opened; the repository stays as it is. */
  @Test
  void aFolderThatIsOpenedLeavesGitShutWhereTheRequirementsKeepIt() throws Exception {
    room.host("git init -q .; touch old", room.outside);
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    room.require("git.protect = \"all\"");
    Result result = room.run("rm -- $0/old || exit 3; echo x >> $0/.git/description || exit 4");

    assertThat(room.asked).hasSize(1);
    assertThat(result.report().exitCode()).isEqualTo(4);
    assertThat(room.outside.resolve("old")).doesNotExist();
  }

  @ParameterizedTest(name = "paths {0}, network {1}")
  @CsvSource({"true, true, 2", "true, false, 2", "false, true, 2", "false, false, 1"})
  void aYesToPathsNeverOpensTheNetworkNorTheOtherWayRound(boolean paths, boolean network, int runs)
      throws Exception {
    room.answer(paths ? SessionRoom.yes(Scope.ONCE) : SessionRoom.no());
    room.answer(network ? SessionRoom.yes(Scope.ONCE) : SessionRoom.no());
    Result result = room.run("echo run >> runs; " + CONNECT + "; echo x > $0/a; exit 1");

    assertThat(room.asked)
        .extracting(Question::headline)
        .containsExactly("sh wants to write where it may not", "sh wants to reach the network");
    assertThat(room.listed()).containsExactly("192.0.2.1:9");
    assertThat(Files.exists(room.outside.resolve("a"))).isEqualTo(paths);
    assertThat(Objects.requireNonNull(result.report().effective()).network())
        .isEqualTo(network ? NetworkAccess.FULL : NetworkAccess.OFF);
    assertThat(Files.readAllLines(room.work.resolve("runs"))).hasSize(runs);
    assertThat(result.report().escalations())
        .extracting(Report.Escalation::opens)
        .containsExactly(room.outside + "/a", "*");
  }

  @Test
  void whatIsBeyondTheBoundIsSaidAndStaysShut() throws Exception {
    room.answer(SessionRoom.yes(Scope.ONCE));
    Result result =
        room.run("for i in 1 2 3 4 5 6 7 8 9 10; do echo $i > $0/$i || bad=1; done; exit $bad");

    assertThat(room.asked).hasSize(2);
    assertThat(room.asked.getFirst().lines())
        .contains(new Question.Line("more", "2 more not shown here, which a yes leaves shut"));
    assertThat(room.outside.resolve("8")).hasContent("8");
    assertThat(room.listed()).containsExactly("9  (new file)", "10  (new file)");
    assertThat(room.outside.resolve("9")).doesNotExist();
    assertThat(result.report().exitCode()).isEqualTo(1);
  }

  @Test
  void aReRunThatIsRefusedSomethingNewAsksAgain() throws Exception {
    room.otherwise(SessionRoom.yes(Scope.SESSION));
    Result result = room.run("echo > $0/a && echo > $0/b && echo > $0/c");

    assertThat(room.asked).hasSize(3);
    assertThat(result.report().exitCode()).isZero();
    assertThat(room.outside.resolve("c")).exists();
  }

  @Test
  void aFolderThatIsOpenedWholeTakesInWhatLiesInIt() throws Exception {
    Path old = Files.createFile(room.outside.resolve("old"));
    room.otherwise(SessionRoom.yes(Scope.ONCE));
    Result result = room.run("echo > $0/new; rm -- $0/old; [ -e $0/new ] && [ ! -e $0/old ]");

    assertThat(room.asked).hasSize(1);
    assertThat(room.listed()).containsExactly("old and 1 more");
    assertThat(room.detail("a yes"))
        .startsWith(
            "runs it again with "
                + room.outside
                + " and everything in it but protected paths open");
    assertThat(result.report().exitCode()).isZero();
    assertThat(old).doesNotExist();
  }

  @Test
  void aFileUnderASecondNameIsSaidToHaveOne() throws Exception {
    Path file = Files.createFile(room.outside.resolve("f"));
    Files.createLink(room.root.resolve("second"), file);
    room.run("echo > $0/f");

    assertThat(room.listed()).containsExactly("f  (also under 1 other name)");
  }

  @Test
  void nobodyToAskIsSaidOnceForAllPaths() throws Exception {
    Files.createDirectory(room.outside.resolve("a"));
    room.otherwise(SessionRoom.nobody());
    Result result = room.run(THREE);

    assertThat(result.notices())
        .containsExactly(
            new Notice(
                "refused: write " + room.outside + "/b, and 2 more; there is no terminal to ask on",
                "allow a folder with --add-dir DIR"));
  }

  private Report.Escalation opened(String name) {
    String path = room.outside + "/" + name;
    return new Report.Escalation("write", path, path, "yes, once", "ana");
  }

  private List<String> targets(Event.Kind kind) throws IOException {
    return room.events(kind).stream()
        .map(event -> String.valueOf(Objects.requireNonNull(event.action()).target()))
        .toList();
  }
}
