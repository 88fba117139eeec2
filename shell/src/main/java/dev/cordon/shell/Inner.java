package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a command runs in its turn: wrappers, nested scripts, {@code find -exec} and options that
 * hold a command. Not thread-safe; one use.
 */
final class Inner {
  /** More wrappers around one command than this are not looked through. */
  static final int MAX_WRAPPERS = 8;

  /** Longest word that is taken for flags in a row. */
  private static final int MAX_CLUSTER = 5;

  /** Shortest prefix of a long option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 5;

  private final Gathered all;
  private final Programs programs;

  Inner(Gathered all, Programs programs) {
    this.all = all;
    this.programs = programs;
  }

  /** Whether what is run by the program called {@code name} is found out. */
  static boolean looksInto(String name) {
    return switch (name) {
      case "sh", "bash", "zsh", "dash", "ash", "ksh", "eval", "trap", "find", "ssh" -> true;
      case "watch", "parallel", "git", "env" -> true;
      default -> Wrapper.named(name) != null || CommandOptions.of(name).holdAny();
    };
  }

  /** Adds {@code read}, and after it what it runs. */
  void add(Command read) throws Stop {
    Command command = identified(read);
    all.add(command);
    changesNames(command);
    for (int i = 0; i < command.assignments().size(); i++) {
      Assignment assignment = command.assignments().get(i);
      if (assignment.name().startsWith("GIT_CONFIG_")
          && !assignment.name().endsWith("GLOBAL")
          && !assignment.name().endsWith("SYSTEM")) {
        nested(command, assignment.name(), null, Dialect.POSIX);
      }
      if (Runners.isVariable(assignment.name())) {
        Word value = assignment.value();
        nested(command, assignment.name(), value.isKnown() ? value.text() : null, Dialect.POSIX);
      }
    }
    if (command.words().isEmpty()) {
      return;
    }
    if (command.via().size() > MAX_WRAPPERS) {
      throw new Stop(
          Reading.Trouble.TOO_LARGE,
          "more than " + MAX_WRAPPERS + " wrappers around a command",
          command.place().offset());
    }
    String name = folded(command.program());
    switch (name) {
      case "sh", "bash", "zsh", "dash", "ash", "ksh" -> shell(command, name);
      case "eval" -> script(command, name, 1, false);
      case ".", "source" -> source(command, name);
      case "fish", "csh", "tcsh", "mksh", "yash", "nu", "pwsh", "tmux", "screen", "at", "batch" ->
          notRead(command, name);
      case "systemd-run", "pkexec", "run0", "fakeroot", "sg", "capsh", "prlimit", "choom" ->
          notRead(command, name);
      case "trap" -> trap(command);
      case "find" -> find(command);
      case "ssh" -> remote(command);
      case "watch" -> joined(command, "dintnq", "watch");
      case "parallel" -> parallel(command);
      case "git" -> git(command);
      case "env" -> env(command);
      default -> {
        if (name.startsWith("git-") && name.length() > "git-".length()) {
          List<Word> words = new ArrayList<>(List.of(Word.of("git")));
          words.add(Word.of(name.substring("git-".length())));
          words.addAll(command.words().subList(1, command.words().size()));
          add(inner(command, words, name));
        }
        wrapped(command, name);
      }
    }
    options(command, name);
  }

  /** What changes which program a name means, or what shells do when they start. */
  private static void changesNames(Command command) throws Stop {
    int offset = command.place().offset();
    for (int i = 0; i < command.assignments().size(); i++) {
      String name = command.assignments().get(i).name();
      if (Runners.changesShells(name)) {
        throw Stop.beyond("a variable that changes what shells run", offset);
      }
    }
    boolean remaps =
        switch (command.program()) {
          case "alias" -> command.words().size() > 1;
          case "hash" -> hasFlag(command, 'p');
          case "enable" -> hasFlag(command, 'f');
          default -> false;
        };
    if (remaps) {
      throw Stop.beyond("a builtin that changes what names mean", offset);
    }
  }

  private static boolean hasFlag(Command command, char flag) {
    for (int i = 1; i < command.words().size(); i++) {
      String text = command.words().get(i).text();
      if (!command.words().get(i).isKnown() || (text.startsWith("-") && text.indexOf(flag) > 0)) {
        return true;
      }
    }
    return false;
  }

