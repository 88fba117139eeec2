package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads words: quotes and patterns here, what starts with {@code $} in {@link Expansions}. */
final class WordReader {
  private final Cursor in;
  private final Gathered gathered;
  private final Expansions expansions;
  private final Ahead brackets = new Ahead(true);
  private final Ahead braces = new Ahead(false);

  WordReader(Cursor in, Gathered gathered, ScriptReader script) {
    this.in = in;
    this.gathered = gathered;
    this.expansions = new Expansions(in, gathered, script, this);
  }

  /** One word; there is one. */
  Word word() throws Stop {
    int start = in.at;
    WordBuilder word = new WordBuilder();
    parts(word, start);
    return build(word, start);
  }

  /** A value nobody knows. */
  Word unknown() {
    WordBuilder value = new WordBuilder();
    value.unknown(Word.Spread.ONE);
    return value.build("?");
  }

  /** The value of an assignment, which may be empty. */
  Word value() throws Stop {
    int start = in.at;
    WordBuilder word = new WordBuilder();
    parts(word, start);
    word.isOne();
    return build(word, start);
  }

  /** The elements of a list that is assigned to {@code name}, up to its closing parenthesis. */
  Word list(String name) throws Stop {
    gathered.list(name);
    int start = in.at;
    WordBuilder all = new WordBuilder();
    in.at++;
    while (true) {
      in.skipBlanks();
      char c = in.peek();
      if (c == ')') {
        in.at++;
        break;
      }
      if (c == '\n') {
        in.at++;
      } else if (c == '#') {
        in.skipLine();
      } else if (Cursor.endsWord(c)) {
        throw Stop.malformed("list without an end", in.base + start);
      } else {
        if (c == '[' && !gathered.isKeyed(name) && !isPlainSubscript(in.at + 1)) {
          gathered.computes(in.offset());
        }
        all.ran(word().commands());
      }
    }
    all.unknown(Word.Spread.ANY);
    return build(all, start);
  }

  private boolean isPlainSubscript(int from) {
    int at = from;
    while (at < in.text.length() && Cursor.isDigit(in.text.charAt(at))) {
      at++;
    }
    return at < in.text.length() && in.text.charAt(at) == ']';
  }

  /** An expression that is a command, or the head of a loop; its opening is passed. */
  void arithmetic(int start, String separators) throws Stop {
    expansions.arithmetic(new WordBuilder(), start, separators);
  }

  /** The text of a here-document whose delimiter was not quoted: {@code in} holds it alone. */
  Word text() throws Stop {
    WordBuilder word = new WordBuilder();
    while (!in.ended()) {
      char c = in.peek();
      if (c == '\\' && in.at + 1 < in.text.length()) {
        escapedInText(word);
      } else if (c == '$') {
        expansions.dollar(word, true);
      } else if (c == '`') {
        expansions.backticks(word, true);
      } else {
        word.literal(c);
        in.at++;
      }
    }
    return build(word, 0);
  }

  private void escapedInText(WordBuilder word) {
    char next = in.peek(1);
    if (next != '\n') {
      if (next != '$' && next != '`' && next != '\\') {
        word.literal('\\');
      }
      word.literal(next);
    }
    in.at += 2;
  }

  private Word build(WordBuilder word, int start) throws Stop {
    gathered.word(in.base + start);
    gathered.literal(word.text(), in.base + start);
    gathered.literal(word.tail(), in.base + start);
    return word.build(in.text.substring(start, in.at));
  }

  private void parts(WordBuilder word, int start) throws Stop {
    while (true) {
      char c = in.peek();
      if ((c == '<' || c == '>') && in.peek(1) == '(') {
        in.at++;
        expansions.process(word, c == '>');
      } else if (Cursor.endsWord(c)) {
        if (c == Cursor.END && !in.ended()) {
          throw Stop.malformed("control character", in.offset());
        }
        return;
      } else {
        part(word, c, start);
      }
    }
  }

  private void part(WordBuilder word, char c, int start) throws Stop {
    switch (c) {
      case '\'' -> singleQuotes(word);
      case '"' -> doubleQuotes(word);
      case '\\' -> escaped(word);
      case '$' -> expansions.dollar(word, false);
      case '`' -> expansions.backticks(word, false);
      case '*', '?' -> pattern(word);
      case '[' -> bracket(word);
      case ']' -> {
        // The end of a bracket, should one have been opened: what stands in it is not literal.
        if (word.isKnown()) {
          literal(word, c);
        } else {
          pattern(word);
        }
      }
      case '{' -> brace(word);
      case '}', ',' -> {
        if (word.isKnown()) {
          literal(word, c);
        } else {
          pattern(word);
        }
      }
      case '~' -> tilde(word, start);
      default -> literal(word, c);
    }
  }

  private void literal(WordBuilder word, char c) throws Stop {
    String why = Characters.whyNotBare(in.text, in.at);
    if (why != null) {
      throw Stop.malformed(why, in.offset());
    }
    word.literal(c);
    in.at++;
    if (Character.isHighSurrogate(c)) {
      word.literal(in.peek());
      in.at++;
    }
  }

  private void pattern(WordBuilder word) {
    word.unknown(Word.Spread.ALIKE);
    in.at++;
  }

  /** {@code [} starts a pattern when a {@code ]} follows in the same word. */
  private void bracket(WordBuilder word) throws Stop {
    if (brackets.isAhead(in)) {
      pattern(word);
    } else {
      literal(word, '[');
    }
  }

