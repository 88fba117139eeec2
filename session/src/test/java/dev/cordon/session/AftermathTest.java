package dev.cordon.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.sandbox.Search;
import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AftermathTest {
  @TempDir Path root;
  private Path git;

  @BeforeEach
  void aNewRepository() throws IOException {
    git = Files.createDirectories(root.resolve("nested/.git"));
    Files.createDirectory(git.resolve("hooks"));
  }

  @Test
  void aNewHookIsNoLongerExecutable() throws IOException {
    Path hook = executable(git.resolve("hooks/pre-commit"));

    assertThat(inspect())
        .containsExactly(
            new Finding(
                hook, "a new git hook; no longer executable, undo with: chmod +x " + hook, true));
    assertThat(Files.isExecutable(hook)).isFalse();
    assertThat(hook).hasContent("#!/bin/sh\n");
  }

  @Test
  void samplesAndFilesThatAreNotExecutableStay() throws IOException {
    Path sample = executable(git.resolve("hooks/pre-commit.sample"));
    Files.writeString(git.resolve("hooks/README"), "text");

    assertThat(inspect()).isEmpty();
    assertThat(Files.isExecutable(sample)).isTrue();
  }

  @Test
  void aHookThatIsALinkIsMovedAside() throws IOException {
    Path hook = Files.createSymbolicLink(git.resolve("hooks/post-merge"), Path.of("/bin/sh"));

    assertThat(inspect()).containsExactly(movedAside(hook, "a new git hook"));
    assertThat(Files.isSymbolicLink(hook)).isFalse();
    assertThat(Files.isExecutable(Path.of("/bin/sh"))).isTrue();
  }

  @Test
  void hooksBehindALinkAreMovedAside() throws IOException {
    Files.delete(git.resolve("hooks"));
    Path elsewhere = Files.createDirectory(root.resolve("elsewhere"));
    executable(elsewhere.resolve("pre-commit"));
    Path hooks = Files.createSymbolicLink(git.resolve("hooks"), elsewhere);

    assertThat(inspect()).containsExactly(movedAside(hooks, "new git hooks behind a link"));
    assertThat(Files.isSymbolicLink(hooks)).isFalse();
  }

  @Test
  void aConfigurationThatExecutesIsMovedAside() throws IOException {
    Path config = Files.writeString(git.resolve("config"), "[core] fsmonitor = \"x]\"\n");

    assertThat(inspect())
        .containsExactly(movedAside(config, "new git configuration that executes programs"));
    assertThat(config).doesNotExist();
    assertThat(git.resolve("config.cordon-disarmed")).exists();
  }

  @Test
  void whatIsHarmlessInAConfigurationStays() throws IOException {
    String text =
        """
        [core]
        \tbare = false
        \tfsmonitor = ./x
        \thooks\\
        Path = .h
        [remote "origin"]
        \turl = "https://example.org/a#b"
        \tuploadpack = ./x
        [a][core] editor = x
        \tpager = x
        [alias]
        \tst = status
        \tx = !touch x
        """;
    Path config = Files.writeString(git.resolve("config"), text);

    assertThat(inspect())
        .containsExactly(
            new Finding(
                config,
                "new git configuration that executes programs; those settings were taken out, undo"
                    + " with: mv "
                    + config
                    + ".cordon-disarmed "
                    + config,
                true));
    assertThat(config)
        .hasContent(
            """
            [core]
            \tbare = false
            [remote "origin"]
            \turl = "https://example.org/a#b"
            [alias]
            \tst = status
            """);
    assertThat(git.resolve("config.cordon-disarmed")).hasContent(text);
  }

  @Test
  void theCommandThatUndoesIsWholeAndMovesNoCursor() throws IOException {
    git = Files.createDirectories(root.resolve("n".repeat(200) + "/\u001b[2J/.git"));
    Path config = Files.writeString(git.resolve("config"), "[core] fsmonitor = x\n");

    String said = inspect().getFirst().what();
    assertThat(said).doesNotContain("\u001b", "…");
    assertThat(config).doesNotExist();

    Programs.run("bash", "-c", said.substring(said.indexOf("mv "))).succeeded();
    assertThat(config).hasContent("[core] fsmonitor = x\n");
  }

  @Test
  void aNameThatIsTakenDoesNotSaveAConfiguration() throws IOException {
    Files.createDirectories(git.resolve("config.cordon-disarmed/full"));
    Path config = Files.createSymbolicLink(git.resolve("config"), Path.of("/etc/passwd"));

    assertThat(inspect()).singleElement().satisfies(found -> assertThat(found.disarmed()).isTrue());
    assertThat(Files.isSymbolicLink(config)).isFalse();
    assertThat(Files.isSymbolicLink(git.resolve("config.cordon-disarmed-1"))).isTrue();
  }

  @Test
  void aHarmlessConfigurationStays() throws IOException {
    Files.writeString(git.resolve("config"), "[core]\n\tbare = false\n");

    assertThat(inspect()).isEmpty();
    assertThat(git.resolve("config")).exists();
  }

  @Test
  void aSubmodulesOwnWorkingTreeIsHarmlessAndNoOther() throws IOException {
    Path tree = Files.createDirectory(git.resolveSibling("sub"));
    Path pointer = Files.writeString(tree.resolve(".git"), "gitdir: ../.git\n");
    Path config = Files.writeString(git.resolve("config"), "[core]\n\tworktree = ../sub\n");
    assertThat(inspect()).isEmpty();

    Files.delete(pointer);
    assertThat(inspect()).hasSize(1);

    Files.writeString(config, "[core] worktree = ../../../..\n");
    assertThat(inspect()).hasSize(1);
    assertThat(config).doesNotExist();
  }

  /** A linked worktree opens the main git directory, where a session may hide a repository. */
  @Test
  void aPointerIntoWhatWasOpenedIsFollowed(@TempDir Path outside) throws IOException {
    Path opened = Files.createDirectory(outside.toRealPath().resolve("main.git"));
    Path hidden = Files.createDirectories(opened.resolve("logs/evil"));
    Path config = Files.writeString(hidden.resolve("config"), "[core] fsmonitor = x\n");
    Path pointer = Files.createDirectories(root.resolve("x")).resolve(".git");
    Files.writeString(pointer, "gitdir: " + hidden + "\n");
    Path innocent = Files.createDirectories(root.resolve("y")).resolve(".git");
    Files.writeString(innocent, "gitdir: " + opened + "\n");
    Files.writeString(opened.resolve("config"), "[core]\n fsmonitor = mine\n");

    Search before = search(List.of(), List.of(), List.of());
    Search after = search(List.of(pointer, innocent), List.of(), List.of());
    assertThat(Aftermath.inspect(before, after, List.of(), List.of(opened)))
        .containsExactly(movedAside(config, "new git configuration that executes programs"));
    assertThat(config).doesNotExist();
    assertThat(opened.resolve("config")).exists();
  }

  @Test
  void aNewBareRepositoryIsDisarmedToo() throws IOException {
    Path bare = Files.createDirectories(root.resolve("bare.git"));
    Path hook = executable(Files.createDirectory(bare.resolve("hooks")).resolve("update"));

    assertThat(
            Aftermath.inspect(
                search(List.of(), List.of(), List.of()),
                search(List.of(), List.of(bare), List.of()),
                List.of(),
                List.of()))
        .extracting(Finding::path)
        .containsExactly(hook);
    assertThat(Files.isExecutable(hook)).isFalse();
  }

  @Test
  void aRepositoryThatWasThereBeforeIsNotTouched() throws IOException {
    Path hook = executable(git.resolve("hooks/pre-commit"));
    Search same = search(List.of(git), List.of(), List.of());

    assertThat(Aftermath.inspect(same, same, List.of(), List.of())).isEmpty();
    assertThat(Files.isExecutable(hook)).isTrue();
  }

  @Test
  void anUnfinishedRebaseThatExecutesIsNamedAlsoInAnOldRepository() throws IOException {
    Path todo = Files.createDirectories(git.resolve("rebase-merge")).resolve("git-rebase-todo");
    Files.writeString(todo, "pick 1 a\nexec make\n");
    Search same = search(List.of(git), List.of(), List.of());

    assertThat(Aftermath.inspect(same, same, List.of(), List.of()))
        .containsExactly(
            new Finding(
                todo, "an unfinished rebase that executes commands when it is continued", false));
  }

  @Test
  void newOrdersForAgentsDeepInTheTreeAreNamed() throws IOException {
    Path orders = Files.createDirectories(root.resolve("sub/.claude"));
    Path other = Files.createDirectories(root.resolve("sub/.cache"));
    Path undotted = Files.writeString(root.resolve("sub/OpenCode.json"), "{}");

    assertThat(
            Aftermath.inspect(
                search(List.of(), List.of(), List.of()),
                search(List.of(), List.of(), List.of(orders, other, undotted)),
                List.of(),
                List.of()))
        .extracting(Finding::path)
        .containsExactly(orders, undotted);
  }

  @Test
  void aWatchedPathThatAppearedIsNamed() throws IOException {
    Path watched = Files.writeString(root.resolve("watched"), "x");
    Search nothing = search(List.of(), List.of(), List.of());

    assertThat(
            Aftermath.inspect(
                nothing, nothing, List.of(watched, root.resolve("still-absent")), List.of()))
        .containsExactly(
            new Finding(watched, "new; a tool on the host may execute what it says", false));
  }

  private static Finding movedAside(Path file, String what) {
    return new Finding(
        file, what + "; moved aside, undo with: mv " + file + ".cordon-disarmed " + file, true);
  }

  private List<Finding> inspect() {
    return Aftermath.inspect(
        search(List.of(), List.of(), List.of()),
        search(List.of(git), List.of(), List.of()),
        List.of(),
        List.of());
  }

  private Search search(List<Path> repositories, List<Path> bare, List<Path> hidden) {
    return new Search(root, repositories, bare, List.of(), hidden, List.of(), true);
  }

  private static Path executable(Path file) throws IOException {
    Files.writeString(file, "#!/bin/sh\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
