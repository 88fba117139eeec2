package dev.cordon.cli;

import dev.cordon.policy.Rules;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks the ways people wait for once, so that the launcher can keep what the JVM learnt. Not for
 * people.
 */
public final class Training {
  private static final List<List<String>> OTHERS =
      List.of(
          List.of("check", "--json", "--", "true"),
          List.of("check", "--", "true"),
          List.of("log"),
          List.of("log", "verify"),
          List.of("--help"));

  private Training() {}

  /**
   * Expects to stand behind the stage, in a scratch folder that is used for nothing else. The stage
   * serves one run.
   *
   * @param arguments which way: first {@code others}, which makes the folder one to train in, then
   *     {@code run}, apart from each other, because each class that a cache holds costs every start
   *     some time; and a command to run, which the stage takes from the same line
   */
  public static void main(String[] arguments) {
    PrintStream out = new PrintStream(new StandardOutput(), false, StandardCharsets.UTF_8);
    Console console = new Console(out, out);
    List<String> words = List.of(arguments);
    List<String> run = new ArrayList<>(List.of("run", "--"));
    run.addAll(words.subList(1, words.size()));
    if (words.getFirst().equals("run")) {
      Rules.NONE.restrictCommands(); // for those who have none
      Main.dispatch(run, console);
    } else {
      prepare();
      for (List<String> line : OTHERS) {
        Main.dispatch(line, console);
      }
    }
    out.flush();
  }

  /** What people have: a configuration of their own, and a repository. */
  private static void prepare() {
    try {
      Files.createDirectories(Path.of("lib/.vscode"));
      Files.createDirectories(Path.of(".git/hooks"));
      Files.writeString(Path.of(".git/config"), "[core]\n\tbare = false\n");
      Path home = Path.of(System.getenv("CORDON_HOME"));
      Files.createDirectories(home.resolve("rules"));
      Files.writeString(
          home.resolve("rules/own.toml"),
          """
          [[rules]]
          id = "no-tags"
          match.command = ["git", ["tag", "describe"], "--force"]
          action = "ask"
          reason = "tags are for releases"
          """);
      Files.writeString(
          home.resolve("config.toml"),
          """
          # as people write it
          sandbox_mode = "workspace-write"
          approval_policy = "on-request"

          [sandbox_workspace_write]
          network_access = false
          writable_roots = ["~/.cache"]
          [shell_environment_policy]
          exclude = ["*_TRAINING", "NO_SUCH_*"]
          """);
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
