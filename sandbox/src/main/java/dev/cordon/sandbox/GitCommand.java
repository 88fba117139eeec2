package dev.cordon.sandbox;

import dev.cordon.sandbox.Guard.Absent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The files in writable roots that a command of a git configuration starts, as far as its words
 * tell: the program itself, the script behind an interpreter, files handed to them. What those read
 * in turn is not seen.
 *
 * <p>A relative path is one of the working tree's top, where git goes before it starts a command.
 * Source: git-config(1), git 2.39. Not thread-safe.
 */
final class GitCommand {
  /** Ends one command of a shell's and begins the next. */
  private static final String BETWEEN = ";|&(){}`\n!";

  /** Programs that start the program or script named behind them. */
  private static final List<String> STARTERS =
      List.of(
          "sh", "bash", "dash", "ksh", "zsh", "env", "exec", "command", "nice", "nohup", "timeout",
          "time", "sudo", "xargs", "source", ".", "python", "python3", "node", "perl", "ruby",
          "php", "deno", "bun");

  private final List<Guard> guards = new ArrayList<>();
  private final Path workTree;
  private final GitScope scope;
  private final boolean alias;
  private Position position = Position.PROGRAM;

  private enum Position {
    PROGRAM,
    SCRIPT,
    ARGUMENT
  }

  private GitCommand(Path workTree, GitScope scope, boolean alias) {
    this.workTree = workTree;
    this.scope = scope;
    this.alias = alias;
  }

  /**
   * The guards for what {@code value} starts.
   *
   * @param value unquoted, as git hands it to a shell
   */
  static List<Guard> guards(String value, Path workTree, GitScope scope) {
    GitCommand command = new GitCommand(workTree, scope, value.startsWith("!"));
    if (!command.isPath(value)) {
      command.read(value);
    }
    return command.guards;
  }

  private void read(String text) {
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (BETWEEN.indexOf(c) >= 0) {
        position = Position.PROGRAM;
        at++;
      } else if (c == '$') {
        at = afterVariable(text, at + 1);
      } else if (isQuote(c)) {
        at = afterQuote(text, at + 1, text.indexOf(c, at + 1));
      } else if (Character.isWhitespace(c)) {
        at++;
      } else {
        int end = endOfWord(text, at);
        word(text.substring(at, end));
        at = end;
      }
    }
  }

  /** What is quoted is one path, with its spaces, or a command to be read by another shell. */
  private int afterQuote(String text, int from, int close) {
    if (close > from && isPath(text.substring(from, close))) {
      position = Position.ARGUMENT;
      return close + 1;
    }
    return from;
  }

  private boolean isPath(String text) {
    return text.indexOf('/') >= 0 && text.indexOf('$') < 0 && existing(text);
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static int endOfWord(String text, int from) {
    int end = from;
    while (end < text.length()
        && !Character.isWhitespace(text.charAt(end))
        && !isQuote(text.charAt(end))
        && text.charAt(end) != '$'
        && BETWEEN.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static int afterVariable(String text, int from) {
    int end = from;
    while (end < text.length()
        && (Character.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    return end;
  }

  private void word(String word) {
    int equals = word.lastIndexOf('=');
    if (equals >= 0) {
      argument(word.substring(equals + 1));
    } else if (word.startsWith("-")) {
      position = word.equals("-c") ? Position.PROGRAM : position;
    } else if (position == Position.ARGUMENT) {
      argument(word);
    } else if (!isNumber(word)) {
      started(word);
    }
  }

  private static boolean isNumber(String word) {
    return Character.isDigit(word.charAt(0));
  }

  private void started(String word) {
    if (word.indexOf('/') >= 0) {
      if (!existing(word)) {
        absent(word);
      }
    } else if (position == Position.SCRIPT) {
      existing(word);
    }
    position =
        STARTERS.contains(word.substring(word.lastIndexOf('/') + 1))
            ? Position.SCRIPT
            : Position.ARGUMENT;
  }

  /** People's own short commands name sources too; those stay writable. */
  private void argument(String word) {
    if (word.indexOf('/') >= 0 && (!alias || Files.isExecutable(resolved(word)))) {
      existing(word);
    }
  }

  private boolean existing(String word) {
    return add(resolved(word))
        // What a variable or another command names most often is the working tree.
        || (word.startsWith("/") && add(workTree.resolve(word.substring(1)).normalize()));
  }

  private boolean add(Path path) {
    boolean found = Files.isRegularFile(path) && scope.leadsIntoRoots(path);
    if (found) {
      guards.add(new Guard(path, Absent.FILE));
    }
    return found;
  }

  private void absent(String word) {
    Path path = resolved(word);
    if (!Files.exists(path) && scope.leadsIntoRoots(path)) {
      guards.add(new Guard(path, Absent.FILE));
    }
  }

  private Path resolved(String word) {
    return word.startsWith("~/")
        ? scope.home().resolve(word.substring(2)).normalize()
        : workTree.resolve(word).normalize();
  }
}
