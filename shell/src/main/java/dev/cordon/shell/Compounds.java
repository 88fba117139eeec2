package dev.cordon.shell;

import java.util.Locale;

/** Reads commands that have a beginning and an end: groups, loops, conditions, functions. */
final class Compounds {
  private final Cursor in;
  private final Gathered gathered;
  private final ScriptReader script;
  private final WordReader words;

  Compounds(Cursor in, Gathered gathered, ScriptReader script, WordReader words) {
    this.in = in;
    this.gathered = gathered;
    this.script = script;
    this.words = words;
  }

  /** Reads the compound command that starts here; false when none does. */
  boolean read() throws Stop {
    int start = in.offset();
    String opens = opening();
    if (opens.isEmpty()) {
      return false;
    }
    gathered.enter(start);
    switch (opens) {
      case "((" -> arithmetic(start);
      case "(" -> {
        in.at++;
        if (script.nested(')') == 0) {
          throw Stop.malformed("nothing between parentheses", start);
        }
      }
      case "{" -> {
        in.at++;
        script.someList();
        script.expect("}");
      }
      case "if" -> condition();
      case "while", "until" -> {
        in.at += opens.length();
        boolean before = script.repeat(true);
        loop();
        script.repeat(before);
      }
      case "for", "select" -> {
        in.at += opens.length();
        boolean before = script.repeat(true);
        loopOver(start);
        script.repeat(before);
      }
      case "case" -> cases();
      case "function" -> function();
      case "[[" -> test(start);
      default -> throw Stop.beyond(opens, start);
    }
    gathered.leave();
    return true;
  }

  /** What opens a compound command here; empty when nothing does. */
  private String opening() throws Stop {
    return switch (in.peek()) {
      // sh may read two subshells.
      case '(' -> in.peek(1) == '(' ? bash("((") : "(";
      case '{' -> in.standsAt("{") ? "{" : "";
      case '[' -> in.standsAt("[[") ? bash("[[") : "";
      case 'i' -> reserved("if");
      case 'w' -> reserved("while");
      case 'u' -> reserved("until");
      case 'f' -> in.standsAt("function") ? bash("function") : reserved("for");
      case 's' -> in.standsAt("select") ? bash("select") : "";
      case 'c' -> in.standsAt("coproc") ? "coproc" : reserved("case");
      default -> "";
    };
  }

  private String reserved(String word) {
    return in.standsAt(word) ? word : "";
  }

  private String bash(String word) throws Stop {
    if (gathered.dialect != Dialect.BASH) {
      throw Stop.beyond("a construct that sh may lack", in.offset());
    }
    return word;
  }

  private void arithmetic(int start) throws Stop {
    in.at += 2;
    words.arithmetic(start, "");
  }

  private void condition() throws Stop {
    in.at += "if".length();
    script.someList();
    script.expect("then");
    script.someList();
    while (in.standsAt("elif")) {
      in.at += "elif".length();
      script.someList();
      script.expect("then");
      script.someList();
    }
    if (in.standsAt("else")) {
      in.at += "else".length();
      script.someList();
    }
    script.expect("fi");
  }

  private void loop() throws Stop {
    script.someList();
    body();
  }

  private void body() throws Stop {
    script.expect("do");
    script.someList();
    script.expect("done");
  }

  private void loopOver(int start) throws Stop {
    in.skipBlanks();
    if (in.startsWith("((")) {
      bash("((");
      in.at += 2;
      words.arithmetic(start, ";");
      in.skipBlanks();
      if (in.peek() == ';') {
        in.at++;
      }
      script.skipLines();
      body();
      return;
    }
    int end = in.nameEnd(in.at);
    if (end == in.at) {
      throw Stop.malformed("loop without a variable", in.offset());
    }
    String name = in.text.substring(in.at, end);
    if (!name.equals(name.toLowerCase(Locale.ROOT))) {
      // Shells and programs look at names in capitals.
      script.assigns(new Assignment(name, words.unknown()), start);
    }
    in.at = end;
    script.skipLines();
    if (in.standsAt("in")) {
      in.at += "in".length();
      in.skipBlanks();
      while ((!Cursor.endsWord(in.peek()) && in.peek() != '#') || isProcess()) {
        if (!script.someWord().isKnown()) {
          gathered.takesText();
        }
        in.skipBlanks();
      }
    }
    in.skipBlanks();
    if (in.peek() == ';') {
      in.at++;
    }
    script.skipLines();
    body();
  }

