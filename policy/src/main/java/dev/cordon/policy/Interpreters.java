package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Redirect;
import dev.cordon.shell.Word;
import java.util.List;

/** Programs that run code given to them, which nobody here reads. Pure. */
final class Interpreters {

  private Interpreters() {}

  static boolean isShell(String name) {
    return switch (name) {
      case "sh", "bash", "zsh", "dash", "ash", "ksh", "mksh", "fish", "csh", "tcsh", "pwsh" -> true;
      default -> false;
    };
  }

  /** Whether {@code name} is a language's program, with or without a version. */
  static boolean isInterpreter(String name) {
    return switch (withoutVersion(name)) {
      case "python", "pypy", "node", "nodejs", "deno", "bun", "perl", "ruby", "php", "lua" -> true;
      case "luajit", "tclsh", "wish", "expect", "osascript", "r", "rscript", "julia", "guile" ->
          true;
      case "groovy", "scala", "jshell", "elixir", "erl", "ghci", "irb", "ipython", "awk" -> true;
      case "gawk", "mawk", "nawk", "emacs", "vim", "vi", "nvim", "ex", "ed", "gdb", "lldb" -> true;
      default -> false;
    };
  }

  /** Whether the command brings code along that is not read here: in an argument or its input. */
  static boolean hasInlineCode(Command command) {
    String name = withoutVersion(Text.fold(command.program()));
    if (!isInterpreter(name)) {
      return name.equals("sed") && !isPlainSed(command.words());
    }
    if (name.endsWith("awk")) {
      return !isPlainAwk(command.words());
    }
    for (int i = 1; i < command.words().size(); i++) {
      Word word = command.words().get(i);
      if (!word.isKnown() ? word.mayStartWith("-") : isCode(name, word.text())) {
        return true;
      }
      if (!word.text().startsWith("-") || word.is("-m")) {
        return false;
      }
    }
    return readsInput(command);
  }

  /** A program that only looks and prints: no command, no file, no function of others. */
  private static boolean isPlainAwk(List<Word> words) {
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.text();
      if (!word.isKnown()) {
        return false;
      }
      if (text.equals("-F") || text.equals("-v")) {
        i++;
      } else if (!text.startsWith("-")) {
        return text.indexOf('|') < 0
            && text.indexOf('>') < 0
            && text.indexOf('@') < 0
            && !text.contains("system")
            && !text.contains("getline");
      } else if (!text.startsWith("-F") && !text.startsWith("-v")) {
        return false;
      }
    }
    return true;
  }

  /** Whether what comes in is run as code: no file and no code in the arguments says otherwise. */
  static boolean runsInput(Command command) {
    String name = withoutVersion(Text.fold(command.program()));
    if (name.endsWith("awk")) {
      return false;
    }
    for (int i = 1; i < command.words().size(); i++) {
      Word word = command.words().get(i);
      String text = word.text();
      boolean input = text.equals("-") || text.endsWith("stdin") || text.contains("/fd/");
      if (!word.isKnown() || input || (isShell(name) && text.startsWith("-"))) {
        return true;
      }
      if (!text.startsWith("-") || word.is("-m") || isCode(name, text)) {
        return false;
      }
    }
    return true;
  }

  private static boolean readsInput(Command command) {
    boolean text = command.place().fed();
    for (int i = 0; i < command.redirects().size(); i++) {
      text |=
          command.redirects().get(i).kind() == Redirect.Kind.TEXT
              || command.redirects().get(i).kind() == Redirect.Kind.READ;
    }
    return text;
  }

  private static boolean isCode(String name, String text) {
    if (text.equals("-")) {
      return true;
    }
    boolean cluster = text.startsWith("-") && !text.startsWith("--");
    String flags =
        switch (name) {
          case "python", "pypy", "ipython" -> "c";
          case "node", "nodejs", "deno", "bun" -> "ep";
          case "perl", "ruby" -> "eE";
          case "php" -> "rBRE";
          case "vim", "vi", "nvim", "ex" -> "cS";
          default -> "e";
        };
    if (cluster) {
      for (int i = 1; i < text.length(); i++) {
        if (flags.indexOf(text.charAt(i)) >= 0) {
          return true;
        }
      }
      return false;
    }
    return text.startsWith("--eval")
        || text.startsWith("--print")
        || text.startsWith("--execute")
        || text.startsWith("--cmd")
        || text.startsWith("--run");
  }

  private static String withoutVersion(String name) {
    int end = name.length();
    while (end > 1 && (isDigit(name.charAt(end - 1)) || name.charAt(end - 1) == '.')) {
      end--;
    }
    return name.substring(0, end);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /** Editing that only prints, deletes or substitutes: other commands of sed write and execute. */
  private static boolean isPlainSed(List<Word> words) {
    boolean expression = false;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.is("-e") || word.is("--expression")) {
        expression = false;
      } else if (word.text().startsWith("-") && word.isKnown()) {
        if (word.text().indexOf('f') > 0 && !word.text().startsWith("--")) {
          return false;
        }
      } else if (!expression) {
        if (!word.isKnown() || !isPlainScript(word.text())) {
          return false;
        }
        expression = true;
      }
    }
    return true;
  }

  private static boolean isPlainScript(String script) {
    int start = 0;
    if (script.length() > 1 && script.charAt(0) == 's' && !isWord(script.charAt(1))) {
      char delimiter = script.charAt(1);
      int parts = 0;
      int at = 2;
      while (at < script.length() && parts < 2) {
        char c = script.charAt(at);
        if (c == '\\') {
          at++;
        } else if (c == delimiter) {
          parts++;
        }
        at++;
      }
      return parts == 2 && hasOnly(script, at, "gpIi0123456789");
    }
    return hasOnly(script, start, "0123456789,$pdq;!") || isPatternOnly(script);
  }

  /** {@code /text/d} or {@code /text/p}. */
  private static boolean isPatternOnly(String script) {
    if (script.length() < 3 || script.charAt(0) != '/') {
      return false;
    }
    int end = script.indexOf('/', 1);
    return end > 0 && hasOnly(script, end + 1, "pd!I");
  }

  private static boolean hasOnly(String text, int from, String allowed) {
    for (int i = from; i < text.length(); i++) {
      if (allowed.indexOf(text.charAt(i)) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWord(char c) {
    return isDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ' || c == '\n';
  }
}
