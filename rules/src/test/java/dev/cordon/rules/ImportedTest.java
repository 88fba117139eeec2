package dev.cordon.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cordon.policy.ConfigException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rules of other tools: what becomes of each, and that none allows more than it did. */
class ImportedTest {

  private static List<String> report(Imported imported) {
    List<String> lines = new ArrayList<>();
    for (Imported.Entry entry : imported.report()) {
      String note = entry.note().isEmpty() ? "" : ": " + entry.note();
      lines.add(entry.line() + " " + entry.outcome().text() + note);
    }
    return lines;
  }

  private static String judged(Imported imported, String command) throws Exception {
    Query query = Query.command(Spaced.command(command), Spaced.CONTEXT);
    return Spaced.line(Spaced.book(imported.toml()), query);
  }

  private static String judgedPath(Imported imported, String tool, String path) throws Exception {
    Context.Who who = new Context.Who("x", tool, "", "", "");
    Context context = new Context(Spaced.WORKSPACE, Spaced.HOME, Spaced.WORKSPACE, who);
    String line =
        Spaced.line(Spaced.book(imported.toml()), Query.paths(List.of(Path.of(path)), context));
    return line.replaceAll(" .*", "");
  }

  private static final String CODEX =
      """
      # rules
      prefix_rule(
          pattern = ["git", "push", ["--force", "-f"]],  # tokens
          decision = "forbidden",
          justification = "open a pull request",
          match = ["git push --force", ["git", "push", "-f", "origin"]],
          not_match = ["git push origin"],
      )
      prefix_rule(pattern=["cargo", "test"])
      prefix_rule(pattern=['npm', 'publish'], decision='prompt')
      network_rule(host="a.io", protocol="https", decision="deny")
      network_rule(host="b.io", protocol="https", decision="allow")
      host_executable(name="tool", paths=["/opt/tool"])
      prefix_rule(pattern=["tool"], decision="allow")
      prefix_rule(pattern=["tool", "x"], decision="forbidden")
      def helper():
          prefix_rule(pattern=["evil"])
      x = ["a"]
      for p in ["a", "b"]:
          prefix_rule(pattern=[p])
      prefix_rule(pattern=["a"] + ["b"])
      prefix_rule(pattern=["a", "*"])
      prefix_rule(pattern=["a"], decision="maybe")
      prefix_rule(pattern=["a"], colour="red")
      prefix_rule(pattern=[])
      prefix_rule(pattern=["git", "push", "--no-verify"], decision="forbidden", not_match=["git push x --no-verify"])
      prefix_rule(pattern=["unclosed)
      prefix_rule(pattern=["last"]); prefix_rule(pattern=["hidden"])
      prefix_rule(pattern=["ok"])
      """;

  @Test
  void codexRulesAreCarriedOverLineByLine() throws Exception {
    Imported imported = Imported.codexRules(CODEX, "default.rules", new Spaced());

    assertThat(report(imported))
        .containsExactly(
            "2 carried over",
            "9 carried over",
            "10 carried over",
            "11 carried over with a change: for every protocol",
            "12 not carried over: it allows one protocol, and a rule here allows a host for all of"
                + " them",
            "13 not carried over: a program is known by its name, or by its place in a system"
                + " folder",
            "14 not carried over: host_executable says that tool lies in no system folder",
            "15 carried over",
            "16 not carried over: only calls with literal arguments are read",
            "18 not carried over: only calls with literal arguments are read",
            "19 not carried over: only calls with literal arguments are read",
            "21 not carried over: an argument is no literal string or list",
            "22 not carried over: a word in it has a *, which is no plain letter in a rule here",
            "23 not carried over: its decision is not known",
            "24 not carried over: argument colour is not known",
            "25 not carried over: its pattern is no list of words",
            "26 carried over with a change: without its examples: counterexample \"git push x"
                + " --no-verify\" matches rule codex-6; read as [git, push, x, --no-verify]",
            "27 not carried over: a string has no end",
            "28 not carried over: something follows the call",
            "29 carried over");
    assertThat(imported.report().getFirst().what()).startsWith("prefix_rule( ");
    assertThat(judged(imported, "git push -f")).isEqualTo("deny | codex-1 | open a pull request");
    assertThat(judged(imported, "cargo test"))
        .isEqualTo("allow | codex-2 | imported from default.rules, line 9");
    assertThat(judged(imported, "npm publish")).startsWith("ask | codex-3 | ");
    for (String command : List.of("tool", "evil", "a", "b", "a x", "last", "hidden")) {
      assertThat(judged(imported, command)).as(command).isEqualTo("-");
    }
  }

