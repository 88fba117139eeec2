package dev.cordon.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the part of Starlark that rules of other tools are written in: calls at the top, with
 * literal strings and lists as named arguments. Not thread-safe.
 */
final class Starlark {

  /** Deepest nesting of lists that is read. */
  static final int MAX_DEPTH = 4;

  private final String text;
  private int at;
  private int line = 1;

  Starlark(String text) {
    this.text = text;
  }

  /**
   * One statement at the top.
   *
   * @param line 1-based line it begins in
   * @param name the function that is called; empty when it is no such call
   * @param arguments values by name: strings, and lists of values
   * @param problem why it could not be read; empty when it could
   * @param what its text
   */
  record Call(int line, String name, Map<String, Object> arguments, String problem, String what) {}

  private static final class UnreadException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadException(String problem) {
      super(problem);
    }
  }

  /** Every statement at the top, in order. Never fails: what cannot be read has its problem. */
  List<Call> calls() {
    List<Call> calls = new ArrayList<>();
    skipSpace();
    while (at < text.length()) {
      int start = at;
      int startLine = line;
      Map<String, Object> arguments = new LinkedHashMap<>();
      String name = "";
      String problem = "";
      try {
        name = call(arguments);
      } catch (UnreadException e) {
        problem = String.valueOf(e.getMessage());
        skipStatement();
      }
      String what = text.substring(start, at).strip();
      calls.add(new Call(startLine, name, arguments, problem, what));
      skipSpace();
    }
    return calls;
  }

  private String call(Map<String, Object> arguments) throws UnreadException {
    if (at > 0 && text.charAt(at - 1) != '\n') {
      throw new UnreadException("it does not begin a line");
    }
    String name = name();
    if (name.isEmpty() || peek() != '(') {
      throw new UnreadException("only calls with literal arguments are read");
    }
    advance();
    skipSpace();
    while (peek() != ')') {
      String argument = name();
      skipSpace();
      if (argument.isEmpty() || peek() != '=') {
        throw new UnreadException("an argument has no name");
      }
      advance();
      skipSpace();
      if (arguments.put(argument, value(0)) != null) {
        throw new UnreadException("argument " + argument + " is given twice");
      }
      skipSpace();
      if (peek() == ',') {
        advance();
        skipSpace();
      } else if (peek() != ')') {
        throw new UnreadException("an argument is no literal string or list");
      }
    }
    advance();
    while (peek() == ' ' || peek() == '\t' || peek() == '\r') {
      advance();
    }
    if (at < text.length() && peek() != '\n' && peek() != '#') {
      throw new UnreadException("something follows the call");
    }
    return name;
  }

  private Object value(int depth) throws UnreadException {
    char c = peek();
    if (c == '"' || c == '\'') {
      return string(c);
    }
    if (c != '[' || depth == MAX_DEPTH) {
      throw new UnreadException("an argument is no literal string or list");
    }
    advance();
    skipSpace();
    List<Object> list = new ArrayList<>();
    while (peek() != ']') {
      list.add(value(depth + 1));
      skipSpace();
      if (peek() == ',') {
        advance();
        skipSpace();
      } else if (peek() != ']') {
        throw new UnreadException("a list has something else than literals");
      }
    }
    advance();
    return list;
  }

  private String string(char quote) throws UnreadException {
    String triple = String.valueOf(quote).repeat(3);
    boolean isLong = text.startsWith(triple, at);
    String end = isLong ? triple : String.valueOf(quote);
    at += end.length();
    StringBuilder value = new StringBuilder();
    while (!text.startsWith(end, at)) {
      if (at >= text.length() || (peek() == '\n' && !isLong)) {
        throw new UnreadException("a string has no end");
      }
      char c = advance();
      value.append(c == '\\' ? escaped() : String.valueOf(c));
    }
    at += end.length();
    return value.toString();
  }

  private String escaped() throws UnreadException {
    if (at >= text.length()) {
      throw new UnreadException("a string has no end");
    }
    char c = advance();
    return switch (c) {
      case 'n' -> "\n";
      case 't' -> "\t";
      case 'r' -> "\r";
      case '\n' -> "";
      case '\\', '"', '\'' -> String.valueOf(c);
      default -> throw new UnreadException("a string has an escape that is not read: \\" + c);
    };
  }

  private String name() {
    int start = at;
    while (Character.isLetterOrDigit(peek()) || peek() == '_') {
      at++;
    }
    return text.substring(start, at);
  }

  /** The next character; NUL at the end. */
  private char peek() {
    return at < text.length() ? text.charAt(at) : '\0';
  }

  private char advance() {
    char c = text.charAt(at++);
    line += c == '\n' ? 1 : 0;
    return c;
  }

  private void skipSpace() {
    while (at < text.length()) {
      char c = peek();
      if (c == '#') {
        skipLine();
      } else if (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        advance();
      } else {
        return;
      }
    }
  }

  private void skipLine() {
    while (at < text.length() && peek() != '\n') {
      at++;
    }
  }

  /** To the next line that begins something: no space, no closing bracket, no comment. */
  private void skipStatement() {
    do {
      skipLine();
      if (at < text.length()) {
        advance();
      }
    } while (at < text.length() && " \t\r\n)]}#".indexOf(peek()) >= 0);
  }
}
