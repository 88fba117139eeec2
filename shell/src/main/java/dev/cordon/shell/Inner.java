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

  /** Whose script it stands in. */
  Dialect dialect() {
    return all.dialect;
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
      case "sh", "bash", "zsh", "dash", "ash", "ksh" -> new InShell(this).shell(command, name);
      case "eval" -> script(command, name, 1, false);
      case ".", "source" -> new InShell(this).source(command, name);
      case "fish", "csh", "tcsh", "mksh", "yash", "nu", "pwsh", "tmux", "screen", "at", "batch" ->
          notRead(command, name);
      case "systemd-run", "pkexec", "run0", "fakeroot", "sg", "capsh", "prlimit", "choom" ->
          notRead(command, name);
      case "trap" -> trap(command);
      case "find" -> find(command);
      case "ssh" -> new InJoined(this).remote(command);
      case "watch" -> new InJoined(this).joined(command, "dintnq", "watch");
      case "parallel" -> new InJoined(this).parallel(command);
      case "git" -> new InGit(this).git(command);
      case "env" -> new InEnv(this).env(command);
      default -> {
        if (name.startsWith("git-") && name.length() > "git-".length()) {
          List<Word> words = new ArrayList<>(List.of(Word.of("git")));
          words.add(Word.of(name.substring("git-".length())));
          words.addAll(command.words().subList(1, command.words().size()));
          add(inside(command, words, name));
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
      add(inside(command, List.of(Word.any("?")), name));
    }
    if (at >= words.size()) {
      return;
    }
    List<Word> rest = new ArrayList<>(words.subList(at, words.size()));
    if (name.equals("xargs")) {
      xargs(words.subList(0, at), rest);
    }
    add(inside(command, rest, name));
  }

  /** {@code command -v NAME} runs nothing. */
  private static boolean onlyLooksUp(List<Word> words) {
    return words.size() > 1 && (words.get(1).is("-v") || words.get(1).is("-V"));
  }

  /** A word that becomes several may hold the program. */
  static boolean mayHideAnother(List<Word> words, int end) {
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

  static Command inside(Command outer, List<Word> words, String via) {
    List<String> path = new ArrayList<>(outer.via());
    path.add(via);
    return new Command(List.of(), words, outer.redirects(), outer.place(), path);
  }

  /** The words from {@code from} on, joined, are a script. */
  void script(Command command, String name, int from, boolean isolated) throws Stop {
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
  void nested(Command command, String via, @Nullable String script, Dialect dialect) throws Stop {
    if (script == null) {
      add(inside(command, List.of(Word.any("?")), via));
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
          add(inside(command, inner, "find"));
        }
        i = end;
      }
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
