package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table of the two dials, cell by cell, for file edits. */
class EditTableTest {

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          read-only | untrusted  | src/a.c       | ask  | read-only-edit | read-only permits no edits; approval policy untrusted asks
          read-only | untrusted  | /etc/hosts    | ask  | read-only-edit | read-only permits no edits; approval policy untrusted asks
          read-only | untrusted  | .mcp.json     | ask  | read-only-edit | read-only permits no edits; approval policy untrusted asks
          read-only | on-request | src/a.c       | ask  | read-only-edit | read-only permits no edits; approval policy on-request asks
          read-only | on-request | /etc/hosts    | ask  | read-only-edit | read-only permits no edits; approval policy on-request asks
          read-only | on-request | .mcp.json     | ask  | read-only-edit | read-only permits no edits; approval policy on-request asks
          read-only | never      | src/a.c       | deny | read-only-edit | read-only permits no edits; approval policy never refuses
          read-only | never      | /etc/hosts    | deny | read-only-edit | read-only permits no edits; approval policy never refuses
          read-only | never      | .mcp.json     | deny | read-only-edit | read-only permits no edits; approval policy never refuses

          workspace-write | untrusted  | src/a.c          | ask   | null | not a known-safe read; approval policy untrusted asks
          workspace-write | untrusted  | /etc/hosts       | ask   | null | not a known-safe read; approval policy untrusted asks
          workspace-write | untrusted  | .mcp.json        | ask   | null | not a known-safe read; approval policy untrusted asks
          workspace-write | on-request | src/a.c          | allow | null | inside workspace-write
          workspace-write | on-request | /data/shared/a   | allow | null | inside workspace-write
          workspace-write | on-request | /tmp/a           | allow | null | inside workspace-write
          workspace-write | on-request | /etc/hosts       | ask   | outside-workspace | outside the workspace /etc/hosts; approval policy on-request asks
          workspace-write | on-request | ../projects/a    | ask   | outside-workspace | outside the workspace /home/ana/project/../projects/a; approval policy on-request asks
          workspace-write | on-request | /data/sharedly/a | ask   | outside-workspace | outside the workspace /data/sharedly/a; approval policy on-request asks
          workspace-write | on-request | .mcp.json        | ask   | protected-path | protected path /home/ana/project/.mcp.json; approval policy on-request asks
          workspace-write | never      | src/a.c          | allow | null | inside workspace-write
          workspace-write | never      | /etc/hosts       | deny  | outside-workspace | outside the workspace /etc/hosts; approval policy never refuses
          workspace-write | never      | .git/hooks/x     | deny  | protected-path | protected path /home/ana/project/.git/hooks/x; approval policy never refuses

