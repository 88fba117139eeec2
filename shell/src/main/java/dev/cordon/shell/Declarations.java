package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;

/** Builtins that declare variables, or look into their names. Not thread-safe. */
final class Declarations {
  private final Cursor in;
  private final Gathered gathered;
  private final WordReader words;

  Declarations(Cursor in, Gathered gathered, WordReader words) {
    this.in = in;
    this.gathered = gathered;
    this.words = words;
  }

  /**
   * Which builtin a line calls, told word by word: the first behind {@code command} and {@code
   * builtin}.
   */
  static final class Called {
    private final List<Word> line = new ArrayList<>();
    private int at = -1;
    private String name = "";
    private boolean keyed;

    void add(Word word) {
      boolean leads = word.is("command") || word.is("builtin");
      boolean option = !line.isEmpty() && word.text().startsWith("-");
      if (at < 0 && !leads && !option) {
        at = line.size();
        name = word.isKnown() ? word.text() : "";
      }
      keyed |= at >= 0 && word.text().startsWith("-") && word.text().indexOf('A') > 0;
      line.add(word);
    }

    /** All words so far. */
    List<Word> line() {
      return line;
    }

    /** Whether its arguments assign. */
    boolean declares() {
      return switch (name) {
        case "declare", "typeset", "local", "export", "readonly" -> true;
        default -> false;
      };
    }

    private List<Word> arguments() {
      return at < 0 ? List.of() : line.subList(at + 1, line.size());
    }
  }

  /** What {@code export NAME=value…} and its relatives assign. */
  static List<Assignment> declared(List<Word> line) {
    List<Assignment> declared = new ArrayList<>();
    for (int i = 1; i < line.size(); i++) {
      if (line.get(i).text().indexOf('=') > 0) {
        declared.add(Assignment.of(line.get(i)));
      }
    }
    return declared;
  }

  /** An argument of a builtin that declares: it may assign a list. */
  Word argument(Called called) throws Stop {
    int end = in.nameEnd(in.at);
    if (end == in.at || !in.text.startsWith("=(", end)) {
      return words.word();
    }
    int start = in.at;
    String name = in.text.substring(start, end);
    in.at = end + 1;
    if (called.keyed) {
      gathered.keyed(name);
    }
    Word list = words.list(name);
    return new Word(
        name.concat("="),
        "",
        Word.Spread.ONE,
        false,
        in.text.substring(start, in.at),
        list.commands());
  }

  /**
   * Says what bash evaluates in the words of a builtin: a subscript in the name of a variable, and
   * a list in a text.
   */
  void evaluates(Called called, int offset) throws Stop {
    List<Word> arguments = called.arguments();
    if (called.declares()) {
      evaluatesLists(called, offset);
    }
    boolean subscripts =
        switch (called.name) {
          case "let", "compgen" -> true;
          case "declare", "typeset", "local" ->
              hasFlag(arguments, "in") || namesPart(arguments, "");
          case "export", "readonly" -> namesPart(arguments, "");
          case "test", "[", "printf" -> hasFlag(arguments, "v");
          case "wait" -> hasFlag(arguments, "p");
          case "read" -> namesPart(arguments, "diNnptu");
          case "mapfile", "readarray" -> namesPart(arguments, "CcdnOsu");
          case "unset", "getopts" -> namesPart(arguments, "");
          default -> false;
        };
    if (subscripts) {
      gathered.computes(offset);
    }
  }

  /** {@code declare -a 'a=(…)'}: bash reads the text as a list once more. */
  private void evaluatesLists(Called called, int offset) throws Stop {
    List<Word> arguments = called.arguments();
    boolean lists = hasFlag(arguments, "aA");
    for (int i = 0; i < arguments.size(); i++) {
      Word word = arguments.get(i);
      int equals = word.text().indexOf('=');
      String name = equals < 0 ? word.text() : word.text().substring(0, equals);
      boolean listed = lists || (gathered.isList(name) && !called.name.equals("local"));
      if (lists) {
        gathered.list(name);
      }
      if (called.keyed) {
        gathered.keyed(name);
      }
      if (isWrittenList(word, equals)) {
        continue;
      }
      if (equals > 0 && word.text().startsWith("(", equals + 1)) {
        gathered.computes(offset);
        listed = true;
      }
      if (listed && !word.isKnown()) {
        throw Stop.beyond("a text that is not known is read as a list", offset);
      }
    }
  }

  /** {@code a=(…)}, without quotes: it has been read as what it is. */
  private static boolean isWrittenList(Word word, int equals) {
    return equals > 0 && word.source().startsWith("(", equals + 1);
  }

  /** Whether an option of the builtin has one of the letters. */
  private static boolean hasFlag(List<Word> arguments, String letters) {
    for (int i = 0; i < arguments.size(); i++) {
      String text = arguments.get(i).text();
      for (int f = 0; text.startsWith("-") && f < letters.length(); f++) {
        if (text.indexOf(letters.charAt(f)) > 0) {
          return true;
        }
      }
    }
    return false;
  }

  /**
   * Whether a word may name a part of a variable, subscript and all.
   *
   * @param valued letters of options whose value names none
   */
  private static boolean namesPart(List<Word> arguments, String valued) {
    for (int i = 0; i < arguments.size(); i++) {
      Word word = arguments.get(i);
      String text = word.text();
      if (word.isKnown() && text.startsWith("-")) {
        i += !valued.isEmpty() && takesNext(text, valued) ? 1 : 0;
        continue;
      }
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      if (name.indexOf('[') > 0 || (equals < 0 && !word.isKnown())) {
        return true;
      }
    }
    return false;
  }

  /** Whether the first letter that has a value is the last. */
  private static boolean takesNext(String cluster, String valued) {
    for (int i = 1; i < cluster.length(); i++) {
      if (valued.indexOf(cluster.charAt(i)) >= 0) {
        return i == cluster.length() - 1;
      }
    }
    return false;
  }
}
