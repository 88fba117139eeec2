package dev.cordon.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What is read of a patch, what is not, and what is said of its paths. In tables, ; ends a line.
 */
class PatchTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          *** Begin Patch;*** Add File: a b/c.txt;+x;+;+*** Delete File: no;*** End Patch | add a b/c.txt
          *** Begin Patch;*** Add File: empty;*** End Patch;                              | add empty
          *** Begin Patch;*** Delete File: /etc/hosts;*** End Patch                       | delete /etc/hosts
          *** Begin Patch;*** Update File: a;@@;-x;+y;*** End Patch                       | update a
          *** Begin Patch;*** Update File: a;@@ f();` x;;-y`;*** End of File;@@;+z;*** End Patch | update a
          *** Begin Patch;*** Update File: a;*** Move to: ../b;@@;-x;+y;*** End Patch     | move-from a, move-to ../b
          *** Begin Patch;*** Update File: a;*** Move to: b;*** End Patch                 | move-from a, move-to b
          *** Begin Patch;*** Update File: a;@@; *** Delete File: b;*** Delete File: c;*** End Patch | update a, delete c
          *** Begin Patch;*** Add File: a;+x;*** Update File: b;-x;*** Delete File: a;*** End Patch | add a, update b, delete a
          *** Begin Patch;*** End Patch                                                   | nothing
          """)
  void isReadPathByPath(String text, String changes) {
    assertThat(shown(read(text.replace("`", "")))).isEqualTo(changes);
    assertThat(shown(read(text.replace("`", "").replace(";", "\r;")))).isEqualTo(changes);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          ``                                                            | 1: it ends where '*** Begin Patch' was expected
          diff --git a/a b/a                                            | 1: expected '*** Begin Patch'
          `;*** Begin Patch;*** End Patch`                              | 1: expected '*** Begin Patch'
          ` *** Begin Patch;*** End Patch`                              | 1: expected '*** Begin Patch'
          *** Begin Patch                                               | 2: it ends where '*** End Patch' was expected
          *** Begin Patch;*** Add File: a;+x                            | 4: it ends where '*** End Patch' was expected
          *** Begin Patch;*** Update File: a                            | 3: it ends where '*** End Patch' was expected
          *** Begin Patch;*** Add File: a;x;*** End Patch               | 3: expected a file to add, update or delete, or '*** End Patch'
          *** Begin Patch;*** Add File: a;+x;;*** End Patch             | 4: expected a file to add, update or delete, or '*** End Patch'
          `*** Begin Patch;*** Add File: a; *** Delete File: b;*** End Patch` | 3: expected a file to add, update or delete, or '*** End Patch'
          *** Begin Patch;*** Rename File: a;*** End Patch              | 2: expected a file to add, update or delete, or '*** End Patch'
          *** Begin Patch;*** Environment ID: e;*** End Patch           | 2: expected a file to add, update or delete, or '*** End Patch'
          *** Begin Patch;*** Add File:a;*** End Patch                  | 2: expected a file to add, update or delete, or '*** End Patch'
          *** Begin Patch;*** Delete File: a;+x;*** End Patch           | 3: expected a file to add, update or delete, or '*** End Patch'
          *** Begin Patch;*** Move to: b;*** End Patch                  | 2: expected a file to add, update or delete, or '*** End Patch'
          *** Begin Patch;*** Update File: a;@@;+x;*** Move to: b;*** End Patch | 5: expected a file to add, update or delete, or '*** End Patch'
          *** Begin Patch;*** Update File: a;*** Move to: b;*** Move to: c;*** End Patch | 4: expected a file to add, update or delete, or '*** End Patch'
          *** Begin Patch;*** Update File: a;x;*** End Patch            | 3: expected a line that starts with ' ', '+', '-' or '@@'
          *** Begin Patch;*** Update File: a;@@x;*** End Patch          | 3: expected a line that starts with ' ', '+', '-' or '@@'
          *** Begin Patch;*** End Patch;*** Begin Patch                 | 3: text behind '*** End Patch'
          `*** Begin Patch;*** Delete File:  a;*** End Patch`           | 2: a path that is empty, or starts or ends with a space
          `*** Begin Patch;*** Delete File: a ;*** End Patch`           | 2: a path that is empty, or starts or ends with a space
          `*** Begin Patch;*** Delete File: ;*** End Patch`             | 2: a path that is empty, or starts or ends with a space
          *** Begin Patch;*** Delete File: a\\u0000;*** End Patch        | 2: a NUL byte
          *** Begin Patch;*** Add File: a;+x\\u0000;*** End Patch        | 3: a NUL byte
          *** Begin Patch;*** Delete File: a\\u001bb;*** End Patch       | 2: a path with a character that cannot be seen (U+00001b)
          *** Begin Patch;*** Delete File: a\\rb;*** End Patch           | 2: a path with a character that cannot be seen (U+00000d)
          *** Begin Patch;*** Delete File: a\\u202eb;*** End Patch       | 2: a path with a character that cannot be seen (U+00202e)
          *** Begin Patch;*** Delete File: a\\u00a0b;*** End Patch       | 2: a path with a character that cannot be seen (U+0000a0)
          *** Begin Patch;*** Delete File: a\\ufffdb;*** End Patch       | 2: a path with a character that cannot be seen (U+00fffd)
          *** Begin Patch;*** Update File: a\\u2028;*** Move to: b;*** End Patch | 2: a path that is empty, or starts or ends with a space
          """)
  void isNotUnderstoodWhereItCouldMeanAnythingElse(String text, String where) {
    assertThat(shown(read(unescaped(text)))).isEqualTo(where);
  }

  @Test
  void isNotReadBeyondItsBounds() {
    String files = "*** Delete File: a;".repeat(Patch.MAX_PATHS);
    assertThat(read("*** Begin Patch;" + files + "*** End Patch"))
        .isInstanceOf(Patch.Understood.class);
    assertThat(shown(read("*** Begin Patch;" + files + "*** Delete File: b;*** End Patch")))
        .isEqualTo("1002: more than 1000 paths");
    assertThat(shown(read("*** Begin Patch;*** Add File: " + "a".repeat(4097) + ";*** End Patch")))
        .isEqualTo("2: a path of more than 4096 characters");
    assertThat(shown(Patch.read("x".repeat(Patch.MAX_LENGTH + 1))))
        .isEqualTo("1: longer than 4194304 characters");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          workspace-write    | on-request | src/a           | allow | null              | inside workspace-write
          workspace-write    | on-request | src/a /etc/b    | ask   | outside-workspace | outside the workspace /etc/b; approval policy on-request asks
          workspace-write    | on-request | /etc/b .mcp.json | ask  | outside-workspace | outside the workspace /etc/b; approval policy on-request asks
          workspace-write    | on-request | src/a .mcp.json | ask   | protected-path    | protected path /home/ana/project/.mcp.json; approval policy on-request asks
          workspace-write    | never      | src/a /etc/b    | deny  | outside-workspace | outside the workspace /etc/b; approval policy never refuses
          workspace-write    | untrusted  | src/a           | ask   | null              | not a known-safe read; approval policy untrusted asks
          read-only          | on-request | src/a           | ask   | read-only-edit    | read-only permits no edits; approval policy on-request asks
          danger-full-access | on-request | /etc/b          | allow | null              | danger-full-access runs without a boundary
          """)
  void theStrictestPathDecides(
      String mode, String policy, String paths, String decision, String rule, String reason) {
    List<PatchPolicy.Touched> touched = new ArrayList<>();
    for (String path : paths.split(" ", -1)) {
      touched.add(touched(path, null, path));
    }
    Verdict verdict = decide(mode, policy, touched);

    assertThat(Scene.line(verdict)).isEqualTo(decision + " | " + rule + " | " + reason);
    assertThat(verdict.segments())
        .extracting(segment -> String.join(" ", segment.argv()))
        .isEqualTo(List.of(paths.split(" ", -1)).stream().map(path -> "update " + path).toList());
  }

  @Test
  void theStrictestPlaceDecidesForItsPath() {
    Verdict verdict =
        decide(
            "workspace-write",
            "never",
            List.of(touched("a", null, "a"), touched("l", null, "l", ".git/hooks/x", "b")));

    assertThat(verdict.segments())
        .extracting(Segment::decision)
        .containsExactly(Decision.ALLOW, Decision.DENY);
    assertThat(verdict.rule()).isEqualTo("protected-path");
  }

  @ParameterizedTest
  @CsvSource({
    "workspace-write, on-request, ASK",
    "workspace-write, never, DENY",
    "danger-full-access, on-request, ALLOW"
  })
  void whatCannotBeToldOfAPathCountsInsideABoundary(String mode, String policy, Decision decision) {
    Verdict verdict = decide(mode, policy, List.of(touched("a", "it has another name", "a")));

    assertThat(verdict.decision()).isEqualTo(decision);
  }

  @Test
  void whatIsNotUnderstoodIsNeverWeakerThanAsk() {
    for (SandboxMode mode : SandboxMode.values()) {
      for (ApprovalPolicy policy : ApprovalPolicy.values()) {
        Settings settings = Scene.settings(mode.text(), policy.text());
        Verdict verdict = PatchPolicy.decide(settings, new Patch.NotUnderstood("a NUL byte", 3));

        boolean asks = policy != ApprovalPolicy.NEVER;
        assertThat(Scene.line(verdict))
            .isEqualTo(
                (asks ? "ask" : "deny")
                    + " | opaque-patch | patch not understood (line 3: a NUL byte); approval policy "
                    + policy.text()
                    + (asks ? " asks" : " refuses"));
      }
    }
  }

  @Test
  void aPatchWithoutAFileIsRefused() {
    assertThat(Scene.line(decide("workspace-write", "on-request", List.of())))
        .isEqualTo("deny | empty-action | no path to edit given");
  }

  private static Verdict decide(String mode, String policy, List<PatchPolicy.Touched> touched) {
    Settings settings = Scene.settings(mode, policy);
    return PatchPolicy.decide(settings, Scene.profile(settings), touched, Rules.NONE);
  }

  private static PatchPolicy.Touched touched(
      String path, @Nullable String trouble, String... places) {
    List<Path> all = new ArrayList<>();
    for (String place : places) {
      all.add(Scene.WORKSPACE.resolve(place));
    }
    return new PatchPolicy.Touched(new Patch.Change(Patch.Kind.UPDATE, path), all, trouble);
  }

  private static Patch read(String text) {
    return Patch.read(text.replace(';', '\n'));
  }

  private static String unescaped(String text) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\u", i)) {
        plain.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
        i += 5;
      } else if (text.startsWith("\\r", i)) {
        plain.append('\r');
        i++;
      } else {
        plain.append(text.charAt(i));
      }
    }
    return plain.toString();
  }

  private static String shown(Patch patch) {
    if (patch instanceof Patch.NotUnderstood trouble) {
      return trouble.line() + ": " + trouble.reason();
    }
    List<String> changes = new ArrayList<>();
    for (Patch.Change change : ((Patch.Understood) patch).changes()) {
      changes.add(change.kind().text() + " " + change.path());
    }
    return changes.isEmpty() ? "nothing" : String.join(", ", changes);
  }
}
