package dev.cordon.shell;

import java.util.List;

/** What is joined from words into a script for another shell. */
final class InJoined {
  private final Inner inner;

  InJoined(Inner inner) {
    this.inner = inner;
  }

  void remote(Command command) throws Stop {
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
    if (Inner.mayHideAnother(words, Math.min(at + 1, words.size()))) {
      inner.add(Inner.inside(command, List.of(Word.any("?")), "ssh"));
    }
    inner.script(command, "ssh", at + 1, true);
  }

  void joined(Command command, String valueFlags, String via) throws Stop {
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
    inner.script(command, via, at, true);
  }

  private static boolean takesNumber(List<Word> words, int at) {
    return at + 1 < words.size()
        && !words.get(at + 1).text().isEmpty()
        && Cursor.isDigit(words.get(at + 1).text().charAt(0));
  }

  void parallel(Command command) throws Stop {
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
    inner.nested(
        command, "parallel", known && !script.isEmpty() ? text.concat(" $_") : null, Dialect.POSIX);
  }
}
