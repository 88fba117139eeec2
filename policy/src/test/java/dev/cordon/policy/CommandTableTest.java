package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The decision table of the two dials, cell by cell, for commands. */
class CommandTableTest {

  private static String[] command(String name) {
    return switch (name) {
      case "read" -> new String[] {"cat", "notes.txt"};
      case "secret" -> new String[] {"cat", ".env"};
      case "ordinary" -> new String[] {"npm", "test"};
      case "dangerous" -> new String[] {"rm", "-rf", "build"};
      case "opaque" -> new String[] {"sh", "-c", "echo $HOME > here"};
      case "opaque-danger" -> new String[] {"sh", "-c", "rm -rf $HOME"};
      case "reads" -> new String[] {"sh", "-c", "cat a | grep b && ls"};
      case "mixed" -> new String[] {"sh", "-c", "ls && npm test"};
      case "mixed-danger" -> new String[] {"sh", "-c", "ls && npm test; rm -f a"};
      default -> throw new IllegalArgumentException(name);
    };
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          read-only | untrusted | read          | allow | known-safe | known-safe read
          read-only | untrusted | secret        | ask | secret-path | names a secret path (.env*); approval policy untrusted asks
          read-only | untrusted | ordinary      | ask | null | not a known-safe read; approval policy untrusted asks
          read-only | untrusted | dangerous     | ask | dangerous.rm-force | rm with a force flag removes without asking
          read-only | untrusted | opaque        | ask | null | not a known-safe read; approval policy untrusted asks
          read-only | untrusted | opaque-danger | ask | dangerous.rm-force | rm with a force flag removes without asking
          read-only | untrusted | reads         | allow | known-safe | known-safe read
          read-only | untrusted | mixed         | ask | null | not a known-safe read; approval policy untrusted asks
          read-only | untrusted | mixed-danger  | ask | dangerous.rm-force | rm with a force flag removes without asking

          read-only | on-request | read          | allow | known-safe | known-safe read
          read-only | on-request | secret        | ask | secret-path | names a secret path (.env*); approval policy on-request asks in read-only
          read-only | on-request | ordinary      | ask | null | not a known-safe read; approval policy on-request asks in read-only
          read-only | on-request | dangerous     | ask | dangerous.rm-force | rm with a force flag removes without asking
          read-only | on-request | opaque        | ask | null | not a known-safe read; approval policy on-request asks in read-only
          read-only | on-request | opaque-danger | ask | dangerous.rm-force | rm with a force flag removes without asking
          read-only | on-request | reads         | allow | known-safe | known-safe read
          read-only | on-request | mixed         | ask | null | not a known-safe read; approval policy on-request asks in read-only
          read-only | on-request | mixed-danger  | ask | dangerous.rm-force | rm with a force flag removes without asking

          read-only | never | read          | allow | null | inside read-only
          read-only | never | secret        | allow | null | inside read-only
          read-only | never | ordinary      | allow | null | inside read-only
          read-only | never | dangerous     | log | dangerous.rm-force | rm with a force flag removes without asking
          read-only | never | opaque        | allow | null | inside read-only
          read-only | never | opaque-danger | log | dangerous.rm-force | rm with a force flag removes without asking
          read-only | never | reads         | allow | null | inside read-only
          read-only | never | mixed         | allow | null | inside read-only
          read-only | never | mixed-danger  | log | dangerous.rm-force | rm with a force flag removes without asking

          workspace-write | untrusted | read          | allow | known-safe | known-safe read
          workspace-write | untrusted | secret        | ask | secret-path | names a secret path (.env*); approval policy untrusted asks
          workspace-write | untrusted | ordinary      | ask | null | not a known-safe read; approval policy untrusted asks
          workspace-write | untrusted | dangerous     | ask | dangerous.rm-force | rm with a force flag removes without asking
          workspace-write | untrusted | opaque        | ask | null | not a known-safe read; approval policy untrusted asks
          workspace-write | untrusted | opaque-danger | ask | dangerous.rm-force | rm with a force flag removes without asking
          workspace-write | untrusted | reads         | allow | known-safe | known-safe read
          workspace-write | untrusted | mixed         | ask | null | not a known-safe read; approval policy untrusted asks
          workspace-write | untrusted | mixed-danger  | ask | dangerous.rm-force | rm with a force flag removes without asking

          workspace-write | on-request | read          | allow | null | inside workspace-write
          workspace-write | on-request | secret        | allow | null | inside workspace-write
          workspace-write | on-request | ordinary      | allow | null | inside workspace-write
          workspace-write | on-request | dangerous     | ask | dangerous.rm-force | rm with a force flag removes without asking
          workspace-write | on-request | opaque        | allow | null | inside workspace-write
          workspace-write | on-request | opaque-danger | ask | dangerous.rm-force | rm with a force flag removes without asking
          workspace-write | on-request | reads         | allow | null | inside workspace-write
          workspace-write | on-request | mixed         | allow | null | inside workspace-write
          workspace-write | on-request | mixed-danger  | ask | dangerous.rm-force | rm with a force flag removes without asking

          workspace-write | never | read          | allow | null | inside workspace-write
          workspace-write | never | secret        | allow | null | inside workspace-write
          workspace-write | never | ordinary      | allow | null | inside workspace-write
          workspace-write | never | dangerous     | log | dangerous.rm-force | rm with a force flag removes without asking
          workspace-write | never | opaque        | allow | null | inside workspace-write
          workspace-write | never | opaque-danger | log | dangerous.rm-force | rm with a force flag removes without asking
          workspace-write | never | reads         | allow | null | inside workspace-write
          workspace-write | never | mixed         | allow | null | inside workspace-write
          workspace-write | never | mixed-danger  | log | dangerous.rm-force | rm with a force flag removes without asking

          danger-full-access | untrusted | read          | allow | known-safe | known-safe read
          danger-full-access | untrusted | secret        | ask | secret-path | names a secret path (.env*); approval policy untrusted asks
          danger-full-access | untrusted | ordinary      | ask | null | not a known-safe read; approval policy untrusted asks
          danger-full-access | untrusted | dangerous     | ask | dangerous.rm-force | rm with a force flag removes without asking
          danger-full-access | untrusted | opaque        | ask | null | not a known-safe read; approval policy untrusted asks
          danger-full-access | untrusted | opaque-danger | ask | dangerous.rm-force | rm with a force flag removes without asking
          danger-full-access | untrusted | reads         | allow | known-safe | known-safe read
          danger-full-access | untrusted | mixed         | ask | null | not a known-safe read; approval policy untrusted asks
          danger-full-access | untrusted | mixed-danger  | ask | dangerous.rm-force | rm with a force flag removes without asking

          danger-full-access | on-request | read          | allow | null | danger-full-access runs without a boundary
          danger-full-access | on-request | secret        | allow | null | danger-full-access runs without a boundary
          danger-full-access | on-request | ordinary      | allow | null | danger-full-access runs without a boundary
          danger-full-access | on-request | dangerous     | ask | dangerous.rm-force | rm with a force flag removes without asking
          danger-full-access | on-request | opaque        | allow | null | danger-full-access runs without a boundary
          danger-full-access | on-request | opaque-danger | ask | dangerous.rm-force | rm with a force flag removes without asking
          danger-full-access | on-request | reads         | allow | null | danger-full-access runs without a boundary
          danger-full-access | on-request | mixed         | allow | null | danger-full-access runs without a boundary
          danger-full-access | on-request | mixed-danger  | ask | dangerous.rm-force | rm with a force flag removes without asking

          danger-full-access | never | read          | allow | null | danger-full-access runs without a boundary
          danger-full-access | never | secret        | allow | null | danger-full-access runs without a boundary
          danger-full-access | never | ordinary      | allow | null | danger-full-access runs without a boundary
          danger-full-access | never | dangerous     | log | dangerous.rm-force | rm with a force flag removes without asking
          danger-full-access | never | opaque        | allow | null | danger-full-access runs without a boundary
          danger-full-access | never | opaque-danger | log | dangerous.rm-force | rm with a force flag removes without asking
          danger-full-access | never | reads         | allow | null | danger-full-access runs without a boundary
          danger-full-access | never | mixed         | allow | null | danger-full-access runs without a boundary
          danger-full-access | never | mixed-danger  | log | dangerous.rm-force | rm with a force flag removes without asking
          """)
  void eachCellDecidesWithItsReason(
      String mode, String policy, String command, String decision, String rule, String reason) {
    Verdict verdict = Scene.run(mode, policy, command(command));

    assertThat(Scene.line(verdict)).isEqualTo(decision + " | " + rule + " | " + reason);
    assertThat(verdict.sandboxed()).isEqualTo(!mode.equals("danger-full-access"));
  }

  @Test
  void everySegmentOfAScriptIsJudgedAndTheStrictestWins() {
    Verdict verdict =
        Scene.run("workspace-write", "never", "bash", "-lc", "ls; rm -f a; cat b || npm test");

    assertThat(verdict)
        .isEqualTo(
            new Verdict(
                Decision.LOG,
                "rm with a force flag removes without asking",
                "dangerous.rm-force",
                true,
                List.of(
                    inside("ls"),
                    new Segment(
                        List.of("rm", "-f", "a"),
                        Decision.LOG,
                        "rm with a force flag removes without asking",
                        "dangerous.rm-force"),
                    inside("cat", "b"),
                    inside("npm", "test"))));
  }

  @Test
  void aScriptThatIsNotUnderstoodIsOneSegmentWithItsWholeArgv() {
    Verdict verdict = Scene.run("workspace-write", "on-request", "sh", "-c", "cat (a");

    assertThat(verdict.segments())
        .containsExactly(
            new Segment(
                List.of("sh", "-c", "cat (a"),
                Decision.ASK,
                "script not understood (not expected here)",
                "opaque-script"));
  }

  @Test
  void noCommandIsRefusedInEveryCell() {
    for (SandboxMode mode : SandboxMode.values()) {
      for (ApprovalPolicy policy : ApprovalPolicy.values()) {
        assertThat(Scene.line(Scene.run(mode.text(), policy.text())))
            .isEqualTo("deny | empty-action | no command given");
      }
    }
  }

  @Test
  void decisionsAreOrderedFromAllowToDeny() {
    assertThat(Decision.values())
        .containsExactly(Decision.ALLOW, Decision.LOG, Decision.ASK, Decision.DENY);
    for (Decision one : Decision.values()) {
      for (Decision other : Decision.values()) {
        assertThat(one.strictest(other))
            .isEqualTo(one.compareTo(other) >= 0 ? one : other)
            .isEqualTo(other.strictest(one));
      }
    }
  }

  private static Segment inside(String... argv) {
    return new Segment(List.of(argv), Decision.ALLOW, "inside workspace-write", null);
  }
}
