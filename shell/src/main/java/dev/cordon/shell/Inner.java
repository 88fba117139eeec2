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

  /** Most characters of scripts inside of the script, and of what comes into them. */
  static final int MAX_INNER_LENGTH = 8 * Shell.MAX_LENGTH;

  private final Gathered all;
  private final Programs programs;
  private final GitAliases aliases = new GitAliases(this);
  private final CarriedCode code = new CarriedCode();
  private int length;

  Inner(Gathered all, Programs programs) {
    this.all = all;
    this.programs = programs;
  }

  /** Whether what is run by the program called {@code name} is found out. */
  static boolean looksInto(String name) {
    return Way.of(name) != Way.PLAIN || Wrapper.isOne(name) || CommandOptions.hasAny(name);
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
    code.after(command);
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
      configured(command, assignment);
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
    switch (Way.of(name)) {
      case SHELL -> new InShell(this).shell(command, name);
      case EVAL -> script(command, name, operandsAt(command.words()), false);
      case SOURCE -> new InShell(this).source(command, name);
      case TRAP -> trap(command);
      case FIND -> find(command);
      case PARALLEL -> new InParallel(this).parallel(command, name);
      case GIT -> new InGit(this, aliases).git(command);
      case ENV -> new InEnv(this).env(command);
      case NOT_READ -> notRead(command, name);
      case OTHER_SHELL -> {
        notRead(command, name);
        new InShell(this).unreadInput(command, name);
      }
      case PLAIN -> gitProgram(command, name);
    }
    new InWrapper(this).wrapped(command, name);
    new InOptions(this).options(command, name);
  }

  /** {@code LESS=+!cmd}: a variable that holds options of a program. */
  private void configured(Command command, Assignment assignment) throws Stop {
    String program = Runners.configuredBy(assignment.name());
    if (program.isEmpty() || !assignment.value().isKnown()) {
      return;
    }
    List<Word> words = new ArrayList<>(List.of(Word.of(program)));
    for (String option : Table.words(assignment.value().text())) {
      words.add(Word.of(option));
    }
    // What it works on is in the words of the command itself.
    words.add(Word.of("."));
    Command.Place place = command.place();
    Command.Place alone =
        new Command.Place(
            place.offset(), place.pipeline(), false, place.isolated(), place.repeated());
    List<String> via = new ArrayList<>(command.via());
    via.add(assignment.name());
    add(new Command(List.of(), words, List.of(), alone, via));
  }

  /** What changes which program a name means, or what shells do when they start. */
  private static void changesNames(Command command) throws Stop {
    int offset = command.place().offset();
    for (int i = 0; i < command.assignments().size(); i++) {
      Assignment set = command.assignments().get(i);
      boolean prompts = Runners.isPrompt(set.name()) && CarriedCode.isCode(set.value());
      if (prompts || Runners.changesShells(set.name())) {
        throw Stop.beyond("a variable that changes what shells run", offset);
      }
    }
    boolean remaps =
        switch (command.program()) {
          case "alias" -> command.words().size() > 1;
          case "hash" -> hasFlag(command, 'p');
          case "enable" -> hasFlag(command, 'f');
          case "ln" -> namesInput(command);
          default -> false;
        };
    if (remaps) {
      throw Stop.beyond("a command that changes what names mean", offset);
    }
  }

  /** A shell that is given a link to what comes in reads that. */
  private static boolean namesInput(Command command) {
    for (int i = 1; i < command.words().size(); i++) {
      String text = command.words().get(i).text();
      if (text.endsWith("stdin") || text.contains("/dev/fd") || text.contains("/proc/")) {
        return true;
      }
    }
    return false;
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

  /** {@code git-push} in git's own folder is {@code git push}, and so is {@code hub push}. */
  private void gitProgram(Command command, String name) throws Stop {
    boolean own = name.startsWith("git-") && name.length() > "git-".length();
    if (own || name.equals("hub")) {
      List<Word> words = new ArrayList<>(List.of(Word.of("git")));
      if (own) {
        words.add(Word.of(name.substring("git-".length())));
      }
      words.addAll(command.words().subList(1, command.words().size()));
      add(inside(command, words, name));
    }
  }

  /** A program that runs what is in its arguments, in a way of its own. */
  private void notRead(Command command, String name) throws Stop {
    if (command.words().size() > 1 && !Shows.isAll(command, name)) {
      nested(command, name, null, all.dialect);
    }
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

  /** Words are not known where something is put into them. */
  static void fill(List<Word> words, String place) {
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
    nested(command, via, script, dialect, List.of());
  }

  /**
   * Reads a script that {@code command} runs; null when it is not known.
   *
   * @param arguments what it is given
   */
  void nested(
      Command command, String via, @Nullable String script, Dialect dialect, List<Word> arguments)
      throws Stop {
    if (script == null) {
      add(inside(command, List.of(Word.any("?")), via));
      return;
    }
    count(command, script.length());
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
    if (code.comesTo(command, arguments)) {
      own.givenCode();
    }
    try {
      new ScriptReader(new Cursor(Shell.checked(script), 0), own).whole(command.place());
      own.ends(command.place());
    } catch (Stop trouble) {
      Reading.NotUnderstood why = trouble.answer();
      throw new Stop(why.trouble(), why.reason(), command.place().offset());
    }
    all.functions.addAll(own.functions);
    for (int i = 0; i < own.commands.size(); i++) {
      addInner(command, own.commands.get(i), via);
    }
  }

  /** Counts characters that are looked at once more. */
  void count(Command command, int characters) throws Stop {
    length += characters;
    if (length > MAX_INNER_LENGTH) {
      throw new Stop(
          Reading.Trouble.TOO_LARGE,
          "more than " + MAX_INNER_LENGTH + " characters in inner scripts",
          command.place().offset());
    }
  }

  private void addInner(Command outer, Command found, String via) throws Stop {
    List<String> path = new ArrayList<>(outer.via());
    path.add(via);
    Command.Place place = found.place();
    boolean isolated = !via.equals("eval") || outer.place().isolated();
    List<Redirect> redirects = new ArrayList<>();
    if (!Redirections.readsInput(found.redirects())) {
      Redirections.addInput(outer.redirects(), redirects);
      for (int i = 0; i < redirects.size(); i++) {
        count(outer, redirects.get(i).target().text().length());
      }
    }
    redirects.addAll(found.redirects());
    add(
        new Command(
            found.assignments(),
            found.words(),
            redirects,
            new Command.Place(
                outer.place().offset(),
                outer.place().pipeline(),
                place.fed() || outer.place().fed(),
                isolated,
                place.repeated() || outer.place().repeated()),
            path));
  }

  /** Where the words of a builtin start that has no options, but may be told where they end. */
  static int operandsAt(List<Word> words) {
    return words.size() > 1 && words.get(1).is("--") ? 2 : 1;
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
}
