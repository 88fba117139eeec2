package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What stays as it is inside every writable root. */
class ProtectedPathsTest {

  private static final ProtectedPaths PATHS = ProtectedPaths.builtIn();

  /** What an agent, an editor or a shell picks up by itself: it may not even come into being. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".cordon",
        ".codex",
        ".claude",
        ".claude.json",
        ".cursor",
        ".gemini",
        ".agents",
        ".agent",
        ".mcp.json",
        ".opencode",
        "opencode.json",
        "opencode.jsonc",
        ".kiro",
        ".junie",
        ".continue",
        ".amp",
        ".aws",
        ".windsurf",
        ".clinerules",
        ".roo",
        ".zed",
        "crush.json",
        "crushrc",
        ".amazonq",
        ".crush.json",
        ".qwen",
        ".github/hooks",
        ".github/copilot",
        ".github/mcp.json",
        ".github/skills",
        ".augment",
        ".factory",
        ".kilocode",
        ".openhands",
        ".pi",
        ".aider.conf.yml",
        ".vscode",
        ".idea",
        ".bashrc",
        ".bash_profile",
        ".bash_login",
        ".bash_logout",
        ".bash_aliases",
        ".profile",
        ".zshrc",
        ".zshenv",
        ".zprofile",
        ".zlogin",
        ".zlogout",
        ".envrc",
        ".gitconfig",
        ".gitmodules",
        ".ripgreprc"
      })
  void ordersForAgentsEditorsAndShellsCannotComeIntoBeing(String path) {
    assertThat(absent(path)).isEqualTo(ProtectedPaths.Absent.GUARD);
    assertThat(PATHS.covers(Path.of(path))).isTrue();
  }

  /** What ordinary installs write: it may come into being, and is named. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        ".config/git",
        ".husky",
        ".cargo",
        ".devcontainer",
        ".devcontainer.json",
        ".mvn",
        ".yarn/plugins",
        ".yarn/releases",
        ".yarnrc",
        ".yarnrc.yml",
        ".npmrc",
        ".pnpmfile.cjs",
        ".pnp.cjs",
        ".pnp.js",
        ".pnp.loader.mjs",
        "bunfig.toml",
        ".bazelrc",
        ".bazelversion",
        ".pre-commit-config.yaml",
        "lefthook.yml",
        "lefthook.yaml",
        "lefthook.toml",
        "lefthook.json",
        "lefthook-local.yml",
        ".lefthook.yml",
        ".lefthook.yaml",
        ".lefthook.toml",
        ".lefthook.json",
        ".lefthook-local.yml",
        ".config/lefthook.yml",
        "gradle/wrapper/gradle-wrapper.properties",
        "pyrightconfig.json"
      })
  void whatOrdinaryInstallsWriteMayComeIntoBeing(String path) {
    assertThat(absent(path)).isEqualTo(ProtectedPaths.Absent.WATCH);
    assertThat(PATHS.covers(Path.of(path))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".claude/settings.json",
        ".claude/agents/a.md",
        ".claude/commands/a.md",
        ".vscode/tasks.json",
        ".vscode/mcp.json",
        ".codex/config.toml",
        ".cordon/config.toml",
        ".idea/workspace.xml",
        ".cursor/rules/a.mdc",
        "x.code-workspace",
        ".mvn/wrapper/maven-wrapper.properties",
        ".github/hooks/pre.json",
        ".config/git/config",
        ".git",
        ".git/hooks",
        ".git/hooks/pre-commit",
        ".git/config",
        ".git/config.worktree",
        ".git/commondir",
        ".git/info/attributes",
        ".git/modules/a/hooks/x",
        ".git/modules/a/config",
        ".git/modules/a/b/config",
        ".git/modules/refs/config",
        ".git/worktrees/w/gitdir",
        ".git/worktrees/w/config.worktree",
        ".git/worktrees/w/commondir",
        "vendor/lib/.git",
        "vendor/lib/.git/hooks/x",
        "vendor/lib/.git/config",
        ".GIT/hooks/x",
        ".Git/CONFIG",
        ".Claude/settings.json",
        ".CURSOR/mcp.json",
        ".cUrSoR/mcp.json",
        ".MCP.JSON",
        ".VSCode/tasks.json",
        ".BashRC",
        "X.Code-Workspace",
        "OpenCode.json",
        "a/../.claude/x",
        "./.claude/x",
        "a/b/../../.git/hooks/x"
      })
  void whatLiesBelowAndOtherSpellingsAreCovered(String path) {
    assertThat(PATHS.covers(Path.of(path))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "src/main.c",
        "README.md",
        "AGENTS.md",
        "CLAUDE.md",
        "GEMINI.md",
        ".cursorrules",
        "Makefile",
        "package.json",
        ".gitignore",
        ".gitattributes",
        ".github/workflows/ci.yml",
        ".env",
        ".git/objects/ab/cd",
        ".git/index",
        ".git/HEAD",
        ".git/refs/heads/main",
        ".git/logs/HEAD",
        ".git/COMMIT_EDITMSG",
        ".git/info/exclude",
        ".git/modules/a/HEAD",
        ".git/modules/a/index",
        ".git/modules/a/refs/heads/config",
        ".git/modules/a/logs/refs/heads/config",
        ".git/modules/a/objects/config",
        ".git/refs/heads/hooks/x/config",
        ".git/worktrees/w/HEAD",
        ".git/worktrees/w/index",
        ".config/app.toml",
        ".claudeish",
        ".mcp.json.bak",
        "mcp.json",
        ".vscode-test",
        "x.code-workspaces",
        "docs/x.code-workspace",
        ".yarn/cache/a.zip"
      })
  void ordinaryWorkIsNotCovered(String path) {
    assertThat(PATHS.covers(Path.of(path))).isFalse();
  }

  @Test
  void aDirectoryAboveSomethingProtectedIsNotReplaced() {
    Settings settings = Scene.settings("workspace-write", "never");
    PermissionProfile profile = Scene.profile(settings);

    for (String above : List.of(".", ".github", ".GitHub", ".config", ".yarn", "gradle")) {
      assertThat(profile.access(Scene.WORKSPACE.resolve(above)))
          .as(above)
          .isEqualTo(WriteAccess.PROTECTED);
    }
    assertThat(profile.access(Scene.WORKSPACE.resolve(".github/workflows/ci.yml")))
        .isEqualTo(WriteAccess.WRITABLE);
  }

  /**
   * A mount point for an absent path is a directory of that name on the host while the session
   * runs. So what tools look for as a directory to work with, or list by {@code *}, is not guarded
   * unless an agent would take orders from it.
   */
  @Test
  void onlyTheseNamesOfThePlainKindAreGuardedWhileAbsent() {
    List<String> visible = new ArrayList<>();
    for (ProtectedPaths.Entry entry : PATHS.entries()) {
      if (entry.absent() == ProtectedPaths.Absent.GUARD && !entry.path().startsWith(".")) {
        visible.add(entry.path());
      }
    }

    assertThat(visible).containsExactly("crush.json", "crushrc", "opencode.json", "opencode.jsonc");
  }

