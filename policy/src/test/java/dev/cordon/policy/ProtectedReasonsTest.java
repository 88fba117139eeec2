package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Why a path is protected, in words for a person. */
class ProtectedReasonsTest {

  @ParameterizedTest
  @CsvSource({
    "/w/.git/hooks/pre-commit,      git executes it on the host",
    "/w/sub/.git/config,            git executes it on the host",
    "/w/.claude/settings.json,      an agent takes its orders from it",
    "/w/packages/a/.mcp.json,       an agent takes its orders from it",
    "/w/.github/hooks/x,            an agent takes its orders from it",
    "/w/.CLAUDE,                    an agent takes its orders from it",
    "/home/ana/.bashrc,             a shell starts with it",
    "/w/.vscode/tasks.json,         an editor runs what it says",
    "/home/ana/.gitconfig,          a tool runs what it names",
    "/w/.cordon/config.toml,        Cordon takes its settings from it",
  })
  void theNameTellsWhy(Path path, String reason) {
    assertThat(ProtectedPaths.reason(path)).isEqualTo(reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/w/src/main.c",
        "/w/.git/index",
        "/w/.github/workflows/ci.yml",
        "/w/bashrc",
        "/home/ana/.cargo/registry/x",
        "/w/.claudes",
        "/"
      })
  void anOrdinaryNameHasNoReason(Path path) {
    assertThat(ProtectedPaths.reason(path)).isNull();
  }

  @Test
  void everyGuardedPathHasOne() {
    for (ProtectedPaths.Entry entry : ProtectedPaths.builtIn().entries()) {
      if (entry.absent() == ProtectedPaths.Absent.GUARD) {
        assertThat(ProtectedPaths.reason(Path.of("/w").resolve(entry.path())))
            .describedAs(entry.path())
            .isNotBlank();
      }
    }
  }
}