  /** {@code . FILE}: what is not a file of its own is what comes in. */
  private void source(Command command, String name) throws Stop {
    if (command.words().size() < 2) {
      return;
    }
    Word file = command.words().get(1);
    if (!file.commands().isEmpty()) {
      nested(command, name, null, all.dialect);
    } else if (isInput(file.text()) || isInput(file.tail())) {
      nested(command, name, null, all.dialect);
    }
  }

  private Command identified(Command read) {
    if (read.words().isEmpty()) {
      return read;
    }
    Word first = read.words().getFirst();
    boolean named = first.isKnown() && !first.home() && !first.text().isEmpty();
    return named ? read.runBy(programs.nameOf(first.text())) : read;
  }

  /** Where the file system ignores case, RM is rm. */
  private static String folded(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (name.charAt(i) >= 'A' && name.charAt(i) <= 'Z') {
        return name.toLowerCase(Locale.ROOT);
      }
    }
    return name;
  }

  /** A program that runs what is in its arguments, in a way of its own. */
  private void notRead(Command command, String name) throws Stop {
    if (command.words().size() > 1) {
      nested(command, name, null, all.dialect);
    }
  }

  private void wrapped(Command command, String name) throws Stop {
    Wrapper wrapper = Wrapper.named(name);
    List<Word> words = command.words();
    if (wrapper == null || (name.equals("command") && onlyLooksUp(words))) {
      return;
    }
    int at = wrapper.commandAt(words, name.equals("sudo") || name.equals("doas"));
    if (mayHideAnother(words, at)) {
      add(inner(command, List.of(Word.any("?")), name));
    }
    if (at >= words.size()) {
      return;
    }
    List<Word> rest = new ArrayList<>(words.subList(at, words.size()));
    if (name.equals("xargs")) {
      xargs(words.subList(0, at), rest);
    }
    add(inner(command, rest, name));
  }

  /** {@code command -v NAME} runs nothing. */
  private static boolean onlyLooksUp(List<Word> words) {
    return words.size() > 1 && (words.get(1).is("-v") || words.get(1).is("-V"));
  }

  /** A word that becomes several may hold the program. */
  private static boolean mayHideAnother(List<Word> words, int end) {
    for (int i = 1; i < end; i++) {
      if (words.get(i).spread().compareTo(Word.Spread.ALIKE) >= 0) {
        return true;
      }
    }
    return false;
  }

  /** What xargs reads is put after the words, or wherever they say. */
  private static void xargs(List<Word> own, List<Word> rest) {
    String place = null;
    for (int i = 1; i < own.size(); i++) {
      String text = own.get(i).text();
      if (text.equals("-I") && i + 1 < own.size()) {
        place = own.get(i + 1).text();
      } else if (text.startsWith("-I") || text.startsWith("--replace=")) {
        place = text.substring(text.startsWith("-I") ? 2 : "--replace=".length());
      } else if (text.equals("-i") || text.equals("--replace")) {
        place = "{}";
      }
    }
    if (place == null) {
      rest.add(Word.any("…"));
    } else if (!place.isEmpty()) {
      fill(rest, place);
    }
  }

  /** Words are not known where something is put into them. */
  private static void fill(List<Word> words, String place) {
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      int first = word.text().indexOf(place);
      if (first >= 0 && word.isKnown()) {
        int last = word.text().lastIndexOf(place) + place.length();
        words.set(
            i,
            new Word(
                word.text().substring(0, first),
                word.text().substring(last),
                Word.Spread.ONE,
                false,
                word.source(),
                List.of()));
      }
    }
  }

  private static Command inner(Command outer, List<Word> words, String via) {
    List<String> path = new ArrayList<>(outer.via());
    path.add(via);
    return new Command(List.of(), words, outer.redirects(), outer.place(), path);
  }

  /** {@code env NAME=value… COMMAND}: what it sets is set for the command. */
  private void env(Command command) throws Stop {
    List<Word> words = command.words();
    Wrapper wrapper = Wrapper.named("env");
    List<Assignment> set = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.text();
      boolean split = splits(text);
      if (split) {
        splitString(command, i);
        return;
      }
      if (text.startsWith("-")) {
        if (wrapper != null && wrapper.takesNext(text)) {
          i++;
        }
      } else if (Wrapper.isAssignment(word)) {
        set.add(Assignment.of(word));
      } else {
        break;
      }
    }
    int at = wrapper == null ? words.size() : wrapper.commandAt(words, true);
    if (mayHideAnother(words, at)) {
      add(inner(command, List.of(Word.any("?")), "env"));
    }
    if (at < words.size()) {
      Command bare = inner(command, words.subList(at, words.size()), "env");
      add(new Command(set, bare.words(), bare.redirects(), bare.place(), bare.via()));
    }
  }

  /** Whether an option of env is {@code -S}, also behind others in one word. */
  private static boolean splits(String option) {
    if (option.startsWith("--")) {
      return option.startsWith("--sp");
    }
    for (int i = 1; option.startsWith("-") && i < option.length(); i++) {
      char c = option.charAt(i);
      if (c == 'S' || c == 'u' || c == 'C') {
        return c == 'S';
      }
    }
    return false;
  }

  /** {@code env -S 'a b'}: its own quoting is close to the shell's. */
  private void splitString(Command command, int at) throws Stop {
    List<Word> words = command.words();
    Word first = words.get(at);
    String text = first.text();
    String start;
    int next = at + 1;
    if (text.startsWith("--")) {
      int equals = text.indexOf('=');
      start = equals < 0 ? "" : text.substring(equals + 1);
    } else {
      start = text.substring(text.indexOf('S') + 1);
    }
    boolean known = first.isKnown();
    StringBuilder script = new StringBuilder(start);
    for (int i = next; i < words.size(); i++) {
      known &= words.get(i).isKnown();
      script.append(' ').append(words.get(i).text());
    }
    // The escapes of env are not the shell's.
    boolean plain = known && script.indexOf("\\") < 0;
    nested(command, "env", plain ? script.toString() : null, Dialect.BASH);
  }

  private void shell(Command command, String name) throws Stop {
    List<Word> words = command.words();
    Dialect dialect = dialect(name);
    boolean fromArgument = false;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.text();
      if (!word.isKnown()) {
        // It may be -c, a script, or the file of one.
        nested(command, name, null, dialect);
        return;
      }
      boolean option = text.startsWith("-") || text.startsWith("+");
      boolean last = text.equals("-") || text.equals("--");
      if (!option || last) {
        int operand = last ? i + 1 : i;
        if (operand < words.size() && fromArgument) {
          Word script = words.get(operand);
          nested(command, name, script.isKnown() ? script.text() : null, dialect);
        } else if (operand >= words.size() || isInput(words.get(operand).text())) {
          fromInput(command, name, dialect);
        }
        return;
      }
      boolean flags = !text.startsWith("--");
      if (text.equals("--rcfile") || text.equals("--init-file")) {
        Word file = i + 1 < words.size() ? words.get(i + 1) : word;
        if (!file.isKnown()) {
          nested(command, name, null, dialect);
        }
      }
      if (flags && text.indexOf('s') > 0) {
        fromInput(command, name, dialect);
        return;
      }
      fromArgument |= flags && text.indexOf('c') > 0 && text.startsWith("-");
      boolean takesNext =
          flags
              ? text.indexOf('o') > 0 || text.indexOf('O') > 0
              : text.equals("--rcfile") || text.equals("--init-file");
      if (takesNext) {
        i++;
      }
    }
    fromInput(command, name, dialect);
  }

  private static boolean isInput(String file) {
    return file.endsWith("stdin") || file.contains("/fd/") || file.contains("/proc/");
  }

  /** A shell without arguments reads its script from where its input comes from. */
  private void fromInput(Command command, String name, Dialect dialect) throws Stop {
    if (command.place().fed()) {
      nested(command, name, null, dialect);
    }
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      boolean other =
          redirect.kind() == Redirect.Kind.DUPLICATE
              && !redirect.target().is("1")
              && !redirect.target().is("2")
              && !redirect.target().is("-");
      if (other) {
        nested(command, name, null, dialect);
      }
      if (redirect.kind() == Redirect.Kind.TEXT) {
        Word text = redirect.target();
        nested(command, name, text.isKnown() ? text.text() : null, dialect);
      }
    }
  }

  static Dialect dialect(String shell) {
    return switch (shell) {
      case "bash" -> Dialect.BASH;
      case "zsh", "ksh" -> Dialect.ZSH;
      default -> Dialect.POSIX;
    };
  }

  /** The words from {@code from} on, joined, are a script. */
  private void script(Command command, String name, int from, boolean isolated) throws Stop {
    StringBuilder script = new StringBuilder();
    boolean known = true;
    List<Word> words = command.words();
    for (int i = from; i < words.size(); i++) {
      Word word = words.get(i);
      known &= word.isKnown() && !word.home();
      script.append(i == from ? "" : " ").append(word.text());
    }
    if (from < words.size()) {
      Dialect dialect = isolated ? Dialect.POSIX : all.dialect;
      nested(command, name, known ? script.toString() : null, dialect);
    }
  }

  /** Reads a script that {@code command} runs; null when it is not known. */
  private void nested(Command command, String via, @Nullable String script, Dialect dialect)
      throws Stop {
    if (script == null) {
      add(inner(command, List.of(Word.any("?")), via));
      return;
    }
    if (script.isBlank()) {
      return;
    }
    if (dialect == Dialect.ZSH) {
      Reading reading = new PlainReader(script).read();
      if (reading instanceof Reading.NotUnderstood trouble) {
        throw new Stop(trouble.trouble(), trouble.reason(), command.place().offset());
      }
      List<Command> commands = ((Reading.Understood) reading).commands();
      for (int i = 0; i < commands.size(); i++) {
        addInner(command, commands.get(i), via);
      }
      return;
    }
    Gathered own = new Gathered(dialect);
    try {
      new ScriptReader(new Cursor(Shell.checked(script), 0), own).whole(command.place());
    } catch (Stop trouble) {
      Reading.NotUnderstood why = trouble.answer();
      throw new Stop(why.trouble(), why.reason(), command.place().offset());
    }
    all.functions.addAll(own.functions);
    for (int i = 0; i < own.commands.size(); i++) {
      addInner(command, own.commands.get(i), via);
    }
  }

  private void addInner(Command outer, Command found, String via) throws Stop {
    List<String> path = new ArrayList<>(outer.via());
    path.add(via);
    Command.Place place = found.place();
    boolean isolated = !via.equals("eval") || outer.place().isolated();
    add(
        new Command(
            found.assignments(),
            found.words(),
            found.redirects(),
            new Command.Place(
                outer.place().offset(),
                outer.place().pipeline(),
                place.fed() || outer.place().fed(),
                isolated,
                place.repeated() || outer.place().repeated()),
            path));
  }

  private void trap(Command command) throws Stop {
    for (int i = 1; i < command.words().size(); i++) {
      Word word = command.words().get(i);
      if (word.is("-")) {
        return;
      }
      if (!word.isKnown() || !word.text().startsWith("-")) {
        nested(command, "trap", word.isKnown() ? word.text() : null, all.dialect);
        return;
      }
    }
  }

  /** Each {@code -exec COMMAND… ;} of find and its relatives. */
  private void find(Command command) throws Stop {
    List<Word> words = command.words();
    for (int i = 1; i < words.size(); i++) {
      String action = words.get(i).text();
      if (action.equals("-exec")
          || action.equals("-execdir")
          || action.equals("-ok")
          || action.equals("-okdir")) {
        int end = i + 1;
        while (end < words.size() && !words.get(end).is(";")) {
          if (words.get(end).is("+") && words.get(end - 1).is("{}")) {
            break;
          }
          end++;
        }
        List<Word> inner = new ArrayList<>(words.subList(i + 1, end));
        fill(inner, "{}");
        if (!inner.isEmpty()) {
          add(inner(command, inner, "find"));
        }
        i = end;
      }
    }
  }

  private void remote(Command command) throws Stop {
    String valueFlags = "BbcDEeFIiJLlmOopQRSWw";
    List<Word> words = command.words();
    int at = 1;
    while (at < words.size() && words.get(at).text().startsWith("-")) {
      String option = words.get(at).text();
      at +=
          valueFlags.indexOf(option.charAt(option.length() - 1)) >= 0 && option.length() == 2
              ? 2
              : 1;
    }
    if (mayHideAnother(words, Math.min(at + 1, words.size()))) {
      add(inner(command, List.of(Word.any("?")), "ssh"));
    }
    script(command, "ssh", at + 1, true);
  }

  private void joined(Command command, String valueFlags, String via) throws Stop {
    List<Word> words = command.words();
    int at = 1;
    while (at < words.size() && words.get(at).text().startsWith("-")) {
      String option = words.get(at).text();
      at +=
          option.length() == 2
                  && valueFlags.indexOf(option.charAt(1)) >= 0
                  && takesNumber(words, at)
              ? 2
              : 1;
    }
    script(command, via, at, true);
  }

  private static boolean takesNumber(List<Word> words, int at) {
    return at + 1 < words.size()
        && !words.get(at + 1).text().isEmpty()
        && Cursor.isDigit(words.get(at + 1).text().charAt(0));
  }

  private void parallel(Command command) throws Stop {
    List<Word> words = command.words();
    int at = 1;
    while (at < words.size() && words.get(at).text().startsWith("-")) {
      at += takesNumber(words, at) ? 2 : 1;
    }
    StringBuilder script = new StringBuilder();
    boolean known = true;
    for (int i = at; i < words.size() && !words.get(i).text().startsWith(":::"); i++) {
      known &= words.get(i).isKnown();
      script.append(words.get(i).text()).append(' ');
    }
    // What comes in is put at braces or at the end, and may be anything.
    String text = script.toString().replace("{", "\"$_\"{").replace("\"$_\"{}", "\"$_\"");
    nested(
        command, "parallel", known && !script.isEmpty() ? text.concat(" $_") : null, Dialect.POSIX);
  }

  private void git(Command command) throws Stop {
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
        nested(command, "git", null, Dialect.POSIX);
      } else if (isRunOption(word)) {
        // Of difftool, rebase, clone and ls-remote; elsewhere they take no command.
        String own = word.text().length() > 2 ? word.text().substring(2) : "";
        if (!own.isEmpty() && own.indexOf(' ') > 0) {
          nested(command, "git", own, Dialect.POSIX);
        } else if (mayRun(next)) {
          nested(command, "git", next.text(), Dialect.POSIX);
        }
      } else if (word.is("run") && words.get(i - 1).is("bisect") && i + 1 < words.size()) {
        add(inner(command, words.subList(i + 1, words.size()), "git"));
      } else if (word.is("foreach") && submodule) {
        script(command, "git", next.text().startsWith("-") ? i + 2 : i + 1, true);
      } else if (word.text().startsWith("--")
          && word.text().endsWith("-filter")
          && i + 1 < words.size()) {
        nested(command, "git", next.isKnown() ? next.text() : null, Dialect.POSIX);
      } else if (word.text().startsWith("-O") && word.text().length() > 2) {
        nested(command, "git", word.isKnown() ? word.text().substring(2) : null, Dialect.POSIX);
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
      nested(command, "git", null, Dialect.POSIX);
    } else if (value.startsWith("!")) {
      nested(command, "git", value.substring(1), Dialect.POSIX);
    } else {
      nested(command, "git", "git ".concat(value), Dialect.POSIX);
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
      nested(command, "git", null, Dialect.POSIX);
    } else if (name.toLowerCase(Locale.ROOT).startsWith("alias.")) {
      alias(command, value);
    } else if (value.startsWith("!")) {
      nested(command, "git", value.substring(1), Dialect.POSIX);
    } else if (Runners.isGitSetting(name) && !value.equals("false") && !value.equals("true")) {
      nested(command, "git", value, Dialect.POSIX);
    }
  }

  private void options(Command command, String name) throws Stop {
    CommandOptions options = CommandOptions.of(name);
    List<Word> words = command.words();
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      for (int o = 0; o < options.exact().size(); o++) {
        String option = options.exact().get(o);
        if (takesCommand(word, option)) {
          Word next = i + 1 < words.size() ? words.get(i + 1) : Word.of("");
          nested(command, name, next.isKnown() ? next.text() : null, Dialect.POSIX);
        } else if (isShortened(word.text(), option)) {
          String value = word.text().substring(word.text().indexOf('=') + 1);
          nested(command, name, word.isKnown() ? value : null, Dialect.POSIX);
        }
      }
      int executes = word.text().startsWith("--ch") ? word.text().indexOf("=exec=") : -1;
      if (executes > 0) {
        String value = word.text().substring(executes + "=exec=".length());
        nested(command, name, word.isKnown() ? value : null, Dialect.POSIX);
      }
      for (int p = 0; p < options.prefixes().size(); p++) {
        String prefix = options.prefixes().get(p);
        if (word.text().startsWith(prefix) && word.text().length() > prefix.length()) {
          String value = word.text().substring(prefix.length());
          nested(command, name, word.isKnown() ? value : null, Dialect.POSIX);
        }
      }
    }
  }

  /** As written, or behind other flags: {@code -cI} takes a command as {@code -I} does. */
  private static boolean takesCommand(Word word, String option) {
    String text = word.text();
    boolean cluster =
        option.length() == 2
            && text.length() <= MAX_CLUSTER
            && text.startsWith("-")
            && !text.startsWith("--")
            && text.endsWith(option.substring(1));
    return word.is(option) || (word.isKnown() && cluster);
  }

  /** {@code --opt=VALUE} for {@code --option}: long options may be shortened. */
  private static boolean isShortened(String text, String option) {
    int equals = text.indexOf('=');
    return option.startsWith("--")
        && equals >= SHORTEST_PREFIX
        && option.startsWith(text.substring(0, equals));
  }
}
