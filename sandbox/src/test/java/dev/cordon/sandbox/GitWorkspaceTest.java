package dev.cordon.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cordon.testing.Programs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which paths of real repositories are guarded, and which outside are opened. */
final class GitWorkspaceTest {
  private Path top;

  @BeforeEach
  void resolve(@TempDir Path folder) throws IOException {
    top = folder.toRealPath();
  }

  @Test
  void aPlainRepositoryKeepsWhatMakesGitExecuteThings() throws IOException {
    sh("git init -q r");
    assertThat(around("r")).isEqualTo(new GitWorkspace(own("r/.git"), List.of()));
  }

  @Test
  void whereThereIsNoRepositoryNothingIsGuarded() throws IOException {
    Files.createDirectory(top.resolve("r"));
    assertThat(around("r")).isEqualTo(new GitWorkspace(List.of(), List.of()));
  }

  @Test
  void hookDirectoriesAndIncludedFilesAreGuardedWithTheRepository() throws IOException {
    sh("git init -q r; cd r; git config core.hooksPath .husky/_; git config include.path ../team");
    assertThat(around("r").guards())
        .containsAll(own("r/.git"))
        .contains(guard("r/.husky/_", Guard.Absent.DIRECTORY), guard("r/team", Guard.Absent.FILE));
  }

  @Test
  void aHookDirectoryOfTheCallersConfigurationIsGuardedInEachRepository() throws IOException {
    sh(
        "git init -q r; mkdir home; printf '[core]\\nhooksPath = .githooks # ours\\n' > home/.gitconfig");
    assertThat(around("r").guards()).contains(guard("r/.githooks", Guard.Absent.DIRECTORY));
  }

  @Test
  void membersOfARepositoryAreGuardedWithIt() throws IOException {
    sh(
        commit("r")
            + commit("l")
            + "cd r; git config extensions.worktreeConfig true; git worktree add -q ../w; git -c"
            + " protocol.file.allow=always submodule --quiet add ../l a/b");
    assertThat(around("r").guards())
        .containsAll(own("r/.git/modules/a/b"))
        .contains(
            guard("r/.git/worktrees/w/commondir", Guard.Absent.OPEN),
            guard("r/.git/worktrees/w/gitdir", Guard.Absent.OPEN),
            guard("r/.git/worktrees/w/config.worktree", Guard.Absent.FILE),
            guard("r/.git/config.worktree", Guard.Absent.FILE));
  }

  @Test
  void aLinkedWorktreeOpensItsMainRepository() throws IOException {
    sh(commit("r") + "cd r; git worktree add -q ../w");
    GitWorkspace git = around("w");
    assertThat(git.opened())
        .containsExactly(top.resolve("r/.git"), top.resolve("r/.git/worktrees/w"));
    assertThat(git.guards())
        .containsAll(own("r/.git"))
        .contains(
            guard("w/.git", Guard.Absent.OPEN),
            guard("r/.git/worktrees", Guard.Absent.OPEN),
            guard("r/.git/modules", Guard.Absent.DIRECTORY),
            guard("r/.git/worktrees/w/modules", Guard.Absent.DIRECTORY));
  }

  @Test
  void aSubmoduleOpensItsOwnDirectoryOnly() throws IOException {
    sh(
        commit("r")
            + commit("l")
            + "cd r; git -c protocol.file.allow=always submodule --quiet add ../l s");
    GitWorkspace git = around("r/s");
    assertThat(git.opened()).containsExactly(top.resolve("r/.git/modules/s"));
    assertThat(git.guards()).containsAll(own("r/.git/modules/s"));
  }

  @Test
  void aPointerAloneOpensNothing() throws IOException {
    sh("git init -q other; mkdir r; echo gitdir: $PWD/other/.git > r/.git");
    assertThat(around("r"))
        .isEqualTo(new GitWorkspace(List.of(guard("r/.git", Guard.Absent.OPEN)), List.of()));
  }

  @Test
  void aDirectoryInsideThatPointsBackOpensNothing() throws IOException {
    sh(
        "git init -q other; mkdir -p r/worktrees/e; echo gitdir: worktrees/e > r/.git; cd r; echo"
            + " $PWD/.git > worktrees/e/gitdir; echo $PWD/../other/.git > worktrees/e/commondir");
    assertThat(around("r").opened()).isEmpty();
  }

  @Test
  void aDirectoryOutsideOpensNoRepositoryButTheOneItLiesIn() throws IOException {
    sh(
        "git init -q other; mkdir -p r else/worktrees/e; echo gitdir: ../else/worktrees/e > r/.git;"
            + " echo $PWD/r/.git > else/worktrees/e/gitdir; echo $PWD/other/.git >"
            + " else/worktrees/e/commondir; mkdir else/objects else/refs");
    assertThat(around("r").opened()).isEmpty();
  }

  @Test
  void aDirectoryInsideDoesNotOpenTheRepositoryAroundTheRoot() throws IOException {
    sh(
        "mkdir -p p.git/objects p.git/refs p.git/worktrees/e; cd p.git/worktrees; echo gitdir: e >"
            + " .git; echo $PWD/.git > e/gitdir");
    assertThat(around("p.git/worktrees").opened()).isEmpty();
  }

  @Test
  void pointersThatAreNoneAreLeftAlone() throws IOException {
    for (String text :
        List.of(
            "", "gitdir:", "gitdir: ", "gitdir: /", "nonsense", "gitdir: \0", "x".repeat(20_000))) {
      Files.createDirectories(top.resolve("r"));
      Files.writeString(top.resolve("r/.git"), text);
      assertThat(around("r").opened()).as(text).isEmpty();
    }
  }

  private GitWorkspace around(String place) throws IOException {
    Path root = top.resolve(place);
    return GitWorkspace.around(
        root.resolve(".git"), GitScope.of(top.resolve("home"), List.of(root)));
  }

  private List<Guard> own(String directory) {
    return Stream.of(
            guard(directory + "/hooks", Guard.Absent.DIRECTORY),
            guard(directory + "/config", Guard.Absent.FILE),
            guard(directory + "/config.worktree", Guard.Absent.OPEN),
            guard(directory + "/commondir", Guard.Absent.SELF),
            guard(directory + "/info/attributes", Guard.Absent.FILE))
        .toList();
  }

  private Guard guard(String path, Guard.Absent absent) {
    return new Guard(top.resolve(path), absent);
  }

  private static String commit(String name) {
    return "git init -q "
        + name
        + "; git -C "
        + name
        + " -c user.name=a -c user.email=a@b commit -q --allow-empty -m m; ";
  }

  private void sh(String script) {
    Programs.command(Programs.require("sh").toString(), "-ec", script)
        .in(top)
        .with("GIT_CONFIG_GLOBAL", "/dev/null")
        .with("GIT_CONFIG_NOSYSTEM", "1")
        .run()
        .succeeded();
  }
}