  @Test
  void aStarThatCodexTakesForWhatItIsRestrictsMoreHereAndAllowsNothing() throws Exception {
    Imported imported =
        Imported.codexRules(
            """
            prefix_rule(pattern=["rm", "-rf", "/*"], decision="forbidden")
            prefix_rule(pattern=["ls", "*"])
            prefix_rule(pattern=["ls", []])
            """,
            "r",
            new Spaced());

    assertThat(report(imported))
        .containsExactly(
            "1 carried over with a change: any word stands for the one with a *",
            "2 not carried over: a word in it has a *, which is no plain letter in a rule here",
            "3 not carried over: its pattern is no list of words");
    assertThat(judged(imported, "rm -rf /etc")).startsWith("deny | codex-1");
    assertThat(judged(imported, "ls a")).isEqualTo("-");
  }

  @Test
  void anImportedRuleReadsLikeAWrittenOne() throws Exception {
    assertThat(
            Imported.codexRules(
                    CODEX.substring(0, CODEX.indexOf("prefix_rule(pattern=[\"cargo")),
                    "d.rules",
                    new Spaced())
                .toml())
        .isEqualTo(
            """
            # Imported from d.rules.
            # The strictest rule decides, and what is allowed stays inside the sandbox.

            [[rules]]
            id = "codex-1"
            match.command = ["git", "push", ["--force", "-f"]]
            action = "deny"
            reason = "open a pull request"
            examples = ["git push --force", "git push -f origin"]
            counterexamples = ["git push origin"]
            """);
  }

