package dev.cordon.shell;

import java.util.List;

/** Reads what starts with {@code $}, and its relatives: their values are not known. */
final class Expansions {
  private final Cursor in;
  private final Gathered gathered;
  private final ScriptReader script;
  private final WordReader words;

  Expansions(Cursor in, Gathered gathered, ScriptReader script, WordReader words) {
    this.in = in;
    this.gathered = gathered;
    this.script = script;
    this.words = words;
  }

  private static Word.Spread spread(boolean quoted) {
    return quoted ? Word.Spread.ONE : Word.Spread.ANY;
  }

  /** What starts with the dollar sign here. */
  void dollar(WordBuilder word, boolean quoted) throws Stop {
    char next = in.peek(1);
    switch (next) {
      case '(' -> {
        if (in.peek(2) == '(') {
          in.at += 3;
          arithmetic(word, in.offset() - 3, "");
          word.unknown(Word.Spread.ONE);
        } else {
          in.at += 2;
          substitution(word);
          word.unknown(spread(quoted));
        }
      }
      case '{' -> parameter(word, quoted);
      case '[' -> throw Stop.beyond("arithmetic of an old kind", in.offset());
      case '\'' -> {
        if (quoted) {
          literalDollar(word);
        } else {
          ansi(word);
        }
      }
      case '"' -> {
        if (quoted) {
          literalDollar(word);
        } else {
          in.at++;
          words.doubleQuotes(word);
          word.unknown(Word.Spread.ONE);
        }
      }
      case '@' -> {
        in.at += 2;
        word.unknown(Word.Spread.ANY);
      }
      case '#', '?', '$', '!' -> {
        in.at += 2;
        word.unknown(Word.Spread.NUMBER);
      }
      case '*', '-' -> {
        in.at += 2;
        word.unknown(spread(quoted));
      }
      default -> {
        if (Cursor.isDigit(next)) {
          in.at += 2;
          word.unknown(spread(quoted));
        } else if (Cursor.startsName(next)) {
          in.at = in.nameEnd(in.at + 1);
          word.unknown(spread(quoted));
        } else {
          literalDollar(word);
        }
      }
    }
  }

  private void literalDollar(WordBuilder word) {
    word.literal('$');
    in.at++;
  }

  /** The commands up to the closing parenthesis; the opening one is passed. */
  private void substitution(WordBuilder word) throws Stop {
    int from = gathered.commands.size();
    script.nested(')');
    gathered.takesText();
    word.ran(List.copyOf(gathered.commands.subList(from, gathered.commands.size())));
  }

  /**
   * {@code <(…)} and {@code >(…)}, at the parenthesis.
   *
   * @param fed whether something is written to what is in it
   */
  void process(WordBuilder word, boolean fed) throws Stop {
    if (gathered.dialect == Dialect.POSIX) {
      throw Stop.beyond("process substitution, which sh may lack", in.offset());
    }
    in.at++;
    int from = gathered.commands.size();
    script.nestedFed(fed);
    word.ran(List.copyOf(gathered.commands.subList(from, gathered.commands.size())));
    word.unknown(Word.Spread.ONE);
  }

  /** An old command substitution; inside it a backslash quotes its own characters. */
  void backticks(WordBuilder word, boolean quoted) throws Stop {
    int start = in.offset();
    in.at++;
    StringBuilder inner = new StringBuilder();
    while (in.peek() != '`') {
      if (in.ended()) {
        throw Stop.malformed("backtick without an end", start);
      }
      char c = in.peek();
      char next = in.peek(1);
      if (c == '\\' && (next == '$' || next == '`' || next == '\\' || (quoted && next == '"'))) {
        inner.append(next);
        in.at += 2;
      } else {
        inner.append(c);
        in.at++;
      }
    }
    in.at++;
    int from = gathered.commands.size();
    new ScriptReader(new Cursor(inner.toString(), start), gathered).whole(script.place());
    gathered.takesText();
    word.ran(List.copyOf(gathered.commands.subList(from, gathered.commands.size())));
    word.unknown(spread(quoted));
  }

