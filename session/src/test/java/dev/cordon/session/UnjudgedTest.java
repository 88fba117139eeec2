package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.audit.Event;
import dev.cordon.policy.ApprovalPolicy;
import dev.cordon.policy.SandboxMode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a session makes is judged, also when it is killed, and when others work beside it. */
class UnjudgedTest {
  private static final String HOOK = "nested/.git/hooks/pre-commit";
  private static final String ARM =
      "git init -q nested; mkdir -p nested/.git/hooks; echo x > HOOK; chmod +x HOOK; "
          .replace("HOOK", HOOK);

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
  void theNextSessionJudgesWhatAKilledOneMade() throws Exception {
    try (Meanwhile killed = room.meanwhile("a", ARM)) {
      killed.kill();
    }
    assertThat(armed()).isTrue();
    assertThat(baselines()).hasSize(1);

    Result result = room.run("[ ! -x " + HOOK + " ]");

    assertThat(result.report().exitCode()).as("disarmed before the command starts").isZero();
    String what =
        "a new git hook; no longer executable, undo with: chmod +x "
            + room.work.resolve(HOOK)
            + " (left by session "
            + killedSession()
            + ", which was killed)";
    assertThat(result.report().findings())
        .containsExactly(new Finding(room.work.resolve(HOOK), what, true));
    assertThat(result.notices())
        .extracting(Notice::text)
        .containsExactly("left behind: " + room.work.resolve(HOOK) + ": " + what);
    assertThat(room.events(Event.Kind.SESSION_NOTE)).extracting(Event::note).containsExactly(what);
    assertThat(armed()).isFalse();
    assertThat(baselines()).isEmpty();
    assertThat(room.run("true").report().findings()).isEmpty();
  }

  @Test
  void aRunWithoutABoundaryTidiesUpAndJudgesToo() throws Exception {
    try (Meanwhile killed = room.meanwhile("a", ARM)) {
      killed.kill();
    }
    assertThat(room.work.resolve(".claude")).exists();

    Result result = room.run(SandboxMode.DANGER_FULL_ACCESS, ApprovalPolicy.NEVER, "ls -A > seen");

    assertThat(room.work.resolve("seen")).hasContent("nested\nseen\nstarted-a\n");
    assertThat(result.report().findings()).hasSize(1);
    assertThat(armed()).isFalse();
  }

  @Test
  void aWorkspaceThatIsMovedMeanwhileIsSaidNotToHaveBeenJudged() throws Exception {
    Path moved = room.root.resolve("moved");
    CompletableFuture<Result> session = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .start(() -> {
          try {
            session.complete(room.run(ARM + "touch ready; until [ -e stop ]; do sleep 0.05; done"));
          } catch (Exception | AssertionError e) {
            session.completeExceptionally(e);
          }
        });
    while (!session.isDone() && !Files.exists(room.work.resolve("ready"))) {
      Thread.onSpinWait();
    }
    Files.move(room.work, moved);
    Files.createFile(moved.resolve("stop"));

    assertThat(session.get(60, TimeUnit.SECONDS).report().findings())
        .containsExactly(
            new Finding(room.work, "gone from there; what is new in it was not judged", false));
  }

  @Test
  void aSessionThatMakesNothingKeepsNoBaseline() throws Exception {
    room.run("cat /dev/null; ls");
    assertThat(room.state.resolve("run/baselines")).doesNotExist();
    room.run("echo x > file");
    assertThat(room.state.resolve("run/baselines")).isEmptyDirectory();
  }

  @Test
  void nothingIsMadeWhenTheBaselineCannotBeKept() throws Exception {
    Files.createDirectories(room.state.resolve("run"));
    Files.createFile(room.state.resolve("run/baselines"));

    assertThat(room.run("mkdir made; echo x > file; ln -s x link; ls > list").report().exitCode())
        .isNotZero();
    try (Stream<Path> entries = Files.list(room.work)) {
      assertThat(entries).isEmpty();
    }
  }

