package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;

/**
 * One row of {@link WrapperTable}: how a program, or one of its subcommands, is given the command
 * that it runs. Immutable.
 */
final class Wrapper {

  /** In what way the command is given. */
  enum Form {
    /** Word by word. */
    WORDS,
    /**
     * Word by word, as one word that is a script, or with a {@code --} among the words that is not
     * for the command.
     */
    LOOSE,
    /** As the arguments of a program that the row names. */
    AS,
    /** As words that are joined to a script. */
    SCRIPT,
    /** As operands, each a script of its own. */
    EACH,
    /** In a way that a room of its own reads. */
    OWN
  }

  private static final String SHELL = "shell";
  private static final String SHELL_UNLESS = "shell-unless";

  private static final int SUBCOMMANDS = 1;
  private static final int OPERANDS = 2;
  private static final int VALUED = 3;
  private static final int PLAIN = 4;
  private static final int FORM = 5;

  /** Makes a wrapper of a row. */
  static final class Reader implements Table.Reader<Wrapper> {
    @Override
    public Wrapper read(String[] fields) {
      return new Wrapper(fields);
    }
  }

  private final List<String> subcommands;
  private final OptionLists options;
  private final int least;
  private final int most;
  private final Form form;
  private final List<String> heads;
  private final String shell;
  private final List<String> shellOptions;

  private Wrapper(String[] row) {
    subcommands = Table.words(row[SUBCOMMANDS]);
    options = new OptionLists(Table.words(row[VALUED]), Table.words(row[PLAIN]));
    int dash = row[OPERANDS].indexOf('-');
    least = Integer.parseInt(dash < 0 ? row[OPERANDS] : row[OPERANDS].substring(0, dash));
    most = Integer.parseInt(row[OPERANDS].substring(dash + 1));
    List<String> forms = Table.words(row[FORM]);
    heads = afterColon(forms.getFirst());
    shell = forms.size() > 1 ? beforeColon(forms.getLast()) : "";
    shellOptions = forms.size() > 1 ? afterColon(forms.getLast()) : List.of();
    form =
        switch (beforeColon(forms.getFirst())) {
          case "loose" -> Form.LOOSE;
          case "as" -> Form.AS;
          case "script" -> Form.SCRIPT;
          case "each" -> Form.EACH;
          case "own" -> Form.OWN;
          default -> Form.WORDS;
        };
  }

  private static String beforeColon(String form) {
    int colon = form.indexOf(':');
    return colon < 0 ? form : form.substring(0, colon);
  }

  private static List<String> afterColon(String form) {
    int colon = form.indexOf(':');
    return colon < 0 ? List.of() : List.of(form.substring(colon + 1).split(",", -1));
  }

  /** The ways in which the program called {@code name} is given a command; empty for most. */
  static List<Wrapper> named(String name) {
    String known = isLoader(name) ? "ld.so" : name;
    List<Wrapper> here = WrapperTable.here().of(known);
    return here.isEmpty() ? WrapperTable.elsewhere().of(known) : here;
  }

  /** Whether the program called {@code name} is in the table. */
  static boolean isOne(String name) {
    return isLoader(name)
        || WrapperTable.here().knows(name)
        || WrapperTable.elsewhere().knows(name);
  }