  /** {@code ${…}}. */
  private void parameter(WordBuilder word, boolean quoted) throws Stop {
    int start = in.offset();
    in.at += 2;
    gathered.enter(start);
    boolean any = !quoted;
    if (in.peek() == '!' && in.peek(1) != '}') {
      gathered.computes(start);
      in.at++;
    } else if (in.peek() == '#' && in.peek(1) != '}') {
      in.at++;
    }
    int nameEnd = in.nameEnd(in.at);
    String name = in.text.substring(in.at, nameEnd);
    if (nameEnd > in.at) {
      in.at = nameEnd;
    } else if (Cursor.isDigit(in.peek())) {
      while (Cursor.isDigit(in.peek())) {
        in.at++;
      }
    } else if ("@*#?-$!".indexOf(in.peek()) >= 0 && !in.ended()) {
      any |= in.peek() == '@';
      in.at++;
    } else {
      throw Stop.beyond("expansion of an unusual kind", start);
    }
    if (in.peek() == '[') {
      any = true;
      in.at++;
      if (!subscript(word)) {
        throw Stop.malformed("subscript without an end", start);
      }
    }
    operator(start, name);
    rest(word, quoted, start);
    gathered.leave();
    word.unknown(any ? Word.Spread.ANY : Word.Spread.ONE);
  }

  private void operator(int start, String name) throws Stop {
    char c = in.peek();
    char next = in.peek(1);
    if (c == '@' && next == 'P') {
      throw Stop.beyond("expansion that runs what a variable holds", start);
    }
    if (c == '=' || (c == ':' && next == '=')) {
      script.assigns(new Assignment(name, words.unknown()), start);
    } else if (c == ':' && next != '-' && next != '+' && next != '?' && !isRange(in.at)) {
      gathered.computes(start);
    }
  }

  /** {@code :1:2} up to the closing brace: no variable is looked at. */
  private boolean isRange(int from) {
    int at = from;
    while (at < in.text.length()
        && (Cursor.isDigit(in.text.charAt(at)) || " :-".indexOf(in.text.charAt(at)) >= 0)) {
      at++;
    }
    return at < in.text.length() && in.text.charAt(at) == '}';
  }

  /** The rest of a parameter expansion, its closing brace included. */
  private void rest(WordBuilder word, boolean quoted, int start) throws Stop {
    WordBuilder inner = new WordBuilder();
    while (true) {
      char c = in.peek();
      if (in.ended()) {
        throw Stop.malformed("expansion without an end", start);
      }
      switch (c) {
        case '}' -> {
          in.at++;
          gathered.literal(inner.text(), start);
          gathered.literal(inner.tail(), start);
          word.ran(inner.build("").commands());
          return;
        }
        case '$' -> dollar(inner, quoted);
        case '`' -> backticks(inner, quoted);
        case '"' -> words.doubleQuotes(inner);
        case '\'' -> {
          if (quoted) {
            throw Stop.beyond("quote in an expansion inside quotes", in.offset());
          }
          words.singleQuotes(inner);
        }
        case '\\' -> {
          if (in.at + 1 >= in.text.length()) {
            throw Stop.malformed("expansion without an end", start);
          }
          inner.literal(in.peek(1));
          in.at += 2;
        }
        case '<', '>' -> {
          if (in.peek(1) == '(' && !quoted) {
            throw Stop.beyond("process substitution in an expansion", in.offset());
          }
          inner.literal(c);
          in.at++;
        }
        default -> {
          String why = Characters.whyNotQuoted(in.text, in.at);
          if (why != null) {
            throw Stop.malformed(why, in.offset());
          }
          inner.literal(c);
          in.at++;
        }
      }
    }
  }