  @Test
  void whatAnotherSessionMadeIsNewAlsoForOneThatBeganLater() throws Exception {
    try (Meanwhile first = room.meanwhile("a", ARM);
        Meanwhile second = room.meanwhile("b", "true")) {
      first.kill();
      Result end = second.finish();
      assertThat(end.report().findings())
          .extracting(Finding::path)
          .containsExactly(room.work.resolve(HOOK));
    }
    assertThat(armed()).isFalse();
    assertThat(baselines()).isEmpty();
  }

  /** Moving a file aside takes the mount away that keeps it as it is for the other session. */
  @Test
  void disarmingAtOneEndGivesTheOtherSessionNoWayIn() throws Exception {
    String config = "nested/.git/config";
    String write = "printf '[core]\\n\\tfsmonitor = y\\n' > " + config;
    try (Meanwhile first = room.meanwhile("a", "git init -q nested; " + write);
        Meanwhile second = room.meanwhile("b", "true", write)) {
      assertThat(first.finish().report().findings())
          .containsExactly(
              new Finding(
                  room.work.resolve(config),
                  "new git configuration that executes programs; those settings were taken out,"
                      + " undo with: mv "
                      + room.work.resolve(config)
                      + ".cordon-disarmed "
                      + room.work.resolve(config),
                  true));
      second.finish();
    }
    Path file = room.work.resolve(config);
    assertThat(Files.exists(file) ? Files.readString(file) : "").doesNotContain("fsmonitor");
    assertThat(baselines()).isEmpty();
  }

  @Test
  void addedDirectoriesAreJudgedToo() throws Exception {
    Path added = Files.createDirectory(room.root.resolve("added"));
    room.add(added);
    try (Meanwhile killed = room.meanwhile("a", "cd " + added + "; " + ARM + "cd -; ")) {
      killed.kill();
    }
    assertThat(Files.isExecutable(added.resolve(HOOK))).isTrue();
    assertThat(room.run("true").report().findings())
        .extracting(Finding::path)
        .containsExactly(added.resolve(HOOK));
    assertThat(Files.isExecutable(added.resolve(HOOK))).isFalse();
  }

  @Test
  void aSessionElsewhereLeavesItToTheNextOneHere() throws Exception {
    Path elsewhere = Files.createDirectory(room.root.resolve("elsewhere"));
    try (Meanwhile killed = room.meanwhile("a", ARM)) {
      killed.kill();
    }
    assertThat(room.in(elsewhere).run("true").report().findings()).isEmpty();
    assertThat(room.in(Files.createDirectories(room.work.resolve("below"))).run("true").report())
        .satisfies(report -> assertThat(report.findings()).hasSize(1));
    assertThat(armed()).isFalse();
  }

  @Test
  void whatIsHiddenInTheMainRepositoryOfAWorktreeIsJudged() throws Exception {
    Path linked = room.root.resolve("linked");
    Path hidden = room.outside.resolve(".git/logs/evil");
    room.host(
        "git init -q . && git commit -q --allow-empty -m a && git worktree add -q " + linked,
        room.outside);
    String script =
        "mkdir -p D/objects D/refs D/hooks; echo x > D/hooks/update; chmod +x D/hooks/update; "
            .replace("D", hidden.toString());
    SessionRoom there = room.in(linked);
    try (Meanwhile killed = there.meanwhile("a", script)) {
      killed.kill();
    }
    assertThat(Files.isExecutable(hidden.resolve("hooks/update"))).isTrue();
    assertThat(there.run("true").report().findings())
        .extracting(Finding::path)
        .containsExactly(hidden.resolve("hooks/update"));
    assertThat(Files.isExecutable(hidden.resolve("hooks/update"))).isFalse();
  }

  private boolean armed() {
    return Files.isExecutable(room.work.resolve(HOOK));
  }

  private List<Path> baselines() throws IOException {
    try (Stream<Path> files = Files.list(room.state.resolve("run/baselines"))) {
      return files.toList();
    }
  }

  private String killedSession() throws IOException {
    return String.valueOf(room.events(Event.Kind.RUN_REQUESTED).getFirst().session());
  }
}
