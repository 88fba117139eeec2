package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Mount points made on the host: gone afterwards, whatever ends a session, and shared meanwhile.
 */
final class MountPointsTest {
  private static final String WAIT = "touch started; until [ -e stop ]; do sleep 0.05; done; ";
  private static final String ARM = "mkdir .claude/x; echo x > .claude/x";

  @ParameterizedTest
  @EnumSource
  void nothingIsLeftAfterANormalEnd(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host(
          "git init -q workspace; cd workspace; git -c user.name=a -c user.email=a commit -q --allow-empty -m a");
      Ran ran = room.run("git status --porcelain; git ls-files -o");
      assertThat(ran.succeeded().out()).isEmpty();
      assertThat(ran.ran().kept()).isEmpty();
      assertThat(room.host("ls -A workspace; cd workspace; git status --porcelain").stdout())
          .isEqualTo(".git\n");
    }
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({"stage, ROOT", "stage, ORDINARY", "inside, ROOT", "inside, ORDINARY"})
  void aSessionThatIsKilledEndsAndTheNextOneTidiesUp(String victim, Caller caller) {
    try (Room room = Room.of(caller)) {
      Background session = Background.start(room, WAIT);
      List<ProcessHandle> inside = session.processes();
      assertThat(inside).hasSizeGreaterThan(1);
      ProcessHandle killed = victim.equals("stage") ? session.stage() : inside.getFirst();
      killed.destroyForcibly();
      session.endSomehow();
      Background.await(() -> inside.stream().noneMatch(ProcessHandle::isAlive));
      room.run("rm started").succeeded();
      assertThat(room.host("ls -A workspace").stdout()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSessionWhoseCallerIsKilledEnds(Caller caller) {
    try (Room room = Room.of(caller).startedBy("\"$@\" & wait")) {
      Background session = Background.start(room, WAIT);
      List<ProcessHandle> inside = session.processes();
      assertThat(inside).hasSizeGreaterThan(2); // the stage among them: its parent is the shell
      session.stage().destroyForcibly();
      Background.await(() -> inside.stream().noneMatch(ProcessHandle::isAlive));
      session.endSomehow();
      assertThat(room.host("rm workspace/started; ls -A workspace").stdout()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFirstOfTwoSessionsToEndLeavesTheOtherProtected(Caller caller) {
    try (Room room = Room.of(caller)) {
      Background first = Background.start(room, WAIT + ARM);
      room.run("true").succeeded();
      assertThat(room.host("ls -A workspace").stdout()).contains(".claude", ".mcp.json");
      room.host("touch workspace/stop");
      assertThat(first.end().err()).contains("Read-only file system");
      assertThat(room.host("ls -A workspace").stdout()).isEqualTo("started\nstop\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aSessionInAnOverlappingWorkspaceLeavesTheOthersProtection(Caller caller) {
    try (Room outer = Room.of(caller)) {
      outer.host("git init -q workspace/inner; rm -rf workspace/inner/.git/hooks");
      Room inner = outer.in("workspace/inner");
      Background first = Background.start(inner, WAIT);
      Background second = Background.start(outer, WAIT + "echo x > inner/.git/hooks/pre-commit");
      outer.host("touch workspace/inner/stop");
      assertThat(first.end().exitCode()).isZero();
      outer.host("touch workspace/stop");
      assertThat(second.end().err()).contains("Read-only file system");
      assertThat(outer.host("ls workspace/inner/.git").stdout()).doesNotContain("hooks");
    }
  }

  @Test
  void whatAPersonPutsThereMeanwhileStays() {
    try (Room room = Room.of(Caller.ROOT)) {
      Background session = Background.start(room, WAIT);
      room.host(
          "echo mine > workspace/.claude/settings.json; rmdir workspace/.codex; echo mine > workspace/.codex");
      room.host("touch workspace/stop");
      assertThat(session.end().ran().kept()).isEmpty();
      assertThat(room.host("cd workspace; cat .claude/settings.json .codex; ls -A").stdout())
          .isEqualTo("mine\nmine\n.claude\n.codex\nstarted\nstop\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFoldersThatHeldNamesAreKeptAndHoldThemAgain(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.run("true").succeeded();
      String kept = room.host("find state -path '*/spare/*' -type d -printf '%i\n'").stdout();
      assertThat(kept.lines().count()).isGreaterThan(10);
      Background session = Background.start(room, WAIT);
      String used = room.host("stat -c %i workspace/.claude").stdout().strip();
      assertThat(kept.lines()).contains(used);
      room.host("touch workspace/stop");
      assertThat(session.end().exitCode()).isZero();
      assertThat(room.host("ls -A workspace").stdout()).isEqualTo("started\nstop\n");
      assertThat(room.host("find state -path '*/spare/*' -type d -printf '%i\n'").stdout().lines())
          .containsExactlyInAnyOrderElementsOf(kept.lines().toList());
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutAStoreNamesAreHeldAllTheSame(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.run("true").succeeded();
      room.host("cd $(dirname $(find state -name spare)) && rm -r spare && touch spare");
      assertThat(room.run("mkdir .claude/x; echo x > .mcp.json; ls -A").err())
          .contains(".claude/x’: Read-only", ".mcp.json: Read-only");
      assertThat(room.host("ls -A workspace").stdout()).isEmpty();
    }
  }

  @Test
  void aWorkspaceThatIsMovedAwayMeanwhileLosesNothingElsewhere() {
    try (Room room = Room.of(Caller.ROOT)) {
      room.host("mkdir -p outside/.claude outside/.git/info");
      Background session = Background.start(room, WAIT);
      room.host("mv workspace moved; ln -s outside workspace; touch moved/stop");
      session.end();
      assertThat(room.host("ls -A outside").stdout()).contains(".claude");
    }
  }

  @ParameterizedTest(name = "{0} as {1}")
  @CsvSource({
    "mv workspace moved, ROOT",
    "mv workspace moved, ORDINARY",
    "mv workspace moved; mkdir workspace, ROOT",
  })
  void aWorkspaceThatIsRenamedMeanwhileKeepsNothing(String rename, Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host("mkdir -p workspace/sub/.git/info");
      Background session = Background.start(room, WAIT);
      room.host(rename + "; touch moved/stop");
      assertThat(session.end().ran().kept()).isEmpty();
      assertThat(room.host("cd moved; find . -mindepth 1 | sort").stdout())
          .isEqualTo("./started\n./stop\n./sub\n./sub/.git\n./sub/.git/info\n");
    }
  }

  @Test
  void manySessionsAtOnceLeaveNothing() {
    try (Room room = Room.of(Caller.ROOT)) {
      List<Thread> threads =
          java.util.stream.IntStream.range(0, 8)
              .mapToObj(i ->
                  Thread.ofPlatform().start(() -> room.run("mkdir .codex/x; true").succeeded()))
              .toList();
      threads.forEach(thread -> {
        try {
          thread.join();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      });
      assertThat(room.host("ls -A workspace").stdout()).isEmpty();
    }
  }
}
