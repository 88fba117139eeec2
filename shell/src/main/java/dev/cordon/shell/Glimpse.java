package dev.cordon.shell;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A lenient look at a script: splits at everything that could separate commands, also inside
 * substitutions, and keeps the literal words. One pass, no recursion.
 */
final class Glimpse {

  private final String script;
  private final List<List<String>> commands = new ArrayList<>();
  private List<String> command = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private boolean skipWord;

  /** For each open parenthesis, whether it was opened inside double quotes. */
  private final BitSet openedInQuotes = new BitSet();

  private int depth;
  private boolean inDoubleQuotes;
  private boolean backtickInQuotes;
  private int at;

  Glimpse(String script) {
    this.script = script;
  }

  List<List<String>> commands() {
    for (; at < script.length(); at++) {
      char c = script.charAt(at);
      if (inDoubleQuotes) {
        quoted(c);
      } else {
        bare(c);
      }
    }
    endCommand();
    return List.copyOf(commands);
  }

  private void quoted(char c) {
    switch (c) {
      case '"' -> inDoubleQuotes = false;
      case '\\' -> escaped();
      case '`' -> backtick();
      case '$' -> {
        if (peek() == '(') {
          at++;
          open();
        } else {
          letter(c);
        }
      }
      default -> letter(c);
    }
  }

  private void bare(char c) {
    switch (c) {
      case ' ', '\t', '\r' -> endWord();
      case '\n', ';', '|', '&' -> endCommand();
      case '(' -> open();
      case ')' -> close();
      case '`' -> backtick();
      case '"' -> {
        inWord = true;
        inDoubleQuotes = true;
      }
      case '\'' -> singleQuoted();
      case '\\' -> escaped();
      case '<', '>' -> redirect();
      case '#' -> hash();
      default -> letter(c);
    }
  }

  private void letter(char c) {
    word.append(c);
    inWord = true;
  }

  private void escaped() {
    if (at + 1 < script.length()) {
      at++;
      if (script.charAt(at) != '\n') {
        letter(script.charAt(at));
      }
    }
  }

  private void singleQuoted() {
    inWord = true;
    int end = script.indexOf('\'', at + 1);
    int stop = end < 0 ? script.length() : end;
    word.append(script, at + 1, stop);
    at = stop;
  }

  /** A redirect takes the word after it out of the command. */
  private void redirect() {
    endWord();
    if (peek() == '&') {
      at++;
    }
    skipWord = peek() != '(';
  }

  private void hash() {
    if (inWord) {
      letter('#');
      return;
    }
    int end = script.indexOf('\n', at);
    at = (end < 0 ? script.length() : end) - 1;
  }

  private void open() {
    endCommand();
    openedInQuotes.set(depth, inDoubleQuotes);
    depth++;
    inDoubleQuotes = false;
  }

  private void close() {
    endCommand();
    if (depth > 0) {
      depth--;
      inDoubleQuotes = openedInQuotes.get(depth);
    }
  }

  private void backtick() {
    endCommand();
    if (inDoubleQuotes) {
      backtickInQuotes = true;
      inDoubleQuotes = false;
    } else if (backtickInQuotes) {
      backtickInQuotes = false;
      inDoubleQuotes = true;
    }
  }

  private void endWord() {
    if (!inWord) {
      return;
    }
    String text = word.toString();
    word.setLength(0);
    inWord = false;
    if (skipWord) {
      skipWord = false;
    } else if (!command.isEmpty() || !opensNothing(text)) {
      command.add(text);
    }
  }

  private void endCommand() {
    endWord();
    skipWord = false;
    if (!command.isEmpty()) {
      commands.add(List.copyOf(command));
      command = new ArrayList<>();
    }
  }

  /** Reserved words and assignments before a command name are not the command. */
  private static boolean opensNothing(String text) {
    return Words.isReserved(text) || isAssignment(text);
  }

  private static boolean isAssignment(String text) {
    int equals = text.indexOf('=');
    if (equals <= 0 || Character.isDigit(text.charAt(0))) {
      return false;
    }
    for (int i = 0; i < equals; i++) {
      char c = text.charAt(i);
      if (!Character.isLetterOrDigit(c) && c != '_' && c != '+' && c != '[' && c != ']') {
        return false;
      }
    }
    return true;
  }

  private char peek() {
    return at + 1 < script.length() ? script.charAt(at + 1) : 0;
  }
}
