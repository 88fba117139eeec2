package dev.cordon.shell;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What one reading has found so far, over all its nested scripts. Not thread-safe. */
final class Gathered {
  /** Deepest nesting of constructs that is read; each uses the stack. */
  static final int MAX_DEPTH = 64;

  /** Most commands that are read. */
  static final int MAX_COMMANDS = 25_000;

  /** Most words that are read, those of expansions included. */
  static final int MAX_WORDS = 50_000;

  final Dialect dialect;
  final List<Command> commands = new ArrayList<>();
  final List<String> functions = new ArrayList<>();

  private int depth;
  private int pipelines;
  private int words;
  private boolean computes;
  private boolean holdsCode;
  private boolean takesText;
  private final Set<String> lists = new HashSet<>();
  private final Set<String> keyed = new HashSet<>();

  Gathered(Dialect dialect) {
    this.dialect = dialect;
  }

  void enter(int offset) throws Stop {
    if (++depth > MAX_DEPTH) {
      throw new Stop(
          Reading.Trouble.TOO_LARGE, "nested deeper than " + MAX_DEPTH + " constructs", offset);
    }
  }

  void leave() {
    depth--;
  }

  /** The commands in a range have an input that the script gives them. */
  void feed(int from, int to) {
    for (int i = from; i < to; i++) {
      Command command = commands.get(i);
      Command.Place place = command.place();
      commands.set(
          i,
          new Command(
              command.assignments(),
              command.words(),
              command.redirects(),
              new Command.Place(
                  place.offset(), place.pipeline(), true, place.isolated(), place.repeated()),
              command.via()));
    }
  }

  /** Counts a word. */
  void word(int offset) throws Stop {
    if (++words > MAX_WORDS) {
      throw new Stop(Reading.Trouble.TOO_LARGE, "more than " + MAX_WORDS + " words", offset);
    }
  }

  int nextPipeline() {
    return ++pipelines;
  }

  /** Adds a command; tells its place in the list. */
  int add(Command command) throws Stop {
    if (commands.size() >= MAX_COMMANDS) {
      throw new Stop(
          Reading.Trouble.TOO_LARGE,
          "more than " + MAX_COMMANDS + " commands",
          command.place().offset());
    }
    commands.add(command);
    return commands.size() - 1;
  }

  /** The variable holds a list. */
  void list(String name) {
    lists.add(name);
  }

  boolean isList(String name) {
    return lists.contains(name);
  }

  /** The variable holds a list whose subscripts are keys, and no arithmetic. */
  void keyed(String name) {
    keyed.add(name);
  }

  boolean isKeyed(String name) {
    return keyed.contains(name);
  }

  /** Arithmetic that looks at variables runs what a subscript in their value holds. */
  void computes(int offset) throws Stop {
    computes = true;
    check(offset);
  }

  /** What a command or a folder says becomes a text of the script. */
  void takesText() {
    takesText = true;
  }

  /** Variables or arguments that came along may hold code. */
  void givenCode() {
    holdsCode = true;
  }

  /**
   * The end of the script. Arithmetic over a text that nobody knows may run anything: what stands
   * for it is a variable that is set.
   */
  void ends(Command.Place place) throws Stop {
    if (computes && takesText) {
      Word any = Word.any("?");
      add(new Command(List.of(new Assignment("", any)), List.of(), List.of(), place, List.of()));
    }
  }

  /** A quoted text that would run something if it were looked at as a script. */
  void literal(CharSequence text, int offset) throws Stop {
    if (!holdsCode && isCode(text)) {
      holdsCode = true;
      check(offset);
    }
  }

  /** Whether a text has a substitution or a subscript in it. */
  static boolean isCode(CharSequence text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      char before = i > 0 ? text.charAt(i - 1) : ' ';
      boolean subscript = c == '[' && Cursor.continuesName(before);
      if (c == '`' || subscript || (c == '(' && before == '$')) {
        return true;
      }
    }
    return false;
  }

  private void check(int offset) throws Stop {
    if (computes && holdsCode) {
      throw Stop.beyond("arithmetic may run what a quoted text holds", offset);
    }
  }
}