  private boolean isProcess() {
    return (in.peek() == '<' || in.peek() == '>') && in.peek(1) == '(';
  }

  private void cases() throws Stop {
    in.at += "case".length();
    script.someWord();
    script.skipLines();
    script.expect("in");
    script.skipLines();
    while (!in.standsAt("esac")) {
      if (in.peek() == '(') {
        in.at++;
      }
      pattern();
      script.list();
      if (in.startsWith(";;&")) {
        in.at += 3;
      } else if (in.startsWith(";;") || in.startsWith(";&")) {
        in.at += 2;
      } else if (!in.standsAt("esac")) {
        throw script.unexpected();
      }
      script.skipLines();
    }
    in.at += "esac".length();
  }

  private void pattern() throws Stop {
    while (true) {
      script.someWord();
      in.skipBlanks();
      char c = in.peek();
      if (c != '|' && c != ')') {
        throw script.unexpected();
      }
      in.at++;
      if (c == ')') {
        return;
      }
    }
  }

  private void function() throws Stop {
    in.at += "function".length();
    in.skipBlanks();
    int start = in.at;
    while (!Cursor.endsWord(in.peek())) {
      char c = in.peek();
      if (!Cursor.continuesName(c) && c != '-' && c != '.' && c != ':') {
        throw Stop.beyond("function with an unusual name", in.offset());
      }
      in.at++;
    }
    if (in.at == start) {
      throw script.unexpected();
    }
    String name = in.text.substring(start, in.at);
    in.skipBlanks();
    if (in.peek() == '(') {
      in.at++;
      in.skipBlanks();
      if (in.peek() != ')') {
        throw script.unexpected();
      }
      in.at++;
    }
    script.function(name);
  }

  /** {@code [[ … ]]} runs only what its words hold; it may compute with what variables hold. */
  private void test(int start) throws Stop {
    in.at += 2;
    int depth = 0;
    while (true) {
      script.skipLines();
      if (in.standsAt("]]") && depth == 0) {
        in.at += 2;
        return;
      }
      if (in.ended()) {
        throw Stop.malformed("test without an end", start);
      }
      char c = in.peek();
      if (c == '(') {
        depth++;
        in.at++;
      } else if (c == ')') {
        depth--;
        in.at++;
      } else if (in.startsWith("=~")) {
        in.at += 2;
        regularExpression();
      } else if ((c == '<' || c == '>') && !isProcess()) {
        in.at++;
      } else if (in.startsWith("&&") || in.startsWith("||")) {
        in.at += 2;
      } else if (evaluates(script.someWord())) {
        gathered.computes(start);
      }
    }
  }

  /** Operators whose operands are numbers, or the name of a variable. */
  private static boolean evaluates(Word operator) {
    return switch (operator.source()) {
      case "-eq", "-ne", "-lt", "-le", "-gt", "-ge", "-v", "-R" -> true;
      default -> false;
    };
  }

  /** What follows {@code =~}: parentheses and bars in it are its own. */
  private void regularExpression() throws Stop {
    in.skipBlanks();
    int depth = 0;
    while (true) {
      char c = in.peek();
      if (c == '(') {
        depth++;
        in.at++;
      } else if (c == ')' && depth > 0) {
        depth--;
        in.at++;
      } else if (c == '|' || c == '<' || c == '>') {
        in.at++;
      } else if (depth > 0 && c == ' ') {
        in.at++;
      } else if (Cursor.endsWord(c)) {
        return;
      } else {
        words.word();
      }
    }
  }
}
