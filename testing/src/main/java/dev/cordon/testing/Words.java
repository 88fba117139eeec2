package dev.cordon.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Splits a script line into words as a shell would: blanks separate, {@code '…'} is literal, {@code
 * "…"} allows {@code $NAME} and {@code \"}, {@code $NAME} and {@code ${NAME}} are replaced without
 * splitting again, {@code \} takes the next character literally. Single use, not thread-safe.
 */
final class Words {

  private final String line;
  private final Function<String, String> variables;
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private int at;

  private Words(String line, Function<String, String> variables) {
    this.line = line;
    this.variables = variables;
  }

  /**
   * The words of a line.
   *
   * @param variables value of a variable by name; an unknown name is the function's to refuse
   * @throws IllegalArgumentException when a quote or brace is not closed
   */
  static List<String> split(String line, Function<String, String> variables) {
    return new Words(line, variables).split();
  }

  /** The text with its {@code ${NAME}} replaced; everything else, {@code $} too, stays. */
  static String expandBraces(String text, Function<String, String> variables) {
    StringBuilder out = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", from)) {
      int close = text.indexOf('}', open);
      if (close < 0) {
        throw new IllegalArgumentException("${ without }");
      }
      out.append(text, from, open).append(variables.apply(text.substring(open + 2, close)));
      from = close + 1;
    }
    return out.append(text, from, text.length()).toString();
  }

  private List<String> split() {
    while (at < line.length()) {
      char c = line.charAt(at++);
      if (c == ' ' || c == '\t') {
        endWord();
      } else {
        inWord = true;
        take(c);
      }
    }
    endWord();
    return List.copyOf(words);
  }

  private void take(char c) {
    switch (c) {
      case '\'' -> literal();
      case '"' -> quoted();
      case '$' -> variable();
      case '\\' -> word.append(next("\\"));
      default -> word.append(c);
    }
  }

  private void literal() {
    for (char c = next("'"); c != '\''; c = next("'")) {
      word.append(c);
    }
  }

  private void quoted() {
    for (char c = next("\""); c != '"'; c = next("\"")) {
      if (c == '$') {
        variable();
      } else if (c == '\\' && at < line.length() && "\"\\$".indexOf(line.charAt(at)) >= 0) {
        word.append(next("\""));
      } else {
        word.append(c);
      }
    }
  }

  private void variable() {
    int start = at;
    if (at < line.length() && line.charAt(at) == '{') {
      int close = line.indexOf('}', at);
      if (close < 0) {
        throw new IllegalArgumentException("${ without }");
      }
      at = close + 1;
      word.append(variables.apply(line.substring(start + 1, close)));
      return;
    }
    while (at < line.length() && isNameCharacter(line.charAt(at))) {
      at++;
    }
    word.append(at == start ? "$" : variables.apply(line.substring(start, at)));
  }

  private static boolean isNameCharacter(char c) {
    return c == '_' || (c < 128 && Character.isLetterOrDigit(c));
  }

  private char next(String open) {
    if (at == line.length()) {
      throw new IllegalArgumentException("nothing closes " + open);
    }
    return line.charAt(at++);
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