  /**
   * A subscript up to its closing bracket, which is passed; the opening one has been. False when
   * the word ends before.
   */
  boolean subscript(WordBuilder word) throws Stop {
    int start = in.offset();
    boolean plain = true;
    WordBuilder inner = new WordBuilder();
    while (in.peek() != ']') {
      char c = in.peek();
      if (in.ended() || c == '\n' || c == ';' || c == '|' || c == '&') {
        return false;
      }
      plain &= Cursor.isDigit(c) || c == '@' || c == '*';
      switch (c) {
        case '$' -> dollar(inner, true);
        case '`' -> backticks(inner, true);
        case '"' -> words.doubleQuotes(inner);
        case '\'' -> words.singleQuotes(inner);
        case '[' -> throw Stop.beyond("subscript in a subscript", in.offset());
        case '\\' -> throw Stop.beyond("backslash in a subscript", in.offset());
        default -> {
          inner.literal(c);
          in.at++;
        }
      }
    }
    in.at++;
    gathered.literal(inner.text(), start);
    gathered.literal(inner.tail(), start);
    word.ran(inner.build("").commands());
    if (!plain) {
      gathered.computes(start);
    }
    return true;
  }

  /**
   * An expression up to its two closing parentheses, which are passed.
   *
   * @param separators characters between expressions, for loops
   */
  void arithmetic(WordBuilder word, int start, String separators) throws Stop {
    gathered.enter(start);
    int depth = 0;
    boolean names = false;
    boolean assigns = false;
    WordBuilder inner = new WordBuilder();
    while (true) {
      char c = in.peek();
      if (in.ended()) {
        throw Stop.malformed("arithmetic without an end", start);
      }
      switch (c) {
        case '(' -> depth++;
        case '=' -> {
          char before = in.at == 0 ? ' ' : in.text.charAt(in.at - 1);
          boolean compares = in.peek(1) == '=' || "=!<>".indexOf(before) >= 0;
          boolean shifted = (before == '<' || before == '>') && shifts(in.at);
          assigns |= !compares || shifted;
        }
        case ')' -> {
          if (depth == 0 && in.peek(1) == ')') {
            in.at += 2;
            word.ran(inner.build("").commands());
            gathered.leave();
            if (names) {
              gathered.computes(start);
            }
            if (assigns) {
              script.assigns(new Assignment("", words.unknown()), start);
            }
            return;
          }
          if (--depth < 0) {
            throw Stop.beyond("arithmetic or a subshell", start);
          }
        }
        case '$' -> {
          names = true;
          dollar(inner, true);
          continue;
        }
        case '`' -> {
          names = true;
          backticks(inner, true);
          continue;
        }
        default -> {
          names |= Cursor.startsName(c);
          if (!Cursor.continuesName(c)
              && " \t\n+-*/%<>=!&|^~?:,#[].".indexOf(c) < 0
              && separators.indexOf(c) < 0) {
            throw Stop.beyond("arithmetic of an unusual kind", in.offset());
          }
        }
      }
      in.at++;
    }
  }

  /** Whether the sign before {@code at} is the second of two, as in {@code <<=}. */
  private boolean shifts(int at) {
    return at >= 2 && in.text.charAt(at - 1) == in.text.charAt(at - 2);
  }

  /** {@code $'…'}: bash knows its escapes; other shells take the dollar sign for itself. */
  private void ansi(WordBuilder word) throws Stop {
    int start = in.offset();
    in.at += 2;
    boolean escapes = false;
    StringBuilder value = new StringBuilder();
    while (in.peek() != '\'') {
      if (in.ended()) {
        throw Stop.malformed("quote without an end", start);
      }
      if (in.peek() == '\\') {
        escapes = true;
        in.at = AnsiEscape.read(in.text, in.at, value, in.base);
      } else {
        String why = Characters.whyNotQuoted(in.text, in.at);
        if (why != null) {
          throw Stop.malformed(why, in.offset());
        }
        value.append(in.peek());
        in.at++;
      }
    }
    in.at++;
    if (gathered.dialect != Dialect.BASH) {
      if (escapes) {
        throw Stop.beyond("escapes that sh may not know", start);
      }
      word.unknown(Word.Spread.ONE);
      return;
    }
    word.literal(value.toString());
  }
}
