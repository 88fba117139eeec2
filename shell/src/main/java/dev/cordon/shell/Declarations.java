package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builtins that declare variables, or look into their names. Not thread-safe. */
final class Declarations {
  private final Cursor in;
  private final WordReader words;

  Declarations(Cursor in, WordReader words) {
    this.in = in;
    this.words = words;
  }

  /** Whether {@code line} begins with a builtin whose arguments assign. */
  static boolean declares(List<Word> line) {
    if (line.isEmpty() || !line.getFirst().isKnown()) {
      return false;
    }
    return switch (line.getFirst().text()) {
      case "declare", "typeset", "local", "export", "readonly" -> true;
      default -> false;
    };
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
  Word declared() throws Stop {
    int end = in.nameEnd(in.at);
    if (end == in.at || !in.text.startsWith("=(", end)) {
      return words.word();
    }
    int start = in.at;
    String name = in.text.substring(start, end);
    in.at = end + 1;
    Word list = words.list();
    return new Word(
        name.concat("="),
        "",
        Word.Spread.ONE,
        false,
        in.text.substring(start, in.at),
        list.commands());
  }

  /** Builtins that evaluate a subscript in the name of a variable. */
  static boolean looksAtSubscripts(List<Word> line) {
    @Nullable String flags =
        switch (line.getFirst().text()) {
          case "let", "compgen" -> "";
          case "declare", "typeset", "local" -> "in";
          case "test", "[", "printf" -> "v";
          case "read", "unset", "mapfile", "readarray", "export", "readonly" -> "[";
          default -> null;
        };
    if (flags == null || flags.isEmpty()) {
      return flags != null;
    }
    for (int i = 1; i < line.size(); i++) {
      String text = line.get(i).text();
      boolean option = text.startsWith("-") || flags.equals("[");
      for (int f = 0; option && f < flags.length(); f++) {
        if (text.indexOf(flags.charAt(f)) > 0) {
          return true;
        }
      }
    }
    return false;
  }
}