          danger-full-access | untrusted  | src/a.c    | ask   | null | not a known-safe read; approval policy untrusted asks
          danger-full-access | untrusted  | /etc/hosts | ask   | null | not a known-safe read; approval policy untrusted asks
          danger-full-access | untrusted  | .mcp.json  | ask   | null | not a known-safe read; approval policy untrusted asks
          danger-full-access | on-request | src/a.c    | allow | null | danger-full-access runs without a boundary
          danger-full-access | on-request | /etc/hosts | allow | null | danger-full-access runs without a boundary
          danger-full-access | on-request | .mcp.json  | allow | null | danger-full-access runs without a boundary
          danger-full-access | never      | src/a.c    | allow | null | danger-full-access runs without a boundary
          danger-full-access | never      | /etc/hosts | allow | null | danger-full-access runs without a boundary
          danger-full-access | never      | .mcp.json  | allow | null | danger-full-access runs without a boundary
          """)
  void eachCellDecidesWithItsReason(
      String mode, String policy, String path, String decision, String rule, String reason) {
    Verdict verdict = Scene.edit(mode, policy, path);

    assertThat(Scene.line(verdict)).isEqualTo(decision + " | " + rule + " | " + reason);
    assertThat(verdict.sandboxed()).isEqualTo(!mode.equals("danger-full-access"));
    assertThat(verdict.segments()).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          read-only       | on-request | src/a.c          | deny | read-only-edit    | read-only permits no edits; the requirements allow no writing
          read-only       | untrusted  | src/a.c          | deny | read-only-edit    | read-only permits no edits; the requirements allow no writing
          read-only       | never      | src/a.c          | deny | read-only-edit    | read-only permits no edits; approval policy never refuses
          """)
  void whereTheRequirementsAllowNoWritingNobodyIsAsked(
      String mode, String policy, String path, String decision, String rule, String reason) {
    Limits limits = new Limits(NetworkAccess.FULL, false, GitProtection.CONFIG);

    assertThat(Scene.line(Scene.edit(Scene.limited(mode, policy, limits), path)))
        .isEqualTo(decision + " | " + rule + " | " + reason);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          on-request | .git/hooks/x        | deny  | protected-path | protected path /home/ana/project/.git/hooks/x; the requirements keep git's own files as they are
          on-request | sub/.GIT/index      | deny  | protected-path | protected path /home/ana/project/sub/.GIT/index; the requirements keep git's own files as they are
          on-request | ../other/.git/index | deny  | outside-workspace | outside the workspace /home/ana/project/../other/.git/index; the requirements keep git's own files as they are
          untrusted  | .git/index          | deny  | protected-path | protected path /home/ana/project/.git/index; the requirements keep git's own files as they are
          untrusted  | src/a.c             | ask   | null | not a known-safe read; approval policy untrusted asks
          never      | .git/index          | deny  | protected-path | protected path /home/ana/project/.git/index; approval policy never refuses
          on-request | .mcp.json           | ask   | protected-path | protected path /home/ana/project/.mcp.json; approval policy on-request asks
          on-request | .gitignore          | allow | null | inside workspace-write
          """)
  void whereTheRequirementsKeepGitNobodyIsAskedForIt(
      String policy, String path, String decision, String rule, String reason) {
    Limits limits = new Limits(NetworkAccess.FULL, true, GitProtection.ALL);

    assertThat(Scene.line(Scene.edit(Scene.limited("workspace-write", policy, limits), path)))
        .isEqualTo(decision + " | " + rule + " | " + reason);
  }

  @Test
  void onePathOutsideDecidesForAllOfAnEdit() {
    assertThat(Scene.line(Scene.edit("workspace-write", "never", "a", "b", "/etc/c", "d")))
        .isEqualTo(
            "deny | outside-workspace | outside the workspace /etc/c; approval policy never"
                + " refuses");
  }

  @Test
  void anEditWithoutAPathIsRefusedInEveryCell() {
    for (SandboxMode mode : SandboxMode.values()) {
      for (ApprovalPolicy policy : ApprovalPolicy.values()) {
        assertThat(Scene.line(Scene.edit(mode.text(), policy.text())))
            .isEqualTo("deny | empty-action | no path to edit given");
      }
    }
  }

  @Test
  void aRelativePathIsNeverInside() {
    Settings settings = Scene.settings("workspace-write", "never");

    assertThat(
            Scene.line(
                Policy.decide(
                    settings,
                    Scene.profile(settings),
                    new Action.Edit(List.of(Path.of("src/a.c"))),
                    Scene.AROUND)))
        .isEqualTo(
            "deny | outside-workspace | outside the workspace src/a.c; approval policy never"
                + " refuses");
  }

  @Test
  void slashTmpIsOutsideWhenItIsExcluded() {
    Settings settings = Scene.settings("workspace-write", "never");
    PermissionProfile open = Scene.profile(settings);
    PermissionProfile shut =
        new PermissionProfile(
            open.mode(),
            open.workspace(),
            open.writableRoots(),
            open.network(),
            false,
            open.tmpdirEnvVar(),
            open.git());

    assertThat(open.permitsWrite(Path.of("/tmp/a"))).isTrue();
    assertThat(shut.permitsWrite(Path.of("/tmp/a"))).isFalse();
  }

  @Test
  void gitProtectAllShutsTheWholeGitDirectory() {
    Settings settings = Scene.settings("workspace-write", "never");
    PermissionProfile config = Scene.profile(settings);
    PermissionProfile all =
        new PermissionProfile(
            config.mode(),
            config.workspace(),
            config.writableRoots(),
            config.network(),
            true,
            true,
            GitProtection.ALL);
    Path index = Scene.WORKSPACE.resolve(".git/index");

    assertThat(config.permitsWrite(index)).isTrue();
    assertThat(all.permitsWrite(index)).isFalse();
    assertThat(all.permitsWrite(Scene.WORKSPACE.resolve(".gitignore"))).isTrue();
  }

  @Test
  void theMostSpecificRootDecides() {
    Settings settings = Scene.settings("workspace-write", "never");
    Path vscode = Scene.WORKSPACE.resolve(".vscode");

    assertThat(Scene.profile(settings).permitsWrite(vscode.resolve("tasks.json"))).isFalse();
    assertThat(Scene.profile(settings, vscode).permitsWrite(vscode.resolve("tasks.json"))).isTrue();
  }
}