  private static Imported claude(String action, String entry) throws Exception {
    String json = "{\"permissions\": {\"" + action + "\": [\n" + Toml.text(entry) + "]}}";
    return Imported.claudePermissions(json, "settings.json", new Spaced());
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          allow | Bash(git push:*)         | 2 carried over
          allow | Bash(git push *)         | 2 carried over
          allow | Bash(npm run test)       | 2 carried over
          allow | Bash                     | 2 carried over
          allow | Bash(*)                  | 2 carried over
          allow | Bash(git * main)         | 2 carried over with a change: its * is one word
          allow | Bash(git log*)           | 2 carried over with a change: only with the whole word "log"
          allow | Bash(git l*g x)          | 2 not carried over: its * stands for a part of a word, and a token here is a whole word
          deny  | Bash(git log*)           | 2 carried over with a change: the parts around its * may stand anywhere
          allow | Bash(ls && pwd)          | 2 not carried over: it is more than plain words
          allow | Bash(A=b make:*)         | 2 not carried over: it is more than plain words
          allow | Bash(echo "a":*)         | 2 not carried over: it is more than plain words
          allow | Bash(cat ~/x:*)          | 2 not carried over: it is more than plain words
          allow | Bash(ls > x)             | 2 not carried over: it is more than plain words
          allow | Bash(git push:*          | 2 not carried over: its brackets do not match
          deny  | Read(./.env)             | 2 carried over with a change: for every tool, and for commands that name the file
          allow | Read(src/**)             | 2 carried over
          allow | Edit(/src/**)            | 2 carried over with a change: seen from the workspace
          allow | Edit(a[bc])              | 2 not carried over: its [ means something else here
          allow | Edit(!a)                 | 2 not carried over: its ! means something else here
          allow | Edit(/)                  | 2 not carried over: it names a whole tree
          allow | Edit(a/../b)             | 2 not carried over: path "a/../b" has .. in it
          deny  | Edit                     | 2 carried over
          allow | WebFetch(domain:a.io)    | 2 carried over
          deny  | WebFetch(domain:*.a.io)  | 2 carried over with a change: for every connection, whatever the tool
          allow | WebFetch(domain:a b)     | 2 not carried over: "a b" is no host
          allow | WebFetch(x)              | 2 not carried over: only domain: is read
          allow | mcp__gh__search          | 2 carried over
          deny  | mcp__gh                  | 2 carried over
          allow | WebSearch                | 2 carried over
          deny  | Agent(Explore)           | 2 not carried over: what is between its brackets is known to Agent alone
          allow | `(x)`                    | 2 not carried over: what is between its brackets is known to  alone
          """)
  void aPermissionOfClaudeCodeIsCarriedOverOrSaysWhyNot(String action, String entry, String line)
      throws Exception {
    assertThat(report(claude(action, entry))).containsExactly(line);
  }

  @ParameterizedTest(name = "{0} {1}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          allow | Bash(git push:*)   | git push x         | allow
          allow | Bash(git push:*)   | git push           | allow
          allow | Bash(git push:*)   | git pushx          | -
          allow | Bash(git push:*)   | git -C x push      | -
          allow | Bash(npm run test) | npm run test       | allow
          allow | Bash(npm run test) | npm run test -- x  | -
          allow | Bash(git * main)   | git push main      | allow
          allow | Bash(git * main)   | git push x main    | -
          allow | Bash(git * main)   | git push main -f   | -
          allow | Bash(npm run test*) | npm run test x    | allow
          allow | Bash(npm run test*) | npm run tests     | -
          deny  | Bash(git push --force*) | git push --force-with-lease=a | deny
          deny  | Bash(git push --force*) | git push origin --force | deny
          deny  | Bash(git push --force*) | git push      | -
          deny  | Bash(git * main)   | git -C x push y main | deny
          deny  | Bash(git * main)   | git push           | -
          deny  | Bash(rm*)          | rmdir x            | deny
          deny  | Bash(rm*)          | ls                 | -
          deny  | Bash(rm -rf:*)     | rm -r -f x         | deny
          deny  | Read(./.env)       | cat .env           | deny
          ask   | Bash               | ls                 | ask
          """)
  void aPermissionOfClaudeCodeForCommands(
      String action, String entry, String command, String decision) throws Exception {
    assertThat(judged(claude(action, entry), command).replaceAll(" .*", "")).isEqualTo(decision);
  }

  @ParameterizedTest(name = "{0} {1}: {2} {3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          deny  | Read(.env)         | Read  | /ws/a/.env       | deny
          deny  | Read(.env)         | Edit  | /ws/a/.env       | deny
          deny  | Read(./.env)       | Read  | /ws/a/.env       | -
          deny  | Read(secrets/)     | Read  | /ws/a/secrets/x  | deny
          deny  | Read(//etc/x)      | Read  | /etc/x             | deny
          deny  | Read(~/.ssh)       | Read  | /home/ana/.ssh/id  | deny
          deny  | Edit(src/**)       | Edit  | /ws/src/a        | deny
          deny  | Edit(src/**)       | Read  | /ws/src/a        | -
          allow | Edit(src/**)       | Write | /ws/src/a        | allow
          allow | Edit(src/**)       | Read  | /ws/src/a        | -
          allow | Edit(src/**)       | Edit  | /ws/x            | -
          allow | Edit(x.md)         | Edit  | /other/x.md        | -
          allow | Edit               | Edit  | /ws/x            | allow
          allow | Edit               | Bash  | /ws/x            | -
          """)
  void aPermissionOfClaudeCodeForFiles(
      String action, String entry, String tool, String path, String decision) throws Exception {
    assertThat(judgedPath(claude(action, entry), tool, path)).isEqualTo(decision);
  }

  @Test
  void settingsOfClaudeCodeAreReadWithTheirLines() throws Exception {
    String json =
        """
        { "model": {"x": [1]},
          "permissions": {
            "defaultMode": "acceptEdits",
            "allow": ["Bash(ls:*)",
                      7,
                      ["Bash(evil:*)"]],
            "additionalDirectories": ["/x"],
            "deny": []
          },
          "hooks": {"permissions": {"allow": ["Bash(evil:*)"]}} }
        """;
    Imported imported = Imported.claudePermissions(json, "s", new Spaced());

    assertThat(report(imported))
        .containsExactly(
            "3 not carried over: it is a setting, no rule; Cordon's are in its config.toml",
            "4 carried over",
            "5 not carried over: it is no string",
            "6 not carried over: it is no string",
            "7 not carried over: it is a setting, no rule; Cordon's are in its config.toml");
    assertThat(judged(imported, "evil")).isEqualTo("-");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          toolName = "run_shell_command"~commandPrefix = "git status"~decision = "allow"~priority = 100 | 1 carried over
          commandPrefix = ["git", "rm -rf"]~decision = "deny"~denyMessage = "no" | 1 carried over,1 carried over
          toolName = "run_shell_command"~commandRegex = "git.*"~decision = "allow" | 1 not carried over: commandRegex is a pattern over text, and a rule here knows words
          toolName = "x"~argsPattern = "y"~decision = "deny" | 1 not carried over: argsPattern is a pattern over text, and a rule here knows words
          toolName = "run_shell_command"~decision = "ask_user" | 1 carried over
          toolName = ["write_file", "replace"]~decision = "ask_user" | 1 carried over
          name = "n"~toolName = "x"~mcpName = "s"~decision = "deny" | 1 carried over
          mcpName = "s"~decision = "deny" | 1 carried over
          toolName = "x"~modes = ["yolo"]~decision = "allow" | 1 not carried over: without its modes it would allow more
          toolName = "x"~modes = ["yolo"]~decision = "deny" | 1 carried over with a change: whatever its modes
          toolName = "x"~interactive = true~decision = "allow" | 1 not carried over: without its interactive it would allow more
          toolName = "x"~decision = "maybe" | 1 not carried over: its decision is not known
          toolName = "x"~decison = "deny" | 1 not carried over: its decision is not known
          toolName = "x"~colour = 1~decision = "deny" | 1 carried over with a change: whatever its colour
          toolName = "x"~colour = 1~decision = "allow" | 1 not carried over: without its colour it would allow more
          toolName = "x"~description = "why"~decision = "allow" | 1 carried over
          toolName = 1~decision = "deny" | 1 not carried over: a name in it is no string
          toolName = ["run_shell_command", "x"]~decision = "deny" | 1 carried over,1 carried over
          toolName = "*"~decision = "deny" | 1 carried over,1 carried over
          toolName = "run_*"~decision = "deny" | 1 carried over,1 carried over
          toolName = "run_shell_command"~commandPrefix = ""~decision = "deny" | 1 carried over
          mcpName = "s"~commandPrefix = "git"~decision = "allow" | 1 not carried over: commandPrefix goes with run_shell_command alone
          toolName = "x"~commandPrefix = "git"~decision = "allow" | 1 not carried over: commandPrefix goes with run_shell_command alone
          commandPrefix = "git"~allow_redirection = true~decision = "allow" | 1 carried over with a change: without redirections to files
          commandPrefix = "a && b"~decision = "deny" | 1 not carried over: "a && b" is more than plain words
          commandPrefix = "git"~allowRedirection = true~decision = "allow" | 1 carried over with a change: without redirections to files
          decision = "deny" | 1 not carried over: it names no tool
          """)
  void aRuleOfGeminiIsCarriedOverOrSaysWhyNot(String rule, String lines) throws Exception {
    Imported imported =
        Imported.geminiPolicy("[[rule]]\n" + rule.replace('~', '\n'), "p.toml", new Spaced());

    assertThat(String.join(",", report(imported))).isEqualTo(lines);
  }

  @Test
  void whatGeminiForbidsForEveryToolIsForbiddenForCommands() throws Exception {
    for (String tool : List.of("\"*\"", "[\"write_file\", \"run_shell_command\"]")) {
      String policy =
          "[[rule]]\ntoolName = " + tool + "\ndecision = \"deny\"\ndeny_message = \"no\"\n";
      Imported imported = Imported.geminiPolicy(policy, "p.toml", new Spaced());

      assertThat(judged(imported, "make all")).as(tool).isEqualTo("deny | gemini-1 | no");
      assertThat(judgedPath(imported, "write_file", "/ws/a")).as(tool).isEqualTo("deny");
    }
  }

  @Test
  void aTildeInAWordRestrictsAndAllowsNothing() throws Exception {
    String json =
        """
        {"permissions": {
          "deny": ["Bash(rm -rf ~)", "Bash(ls ~/x:*)", "Bash(cat ~/y *z)"],
          "allow": ["Bash(cat ~/a)"]
        }}
        """;
    Imported imported = Imported.claudePermissions(json, "s", new Spaced());

    assertThat(report(imported))
        .containsExactly(
            "2 carried over",
            "2 carried over",
            "2 carried over with a change: the parts around its * may stand anywhere",
            "3 not carried over: it is more than plain words");
    assertThat(judged(imported, "rm -rf ~")).startsWith("deny | claude-1");
    assertThat(judged(imported, "ls ~/x/y")).isEqualTo("-");
    assertThat(judged(imported, "ls ~/x y")).startsWith("deny | claude-2");
    assertThat(judged(imported, "cat ~/y bz")).startsWith("deny | claude-3");
    assertThat(judged(imported, "cat ~/a")).isEqualTo("-");
  }

  @Test
  void aReasonWithWhatCannotBeSeenDoesNotCostTheRule() throws Exception {
    String rules =
        "prefix_rule(pattern=[\"a\"], decision=\"forbidden\", justification=\"\"\"ask\r\n\tthe\u200b"
            + " owner\"\"\")";

    assertThat(judged(Imported.codexRules(rules, "r", new Spaced()), "a"))
        .isEqualTo("deny | codex-1 | ask   the? owner");
  }

  @Test
  void ofRulesOfGeminiTheStrictestDecidesNowNotTheFirst() throws Exception {
    String policy =
        """
        [[rule]]
        commandPrefix = "git"
        decision = "deny"
        priority = 10
        denyMessage = "no git"
        [[rule]]
        commandPrefix = "git status"
        decision = "allow"
        priority = 20
        [[safety_checker]]
        toolName = "x"
        """;
    Imported imported = Imported.geminiPolicy(policy, "p.toml", new Spaced());

    assertThat(report(imported))
        .containsExactly(
            "1 carried over",
            "6 carried over with a change: a stricter rule of lower priority now decides",
            "10 not carried over: it is no [[rule]]");
    assertThat(judged(imported, "git status")).isEqualTo("deny | gemini-1 | no git");
  }

  @Test
  void whatCannotBeReadAtAllIsAnErrorWithItsPlace() {
    assertThat(refusal(() -> Imported.claudePermissions("{\n \"a\": ]", "s", new Spaced())))
        .hasMessageStartingWith("s:2:")
        .hasMessageContaining(": malformed json: ");
    assertThat(refusal(() -> Imported.claudePermissions("[]", "s", new Spaced())))
        .hasMessage("s:1:1: no json object");
    assertThat(
            refusal(() ->
                Imported.claudePermissions("{\"permissions\":{\"allow\":[", "s", new Spaced())))
        .hasMessageContaining(": malformed json: ");
    assertThat(
            refusal(() ->
                Imported.claudePermissions("{\"a\":" + "[".repeat(100_000), "s", new Spaced())))
        .hasMessageContaining(": malformed json: ");
    assertThat(refusal(() -> Imported.geminiPolicy("[[rule]]\na = ", "p", new Spaced())))
        .hasMessageStartingWith("p:2:");
    String longText = "#".repeat(Imported.MAX_LENGTH + 1);
    assertThat(refusal(() -> Imported.codexRules(longText, "c", new Spaced())))
        .hasMessage("c: longer than 1048576 characters");
  }

  private interface Import {
    Imported read() throws ConfigException;
  }

  private static ConfigException refusal(Import read) {
    return catchThrowableOfType(ConfigException.class, read::read);
  }

  /** Broken pieces of a file, put together in any order: what comes out still loads. */
  @Test
  void whateverIsReadTheResultLoads() throws Exception {
    Random random = new Random(7);
    String[] pieces = CODEX.split("(?<=[\\[\\](),\"'\n])", -1);
    for (int round = 0; round < 300; round++) {
      StringBuilder text = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      text.append((char) random.nextInt(0x3000));
      Spaced.book(Imported.codexRules(text.toString(), "c\n\"", new Spaced()).toml());
    }
    for (String nested : List.of("(", "[", "prefix_rule(pattern=[", "\\", "\"", "#", "\n\0")) {
      Spaced.book(Imported.codexRules(nested.repeat(20_000), "c", new Spaced()).toml());
    }
  }
}
