package dev.cordon.sandbox.attack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.policy.ProtectedPaths;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every protected path of the list, absent and present, against every verb that changes a name. */
final class ProtectedPathsTest {
  private static final List<ProtectedPaths.Entry> ENTRIES = ProtectedPaths.builtIn().entries();

  @ParameterizedTest
  @EnumSource
  void absentOnesCannotComeIntoBeing(Caller caller) {
    try (Room room = Room.of(caller)) {
      list(
          room,
          ENTRIES.stream()
              .filter(entry -> entry.absent() == ProtectedPaths.Absent.GUARD)
              .map(ProtectedPaths.Entry::path)
              .toList());
      Ran ran = room.python("verbs").succeeded();
      assertThat(ran.out()).isEmpty();
      assertThat(ran.ran().kept()).isEmpty();
      assertThat(room.host("ls -A workspace | sort").stdout().lines())
          .containsExactly("list", "spare", "spare.txt");
    }
  }

  @ParameterizedTest
  @EnumSource
  void presentOnesStayAsTheyAre(Caller caller) {
    try (Room room = Room.of(caller)) {
      list(room, ENTRIES.stream().map(ProtectedPaths.Entry::path).toList());
      for (ProtectedPaths.Entry entry : ENTRIES) {
        String path = "workspace/" + entry.path();
        room.host(
            entry.kind() == ProtectedPaths.Kind.DIR
                ? "mkdir -p " + path + "/deep; echo was > " + path + "/deep/file"
                : "mkdir -p $(dirname " + path + "); echo was > " + path);
      }
      String before = tree(room);
      assertThat(room.python("verbs").succeeded().out()).isEmpty();
      assertThat(tree(room)).isEqualTo(before);
    }
  }

  @ParameterizedTest
  @EnumSource
  void aParentCannotBeSwapped(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host("mkdir workspace/.github");
      Ran ran = room.run("mv .github c; mkdir -p c/hooks && echo x > c/hooks/x; mv -T c .github");
      assertThat(ran.err())
          .contains("cannot move '.github' to 'c': Device or resource busy")
          .contains("cannot move 'c' to '.github': Device or resource busy");
      assertThat(ran.refusedWrites())
          .contains(room.workspace() + "/.github: rename: the name is protected");
      assertThat(room.host("ls -A workspace/.github").stdout()).isEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void theRefusalIsRecordedWithItsTarget(Caller caller) {
    try (Room room = Room.of(caller)) {
      Ran ran = room.run("mkdir -p .claude/commands; echo x > .mcp.json; mv .vscode gone");
      assertThat(ran.err()).contains("cannot create .mcp.json: Read-only file system", "busy");
      String workspace = room.workspace().toString();
      assertThat(ran.refusedWrites())
          .contains(
              workspace + "/.claude/commands: mkdir: new folder, read-only inside the boundary",
              workspace + "/.mcp.json: open: read-only inside the boundary",
              workspace + "/.vscode: rename: the name is protected");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneWithASecondNameRefusesTheRun(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host(
          "mkdir -p workspace/.claude/commands; cd workspace; echo x > other; ln other .mcp.json");
      assertThat(room.run("true").notStarted())
          .contains(
              "workspace/.mcp.json: it has 2 names (hard links), and one of them could be written");
      room.host("cd workspace; rm .mcp.json; ln other .claude/commands/run");
      assertThat(room.run("true").notStarted())
          .contains("workspace/.claude/run: it has 2 names (hard links)");
    }
  }

  @ParameterizedTest
  @EnumSource
  void oneBehindALinkIsProtectedWhereItLies(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host(
          "cd workspace; mkdir real; echo was > real/mcp; ln -s real/mcp .mcp.json; ln -s absent"
              + " .claude; ln -s ../outside .codex; ln -s /nowhere/at/all .cursor");
      Ran ran =
          room.run(
              "echo x > .mcp.json; echo x > real/mcp; mv real r; rm -f .mcp.json; mkdir absent; echo x"
                  + " > absent/x; rm .claude; mv .codex c; echo x > .codex/x; ls -A");
      assertThat(
              room.host(
                      "cd workspace; cat real/mcp; readlink .mcp.json .claude .codex .cursor; ls . ../outside")
                  .stdout())
          .isEqualTo(
              "was\nreal/mcp\nabsent\n../outside\n/nowhere/at/all\n.:\nreal\n\n../outside:\nfile\nfolder\n");
      assertThat(ran.err()).doesNotContain("Permission denied").contains("Read-only", "busy");
    }
  }

  private static void list(Room room, List<String> paths) {
    room.host("cat > workspace/list <<'END'\n" + String.join("\n", paths) + "\nEND");
  }

  private static String tree(Room room) {
    return room.host(
            "cd workspace; find . -printf '%p %y %m %l\\n' | grep -v 'spare' | sort; find . -type f"
                + " ! -name 'spare*' -exec cat {} +")
        .stdout();
  }

  /** A package of a larger repository has configuration of its own. */
  @ParameterizedTest
  @EnumSource
  void namesOfTheListStayAsTheyAreBelowTheRootToo(Caller caller) {
    List<String> names =
        ENTRIES.stream()
            .map(ProtectedPaths.Entry::path)
            .filter(name -> !name.contains("/"))
            .toList();
    try (Room room = Room.of(caller)) {
      for (String name : names) {
        room.host("mkdir -p workspace/sub/deep; cd workspace/sub/deep; echo was > " + name);
        room.host("cd workspace/sub; echo was > " + name.toUpperCase(Locale.ROOT));
      }
      Ran ran =
          room.run("cd sub; for f in * .[a-zA-Z]* deep/* deep/.[a-z]*; do echo x >> $f; done");
      assertThat(ran.err().lines().filter(line -> line.contains("Read-only")).toList())
          .hasSize(2 * names.size());
      assertThat(
              room.host("cd workspace/sub; cat * .[a-zA-Z]* deep/* deep/.[a-z]* | sort -u")
                  .stdout())
          .isEqualTo("was\n");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEditorsWorkspaceFileStaysAsItIs(Caller caller) {
    try (Room room = Room.of(caller)) {
      room.host(
          "mkdir workspace/sub; touch workspace/a.code-workspace workspace/sub/b.code-workspace");
      Ran ran = room.run("echo x >> a.code-workspace; mv sub/b.code-workspace c; echo x > new.txt");
      assertThat(ran.err()).contains("Read-only file system", "busy");
      assertThat(
              room.host("cat workspace/*.code-workspace workspace/sub/b.code-workspace").stdout())
          .isEmpty();
    }
  }
}
