package dev.cordon.shell;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What git runs: aliases, settings, and options that hold a command. */
final class InGit {
  private final Inner inner;

  InGit(Inner inner) {
    this.inner = inner;
  }

  void git(Command command) throws Stop {
    List<Word> words = command.words();
    boolean submodule = false;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      Word next = i + 1 < words.size() ? words.get(i + 1) : Word.of("");
      submodule |= word.is("submodule");
      if (word.is("-c")) {
        setting(command, next);
      } else if (word.is("config")) {
        configured(command, i + 1);
      } else if (word.text().startsWith("--config-env")) {
        inner.nested(command, "git", null, Dialect.POSIX);
      } else if (isRunOption(word)) {
        // Of difftool, rebase, clone and ls-remote; elsewhere they take no command.
        String own = word.text().length() > 2 ? word.text().substring(2) : "";
        if (!own.isEmpty() && own.indexOf(' ') > 0) {
          inner.nested(command, "git", own, Dialect.POSIX);
        } else if (mayRun(next)) {
          inner.nested(command, "git", next.text(), Dialect.POSIX);
        }
      } else if (word.is("run") && words.get(i - 1).is("bisect") && i + 1 < words.size()) {
        inner.add(Inner.inside(command, words.subList(i + 1, words.size()), "git"));
      } else if (word.is("foreach") && submodule) {
        inner.script(command, "git", next.text().startsWith("-") ? i + 2 : i + 1, true);
      } else if (word.text().startsWith("--")
          && word.text().endsWith("-filter")
          && i + 1 < words.size()) {
        inner.nested(command, "git", next.isKnown() ? next.text() : null, Dialect.POSIX);
      } else if (word.text().startsWith("-O") && word.text().length() > 2) {
        inner.nested(
            command, "git", word.isKnown() ? word.text().substring(2) : null, Dialect.POSIX);
      }
    }
  }

  /** {@code -x} and {@code -u}, also with their value, or {@code -yx} behind another flag. */
  private static boolean isRunOption(Word word) {
    String text = word.text();
    return word.is("-x")
        || word.is("-u")
        || word.is("-yx")
        || (text.startsWith("-u") && text.indexOf(' ') > 0)
        || (text.startsWith("-x") && text.indexOf(' ') > 0);
  }

  /** {@code git config NAME VALUE}. */
  private void configured(Command command, int from) throws Stop {
    List<Word> words = command.words();
    for (int i = from; i + 1 < words.size(); i++) {
      if (words.get(i).text().startsWith("alias.")) {
        Word value = words.get(i + 1);
        alias(command, value.isKnown() ? value.text() : null);
      }
    }
  }

  private void alias(Command command, @Nullable String value) throws Stop {
    if (value == null) {
      inner.nested(command, "git", null, Dialect.POSIX);
    } else if (value.startsWith("!")) {
      inner.nested(command, "git", value.substring(1), Dialect.POSIX);
    } else {
      inner.nested(command, "git", "git ".concat(value), Dialect.POSIX);
    }
  }

  private static boolean mayRun(Word word) {
    return word.isKnown() && !word.text().isEmpty() && !word.text().startsWith("-");
  }

  /** {@code -c NAME=VALUE}: an alias that starts with an exclamation mark is a script. */
  private void setting(Command command, Word setting) throws Stop {
    int equals = setting.text().indexOf('=');
    String value = equals < 0 ? "" : setting.text().substring(equals + 1);
    String name = equals < 0 ? "" : setting.text().substring(0, equals);
    if (!setting.isKnown()) {
      inner.nested(command, "git", null, Dialect.POSIX);
    } else if (name.toLowerCase(Locale.ROOT).startsWith("alias.")) {
      alias(command, value);
    } else if (value.startsWith("!")) {
      inner.nested(command, "git", value.substring(1), Dialect.POSIX);
    } else if (Runners.isGitSetting(name) && !value.equals("false") && !value.equals("true")) {
      inner.nested(command, "git", value, Dialect.POSIX);
    }
  }
}
