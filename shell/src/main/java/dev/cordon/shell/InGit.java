package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What git runs: aliases, settings, and options that hold a command. */
final class InGit {
  /** Shortest prefix of a long option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 4;

  /** Options of git grep that take a value. */
  private static final String GREP_VALUED = "efABCm";

  private static final String EXTERNAL = "ext::";

  private final Inner inner;
  private final GitAliases aliases;

  InGit(Inner inner, GitAliases aliases) {
    this.inner = inner;
    this.aliases = aliases;
  }

  void git(Command command) throws Stop {
    List<Word> words = command.words();
    int subcommand = subcommandAt(words);
    String called =
        subcommand < words.size() ? GitAliases.folded(words.get(subcommand).text()) : "";
    boolean submodule = false;
    boolean grep = false;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      Word next = i + 1 < words.size() ? words.get(i + 1) : Word.of("");
      submodule |= word.is("submodule");
      grep |= word.is("grep");
      address(command, word);
      if (word.is("-c")) {
        // What the called one stands for is read together with the words after it.
        if (i >= subcommand || !GitAliases.sets(next, called)) {
          setting(command, next);
        }
      } else if (isConfig(word)) {
        int equals = word.text().indexOf('=');
        setting(command, equals < 0 ? next : from(word, equals + 1));
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
      } else if (word.is("remote-ext") && i + 2 < words.size()) {
        external(command, from(words.get(i + 2), 0));
      } else if (word.is("merge-index")) {
        merged(command, i + 1);
      } else if (word.is("checkout")) {
        restored(command, i + 1);
      } else if (word.is("fetch") || word.is("pull")) {
        fetched(command, i + 1);
      } else if (opensIn(word, grep) > 0) {
        Word program = from(word, opensIn(word, grep));
        inner.nested(command, "git", program.isKnown() ? program.text() : null, Dialect.POSIX);
      }
    }
    aliases.called(command, subcommand);
  }

  /** Where the subcommand stands; behind the last word when there is none. */
  private static int subcommandAt(List<Word> words) {
    int at = 1;
    while (at < words.size() && words.get(at).text().startsWith("-")) {
      at += takesNext(words.get(at).text()) ? 2 : 1;
    }
    return Math.min(at, words.size());
  }

  private static boolean takesNext(String option) {
    return switch (option) {
      case "-c", "-C", "--git-dir", "--work-tree", "--namespace", "--config-env" -> true;
      case "--attr-source", "--super-prefix" -> true;
      default -> false;
    };
  }

  /** {@code --config NAME=VALUE} of clone, also shortened; {@code --config-env} is another one. */
  private static boolean isConfig(Word word) {
    int equals = word.text().indexOf('=');
    String name = equals < 0 ? word.text() : word.text().substring(0, equals);
    return name.length() >= SHORTEST_PREFIX && "--config".startsWith(name);
  }

  /** Where the program starts in {@code -Oless}, for grep also in {@code -inOless}; or 0. */
  private static int opensIn(Word word, boolean grep) {
    String text = word.text();
    int at = text.startsWith("-") && !text.startsWith("--") ? text.indexOf('O') : -1;
    for (int i = 1; i < at; i++) {
      at = grep && GREP_VALUED.indexOf(text.charAt(i)) < 0 ? at : -1;
    }
    return at > 0 && at + 1 < text.length() ? at + 1 : 0;
  }

  private static Word from(Word word, int start) {
    return new Word(
        word.text().substring(start),
        word.tail(),
        word.spread(),
        word.home(),
        word.source(),
        word.commands());
  }

  /** {@code ext::COMMAND}, which git starts in place of a connection. */
  private void address(Command command, Word word) throws Stop {
    int at = word.text().indexOf(EXTERNAL);
    if (at == 0 || (at > 0 && word.text().charAt(at - 1) == '=')) {
      external(command, from(word, at + EXTERNAL.length()));
    }
  }

  /** Words between spaces; {@code % } is a space in one (git-remote-ext(1)). */
  private void external(Command command, Word address) throws Stop {
    if (!address.isKnown()) {
      inner.nested(command, "git", null, Dialect.POSIX);
      return;
    }
    List<Word> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    String text = address.text();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '%' && i + 1 < text.length()) {
        i++;
        word.append(text.charAt(i));
      } else if (c != ' ') {
        word.append(c);
      } else {
        words.add(Word.of(word.toString()));
        word.setLength(0);
      }
    }
    words.add(Word.of(word.toString()));
    inner.add(Inner.inside(command, words, "git"));
  }

  /** {@code checkout COMMIT PATH…} is {@code restore}, whatever it makes of changes. */
  private void restored(Command command, int from) throws Stop {
    List<Word> words = command.words();
    int operands = 0;
    boolean paths = false;
    for (int i = from; i < words.size(); i++) {
      String text = words.get(i).text();
      if (!text.startsWith("-")) {
        operands++;
      } else if (makesBranch(text)) {
        return;
      }
      paths |=
          text.equals("--ours") || text.equals("--theirs") || text.startsWith("--pathspec-from");
    }
    if (paths || operands > 1) {
      again(command, "restore", words.subList(from, words.size()));
    }
  }

  /** {@code checkout -b NAME START}: what follows are no paths. */
  private static boolean makesBranch(String option) {
    return option.startsWith("-b")
        || option.startsWith("-B")
        || option.startsWith("-t")
        || option.startsWith("--tr")
        || option.startsWith("--orp");
  }

  /** {@code fetch . +A:B} is {@code branch -f B}, but for the branches that stand for others'. */
  private void fetched(Command command, int from) throws Stop {
    List<Word> words = command.words();
    for (int i = from; i < words.size(); i++) {
      String text = words.get(i).text();
      int colon = text.startsWith("+") ? text.indexOf(':') : -1;
      if (colon > 0 && !text.startsWith("refs/remotes/", colon + 1)) {
        Word branch = from(words.get(i), colon + 1);
        again(command, "branch", List.of(Word.of("-f"), branch, from(words.get(i), 1)));
      }
    }
  }

  /** What another command of git does, too. */
  private void again(Command command, String subcommand, List<Word> rest) throws Stop {
    List<Word> words = new ArrayList<>(List.of(Word.of("git"), Word.of(subcommand)));
    words.addAll(rest);
    inner.add(Inner.inside(command, words, "git"));
  }

  /** {@code merge-index [-o] [-q] PROGRAM FILE…}. */
  private void merged(Command command, int from) throws Stop {
    List<Word> words = command.words();
    int at = from;
    while (at < words.size() && words.get(at).text().startsWith("-")) {
      at++;
    }
    if (at < words.size()) {
      List<Word> program = new ArrayList<>(words.subList(at, words.size()));
      program.add(Word.any("…"));
      inner.add(Inner.inside(command, program, "git"));
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
      Word name = words.get(i);
      Word value = words.get(i + 1);
      if (GitAliases.isAlias(name.text())) {
        boolean known = name.isKnown() && value.isKnown();
        alias(command, known ? value.text() : null);
        if (known) {
          aliases.configure(command, name.text(), value.text());
        }
      } else if (name.isKnown() && name.text().indexOf('.') > 0) {
        setting(command, name.text(), value);
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

  /** {@code -c NAME=VALUE}. */
  private void setting(Command command, Word setting) throws Stop {
    int equals = setting.text().indexOf('=');
    if (!setting.isKnown()) {
      inner.nested(command, "git", null, Dialect.POSIX);
    } else if (equals > 0) {
      setting(command, setting.text().substring(0, equals), from(setting, equals + 1));
    }
  }

  /** An alias that starts with an exclamation mark is a script, and so are values that do. */
  private void setting(Command command, String name, Word value) throws Stop {
    String text = value.text();
    boolean runs = Runners.isGitSetting(name);
    if (GitAliases.isAlias(name)) {
      alias(command, value.isKnown() ? text : null);
    } else if (text.startsWith("!")) {
      inner.nested(command, "git", value.isKnown() ? text.substring(1) : null, Dialect.POSIX);
    } else if (Runners.isPushSetting(name)) {
      pushed(command, name, value);
    } else if (Runners.isGitAddress(name, text)) {
      inner.nested(command, "git", null, Dialect.POSIX);
    } else if (!value.is("false") && !value.is("true") && (runs || isHelper(name, text))) {
      inner.nested(command, "git", value.isKnown() ? text : null, Dialect.POSIX);
    }
  }

  /** {@code remote.NAME.push} and {@code remote.NAME.mirror}: what a push will do. */
  private void pushed(Command command, String name, Word value) throws Stop {
    boolean mirror = name.toLowerCase(Locale.ROOT).endsWith("mirror");
    if (mirror ? !value.is("false") : !value.isKnown() || isForced(value.text())) {
      again(command, "push", List.of(Word.of("origin"), mirror ? Word.of("--mirror") : value));
    }
  }

  private static boolean isForced(String refspec) {
    return refspec.startsWith("+") || refspec.startsWith(":");
  }

  /** A helper that is a path is a script; any other is a program of git's own. */
  private static boolean isHelper(String name, String value) {
    return value.startsWith("/") && name.toLowerCase(Locale.ROOT).endsWith(".helper");
  }
}