  /** {@code {a,b}} and {@code {1..3}} become several words in bash; other braces are literal. */
  private void brace(WordBuilder word) throws Stop {
    if (braces.isAhead(in)) {
      pattern(word);
    } else {
      literal(word, '{');
    }
  }

  /** Whether something stands further on in the same word. Looks at each character once. */
  private static final class Ahead {
    private final boolean bracket;
    private int none;
    private int found;

    Ahead(boolean bracket) {
      this.bracket = bracket;
    }

    boolean isAhead(Cursor in) {
      if (in.at < found || in.at < none) {
        return in.at < found;
      }
      int at = in.at + 1;
      while (at < in.text.length() && !ends(in.text.charAt(at))) {
        if (is(in.text, at)) {
          found = at;
          return true;
        }
        at++;
      }
      none = at;
      return false;
    }

    private boolean ends(char c) {
      return Cursor.endsWord(c) && !(bracket && (c == '(' || c == ')'));
    }

    private boolean is(String text, int at) {
      char c = text.charAt(at);
      return bracket ? c == ']' : ",'\"\\$`".indexOf(c) >= 0 || text.startsWith("..", at);
    }
  }

  private void tilde(WordBuilder word, int start) throws Stop {
    if (in.at > start) {
      char before = word.last();
      if (before == '=' || before == ':') {
        word.unknown(Word.Spread.ONE);
        in.at++;
      } else {
        literal(word, '~');
      }
      return;
    }
    char next = in.peek(1);
    if (next == '/' || Cursor.endsWord(next)) {
      word.home();
      in.at++;
      return;
    }
    word.unknown(Word.Spread.ONE);
    in.at++;
    while (in.peek() != '/' && !Cursor.endsWord(in.peek()) && isPlain(in.peek())) {
      in.at++;
    }
  }

  private static boolean isPlain(char c) {
    return Cursor.continuesName(c) || c == '+' || c == '-' || c == '.';
  }

  private void escaped(WordBuilder word) throws Stop {
    if (in.at + 1 >= in.text.length()) {
      throw Stop.malformed("backslash at the end", in.offset());
    }
    in.at++;
    if (in.peek() == '\n') {
      in.at++;
      return;
    }
    String why = Characters.whyNotBare(in.text, in.at);
    if (why != null) {
      throw Stop.malformed(why, in.offset());
    }
    word.literal(in.peek());
    in.at++;
  }

  void singleQuotes(WordBuilder word) throws Stop {
    int end = in.text.indexOf('\'', in.at + 1);
    if (end < 0) {
      throw Stop.malformed("quote without an end", in.offset());
    }
    for (int i = in.at + 1; i < end; i++) {
      String why = Characters.whyNotQuoted(in.text, i);
      if (why != null) {
        throw Stop.malformed(why, in.base + i);
      }
    }
    word.literal(in.text.substring(in.at + 1, end));
    in.at = end + 1;
  }

  void doubleQuotes(WordBuilder word) throws Stop {
    int start = in.offset();
    in.at++;
    while (true) {
      if (in.ended()) {
        throw Stop.malformed("quote without an end", start);
      }
      char c = in.peek();
      switch (c) {
        case '"' -> {
          in.at++;
          return;
        }
        case '$' -> expansions.dollar(word, true);
        case '`' -> expansions.backticks(word, true);
        case '\\' -> escapedInQuotes(word, start);
        default -> {
          String why = Characters.whyNotQuoted(in.text, in.at);
          if (why != null) {
            throw Stop.malformed(why, in.offset());
          }
          word.literal(c);
          in.at++;
        }
      }
    }
  }

  private void escapedInQuotes(WordBuilder word, int start) throws Stop {
    if (in.at + 1 >= in.text.length()) {
      throw Stop.malformed("quote without an end", start);
    }
    char next = in.peek(1);
    switch (next) {
      case '\n' -> {}
      case '$', '`', '"', '\\' -> word.literal(next);
      default -> {
        word.literal('\\');
        in.at++;
        return;
      }
    }
    in.at += 2;
  }

  /** The assignment that starts here, its value passed; null when none does. */
  @Nullable Assignment assignment() throws Stop {
    int nameEnd = in.nameEnd(in.at);
    if (nameEnd == in.at) {
      return null;
    }
    String name = in.text.substring(in.at, nameEnd);
    int at = nameEnd;
    List<Command> ran = new ArrayList<>();
    boolean part = false;
    if (at < in.text.length() && in.text.charAt(at) == '[') {
      int back = in.at;
      int commands = gathered.commands.size();
      in.at = at + 1;
      WordBuilder subscript = new WordBuilder();
      if (!expansions.subscript(subscript)) {
        in.at = back;
        return null;
      }
      at = in.at;
      in.at = back;
      ran.addAll(gathered.commands.subList(commands, gathered.commands.size()));
      part = true;
    }
    boolean appends = at < in.text.length() && in.text.charAt(at) == '+';
    if (appends) {
      at++;
    }
    if (at >= in.text.length() || in.text.charAt(at) != '=') {
      if (part && !ran.isEmpty()) {
        throw Stop.beyond("subscript outside an assignment", in.offset());
      }
      return null;
    }
    int start = in.at;
    in.at = at + 1;
    Word value = in.peek() == '(' ? list(name) : value();
    if (part || appends) {
      WordBuilder whole = new WordBuilder();
      whole.unknown(Word.Spread.ONE);
      whole.ran(ran);
      whole.ran(value.commands());
      value = whole.build(in.text.substring(start, in.at));
    }
    return new Assignment(name, value);
  }
}