  /**
   * Whether the program called {@code name} runs a command in another place, and takes it word by
   * word, so that none hides in another.
   */
  static boolean carries(String name) {
    List<Wrapper> rows = WrapperTable.elsewhere().of(name);
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i).form == Form.SCRIPT || rows.get(i).form == Form.EACH) {
        return false;
      }
    }
    return !rows.isEmpty();
  }

  /** The dynamic loader runs the program it is given, without its own name being asked for. */
  private static boolean isLoader(String name) {
    return name.startsWith("ld-linux") || name.startsWith("ld-musl");
  }

  /** What is known of its options. */
  OptionLists options() {
    return options;
  }

  Form form() {
    return form;
  }

  /** The program whose arguments the words are. */
  Word program() {
    return Word.of(heads.getFirst());
  }

  /** Where the arguments after the subcommands start; negative when they are not there. */
  int argumentsAt(List<Word> words) {
    int at = 1;
    for (int i = 0; i < subcommands.size(); i++) {
      boolean found = false;
      boolean afterOption = false;
      while (!found) {
        if (at >= words.size()) {
          return -1;
        }
        Word word = words.get(at);
        found = isOneOf(subcommands.get(i), word);
        boolean option = word.text().startsWith("-");
        if (!found && !option && !afterOption) {
          return -1;
        }
        afterOption = option && word.text().indexOf('=') < 0;
        at++;
      }
    }
    return at;
  }

  /** {@code a,b}: one of them. */
  private static boolean isOneOf(String alternatives, Word word) {
    int start = 0;
    while (start <= alternatives.length()) {
      int comma = alternatives.indexOf(',', start);
      int end = comma < 0 ? alternatives.length() : comma;
      if (word.mayBe(alternatives.substring(start, end))) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  /**
   * Where the command of a wrapper may start.
   *
   * @param places every place, in order; none when there is no command
   * @param optional whether all that may start one may be something else
   */
  record Starts(List<Integer> places, boolean optional) {}

  /** As {@link #startsAt}: the places alone. */
  List<Integer> commandsAt(List<Word> words, int from, boolean assigns) {
    return startsAt(words, from, assigns).places();
  }

  /**
   * Where the command may start.
   *
   * @param from where the options start
   * @param assigns whether {@code NAME=value} may stand before the command
   */
  Starts startsAt(List<Word> words, int from, boolean assigns) {
    List<Integer> starts = new ArrayList<>();
    int before = 0;
    int atMost = form == Form.EACH ? words.size() : most;
    boolean ended = false;
    for (int at = from; at < words.size() && before <= atMost; at++) {
      Word word = words.get(at);
      if (!ended && word.is("--")) {
        ended = true;
      } else if (before == 0 && word.is("-") && options.plain().contains("-")) {
        ended = true;
      } else if (!ended && OptionLists.isOption(word)) {
        OptionLists.Takes takes = options.takes(word);
        at += takes == OptionLists.Takes.VALUE ? 1 : 0;
        atMost += takes == OptionLists.Takes.PERHAPS ? 1 : 0;
      } else if (!assigns || before > 0 || !isAssignment(word)) {
        if (before >= least) {
          starts.add(at);
        }
        boolean last = ended && before >= least && form != Form.EACH;
        atMost = last ? before : atMost;
        before++;
      }
    }
    return new Starts(starts, before <= atMost);
  }

  /** Whether it starts a shell when no command is among {@code words}. */
  boolean startsShell(List<Word> words, int from) {
    return switch (shell) {
      case SHELL -> shellOptions.isEmpty() || hasShellOption(words, from);
      case SHELL_UNLESS -> !hasShellOption(words, from);
      default -> false;
    };
  }

  private boolean hasShellOption(List<Word> words, int from) {
    for (int at = from; at < words.size(); at++) {
      String text = words.get(at).text();
      if (!OptionLists.isOption(words.get(at)) && !isAssignment(words.get(at))) {
        return false;
      }
      for (int i = 0; i < shellOptions.size(); i++) {
        if (options.isThere(shellOptions.get(i), text)) {
          return true;
        }
      }
      at += options.takes(words.get(at)) == OptionLists.Takes.VALUE ? 1 : 0;
    }
    return false;
  }

  /** Where the arguments of a program start that an option has named before. */
  int headArgumentsAt(List<Word> words, int from) {
    int before = 0;
    for (int at = from; at < words.size(); at++) {
      Word word = words.get(at);
      if (word.is("--")) {
        return at + 1;
      }
      if (OptionLists.isOption(word)) {
        at += options.takes(word) == OptionLists.Takes.VALUE ? 1 : 0;
      } else if (++before >= least) {
        return at + 1;
      }
    }
    return words.size();
  }

  /** Whether the next word is the value of {@code option}, for sure. */
  boolean takesNext(String option) {
    return options.takes(option) == OptionLists.Takes.VALUE;
  }

  /** Whether {@code word} names the program; the command's words are then its arguments. */
  boolean isHead(String option) {
    return heads.contains(option);
  }

  /** {@code NAME=value}; a path with an equals sign is none. */
  static boolean isAssignment(Word word) {
    int equals = word.text().indexOf('=');
    for (int i = 0; i < equals; i++) {
      if (word.text().charAt(i) == '/') {
        return false;
      }
    }
    return equals > 0;
  }
}