  @Test
  void everyCaseOfALetterFoldsToOneSpelling() {
    assertThat(Text.fold(".cUrSoR")).isEqualTo(".cursor");
    assertThat(Text.fold(".cur\u017For")).isEqualTo(".cursor");
    assertThat(Text.fold(".\u212Ailocode")).isEqualTo(".kilocode");
    assertThat(Text.fold("\u00C9")).isEqualTo("\u00E9");
  }

  @Test
  void theListHasEachPathOnceAndInItsPlainSpelling() {
    List<String> paths = new ArrayList<>();
    for (ProtectedPaths.Entry entry : PATHS.entries()) {
      paths.add(entry.path());
      assertThat(entry.path()).isEqualTo(Path.of(entry.path()).normalize().toString());
      assertThat(entry.path()).isEqualTo(Text.fold(entry.path()));
    }

    assertThat(paths).doesNotHaveDuplicates();
    assertThat(PATHS.patterns()).containsExactly("*.code-workspace");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "a dir", "a dir guard more", "a folder guard", "a dir sometimes"})
  void aRowThatIsNotUnderstoodIsNoRow(String row) {
    assertThat(
            catchThrowableOfType(
                IllegalArgumentException.class, () -> ProtectedPaths.parse("# rows\n\n" + row)))
        .isNotNull();
  }

  private static ProtectedPaths.Absent absent(String path) {
    for (ProtectedPaths.Entry entry : PATHS.entries()) {
      if (entry.path().equals(path)) {
        return entry.absent();
      }
    }
    throw new AssertionError(path + " is not on the list");
  }
}
