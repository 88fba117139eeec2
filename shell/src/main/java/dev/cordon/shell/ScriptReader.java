package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the grammar of sh and bash (POSIX.1-2024, XCU 2; bash 5.2 manual, "Shell Grammar"): lists,
 * pipelines and simple commands here, what has a beginning and an end in {@link Compounds}.
 *
 * <p>INVARIANT: where shells differ in what would run, the reading stops. Where they differ in the
 * value of a word, the word is not known.
 */
final class ScriptReader {
  private final Cursor in;
  private final Gathered gathered;
  private final WordReader words;
  private final Compounds compounds;
  private final Heredocs heredocs;

  private int pipeline;
  private boolean fed;
  private boolean isolated;
  private boolean repeated;

  ScriptReader(Cursor in, Gathered gathered) {
    this.in = in;
    this.gathered = gathered;
    this.words = new WordReader(in, gathered, this);
    this.compounds = new Compounds(in, gathered, this, words);
    this.heredocs = new Heredocs(in, gathered);
  }

  WordReader words() {
    return words;
  }

  /** The surroundings of what stands here. */
  Command.Place place() {
    return new Command.Place(in.offset(), pipeline, fed, isolated, repeated);
  }

  /** All of the text, as part of a script that is being read. */
  void whole(Command.Place around) throws Stop {
    pipeline = around.pipeline();
    fed = around.fed();
    isolated = true;
    repeated = around.repeated();
    gathered.enter(in.offset());
    list();
    gathered.leave();
    end();
  }

  /** All of the text, which is the script. */
  void whole() throws Stop {
    list();
    end();
  }

  private void end() throws Stop {
    if (!in.ended()) {
      throw unexpected();
    }
    heredocs.checkNone();
  }

  /**
   * The commands of a substitution or subshell, up to the closing character, which is passed; tells
   * how many there were.
   */
  int nestedFed(boolean alsoFed) throws Stop {
    boolean before = fed;
    fed |= alsoFed;
    int count = nested(')');
    fed = before;
    return count;
  }

  /** As {@link #nestedFed}, fed as what it stands in. */
  int nested(char closing) throws Stop {
    int start = in.offset();
    boolean before = isolated;
    isolated = true;
    gathered.enter(start);
    int count = list();
    gathered.leave();
    heredocs.checkNone();
    if (in.peek() != closing) {
      throw in.ended() ? Stop.malformed("parenthesis without an end", start) : unexpected();
    }
    in.at++;
    isolated = before;
    return count;
  }

  Stop unexpected() {
    return Stop.malformed(in.ended() ? "script ends too early" : "not expected here", in.offset());
  }

  /** Passes blanks, comments and line ends. */
  void skipLines() throws Stop {
    while (true) {
      in.skipBlanks();
      char c = in.peek();
      if (c == '#') {
        in.skipLine();
      } else if (c == '\n') {
        in.at++;
        heredocs.read();
      } else {
        return;
      }
    }
  }

  /** Commands up to something that closes a construct; tells how many there were. */
  int list() throws Stop {
    int count = 0;
    while (true) {
      skipLines();
      if (in.ended() || closes()) {
        return count;
      }
      andOr();
      count++;
      in.skipBlanks();
      char c = in.peek();
      if (c == ';') {
        if (in.peek(1) == ';' || in.peek(1) == '&') {
          return count;
        }
        in.at++;
      } else if (c == '&') {
        in.at++;
      } else if (c != '\n' && c != '#' && !in.ended()) {
        return count;
      }
    }
  }

  /** A list that must hold a command. */
  void someList() throws Stop {
    if (list() == 0) {
      throw unexpected();
    }
  }

  private boolean closes() {
    char c = in.peek();
    return switch (c) {
      case ')', ';' -> true;
      case '}' -> in.standsAt("}");
      case ']' -> in.standsAt("]]") && gathered.dialect == Dialect.BASH;
      case 't' -> in.standsAt("then");
      case 'e' -> in.standsAt("else") || in.standsAt("elif") || in.standsAt("esac");
      case 'f' -> in.standsAt("fi");
      case 'd' -> in.standsAt("do") || in.standsAt("done");
      default -> false;
    };
  }

  private void andOr() throws Stop {
    pipeline();
    while (true) {
      in.skipBlanks();
      if (!in.startsWith("&&") && !in.startsWith("||")) {
        return;
      }
      in.at += 2;
      skipLines();
      pipeline();
    }
  }

  private void pipeline() throws Stop {
    int outer = pipeline;
    boolean fedBefore = fed;
    if (outer == 0) {
      pipeline = gathered.nextPipeline();
    }
    prefixes();
    command();
    while (true) {
      in.skipBlanks();
      if (in.peek() != '|' || in.peek(1) == '|') {
        break;
      }
      in.at++;
      if (in.peek() == '&') {
        if (gathered.dialect == Dialect.POSIX) {
          throw Stop.beyond("pipe with standard error, which sh may lack", in.offset());
        }
        in.at++;
      }
      skipLines();
      fed = true;
      command();
    }
    pipeline = outer;
    fed = fedBefore;
  }

  /** {@code !} and bash's {@code time}, which sh takes for a program. */
  private void prefixes() throws Stop {
    while (true) {
      in.skipBlanks();
      if (in.standsAt("!")) {
        in.at++;
      } else if (gathered.dialect == Dialect.BASH && in.standsAt("time")) {
        in.at += "time".length();
        in.skipBlanks();
        if (in.standsAt("-p")) {
          in.at += 2;
        }
      } else {
        return;
      }
    }
  }

  /** One command of any kind. */
  void command() throws Stop {
    in.skipBlanks();
    int from = gathered.commands.size();
    if (compounds.read()) {
      redirectsOfCompound(from);
      return;
    }
    if (closes() || in.standsAt("!")) {
      throw unexpected();
    }
    simple();
  }

  /** Says whether what follows may run more than once; tells whether it might before. */
  boolean repeat(boolean more) {
    boolean before = repeated;
    repeated = more;
    return before;
  }

  /** Redirections of a whole; what they read, each command in it may read. */
  private void redirectsOfCompound(int from) throws Stop {
    int to = gathered.commands.size();
    Command.Place place = place();
    List<Redirect> redirects = new ArrayList<>();
    List<Heredocs.Pending> pending = new ArrayList<>();
    in.skipBlanks();
    while (redirect(redirects, pending)) {
      in.skipBlanks();
    }
    if (!redirects.isEmpty()) {
      add(new Command(List.of(), List.of(), redirects, place, List.of()), pending);
    }
    if (readsInput(redirects)) {
      gathered.feed(from, to);
    }
  }

  static boolean readsInput(List<Redirect> redirects) {
    for (int i = 0; i < redirects.size(); i++) {
      Redirect.Kind kind = redirects.get(i).kind();
      if (kind == Redirect.Kind.TEXT || kind == Redirect.Kind.READ) {
        return true;
      }
    }
    return false;
  }

  private void add(Command command, List<Heredocs.Pending> pending) throws Stop {
    int index = gathered.add(command);
    for (int i = 0; i < pending.size(); i++) {
      heredocs.expect(pending.get(i).of(index));
    }
  }

  /** An expansion sets a variable. */
  void assigns(Assignment assignment, int offset) throws Stop {
    Command.Place place = new Command.Place(offset, pipeline, fed, isolated, repeated);
    gathered.add(new Command(List.of(assignment), List.of(), List.of(), place, List.of()));
  }

  private void simple() throws Stop {
    Command.Place place = place();
    List<Assignment> assignments = new ArrayList<>();
    List<Word> line = new ArrayList<>();
    List<Redirect> redirects = new ArrayList<>();
    List<Heredocs.Pending> pending = new ArrayList<>();
    boolean quoted = false;
    while (true) {
      in.skipBlanks();
      char c = in.peek();
      if (redirect(redirects, pending)) {
        continue;
      }
      if (c == '(' && line.size() == 1 && assignments.isEmpty() && redirects.isEmpty() && !quoted) {
        function(line.getFirst());
        return;
      }
      if (c == '#' || (Cursor.endsWord(c) && !isProcess(c))) {
        break;
      }
      int start = in.at;
      Assignment assignment = line.isEmpty() ? words.assignment() : null;
      if (assignment != null) {
        assignments.add(assignment);
        continue;
      }
      Word word = declares(line) ? declared() : words.word();
      if (in.at == start) {
        throw unexpected();
      }
      checkNoDescriptor(word);
      quoted = !word.source().equals(word.text());
      line.add(word);
    }
    if (in.peek() == '(' || (in.peek() == Cursor.END && !in.ended())) {
      throw unexpected();
    }
    if (assignments.isEmpty() && line.isEmpty() && redirects.isEmpty()) {
      throw unexpected();
    }
    check(line, place.offset());
    if (line.size() == 1 && line.getFirst().is("exec") && readsInput(redirects)) {
      throw Stop.beyond("the shell's own input is changed", place.offset());
    }
    if (declares(line)) {
      assignments.addAll(declared(line));
    }
    add(new Command(assignments, line, redirects, place, List.of()), pending);
  }

  /** bash puts the number of a new descriptor into the variable of {@code {name}>file}. */
  private void checkNoDescriptor(Word word) throws Stop {
    boolean braces = word.source().startsWith("{") && word.source().endsWith("}");
    if (braces && (in.peek() == '<' || in.peek() == '>')) {
      throw Stop.beyond("descriptor in a variable", in.offset());
    }
  }

  private boolean isProcess(char c) {
    return (c == '<' || c == '>') && in.peek(1) == '(';
  }

  private static boolean declares(List<Word> line) {
    if (line.isEmpty() || !line.getFirst().isKnown()) {
      return false;
    }
    return switch (line.getFirst().text()) {
      case "declare", "typeset", "local", "export", "readonly" -> true;
      default -> false;
    };
  }

  /** What {@code export NAME=value…} and its relatives assign. */
  private static List<Assignment> declared(List<Word> line) {
    List<Assignment> declared = new ArrayList<>();
    for (int i = 1; i < line.size(); i++) {
      if (line.get(i).text().indexOf('=') > 0) {
        declared.add(Assignment.of(line.get(i)));
      }
    }
    return declared;
  }

  /** An argument of a builtin that declares: it may assign a list. */
  private Word declared() throws Stop {
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

  /** Words that change how the lines after them are read. */
  private void check(List<Word> line, int offset) throws Stop {
    if (line.isEmpty() || !line.getFirst().isKnown()) {
      return;
    }
    if (looksAtSubscripts(line)) {
      gathered.computes(offset);
    }
    if (line.getFirst().text().equals("alias") && line.size() > 1) {
      throw Stop.beyond("alias, which changes what names mean", offset);
    }
  }

  /** Builtins that evaluate a subscript in the name of a variable. */
  private static boolean looksAtSubscripts(List<Word> line) {
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

  private void function(Word name) throws Stop {
    in.at++;
    in.skipBlanks();
    if (in.peek() != ')') {
      throw unexpected();
    }
    in.at++;
    function(name.text());
  }

  /** The body of a function; its name and parentheses are passed. */
  void function(String name) throws Stop {
    int start = in.offset();
    gathered.functions.add(name);
    skipLines();
    gathered.enter(start);
    boolean before = repeat(true);
    int from = gathered.commands.size();
    if (!compounds.read()) {
      throw Stop.beyond("function without braces", start);
    }
    repeat(before);
    gathered.leave();
    redirectsOfCompound(from);
    // What comes in where it is called comes in here.
    gathered.feed(from, gathered.commands.size());
  }

  private boolean redirect(List<Redirect> redirects, List<Heredocs.Pending> pending) throws Stop {
    int at = in.at;
    while (Cursor.isDigit(in.peek(at - in.at))) {
      at++;
    }
    char c = in.peek(at - in.at);
    boolean both = c == '&' && in.peek(at - in.at + 1) == '>' && at == in.at;
    boolean opens = c == '<' || c == '>';
    if (!both && (!opens || (in.peek(at - in.at + 1) == '(' && at == in.at))) {
      return false;
    }
    in.at = at;
    if (both) {
      if (gathered.dialect != Dialect.BASH) {
        throw Stop.beyond("redirection of both streams, which sh may read otherwise", in.offset());
      }
      in.at += in.startsWith("&>>") ? 3 : 2;
      redirects.add(target(Redirect.Kind.WRITE));
      return true;
    }
    if (in.startsWith("<<<")) {
      in.at += 3;
      redirects.add(target(Redirect.Kind.TEXT));
    } else if (in.startsWith("<<")) {
      pending.add(heredocs.announce(redirects.size()));
      redirects.add(new Redirect(Redirect.Kind.TEXT, Word.of("")));
    } else if (in.startsWith("<&") || in.startsWith(">&")) {
      in.at += 2;
      Redirect redirect = target(Redirect.Kind.DUPLICATE);
      redirects.add(duplicates(redirect.target(), c));
    } else {
      int length = in.startsWith("<>") || in.startsWith(">>") || in.startsWith(">|") ? 2 : 1;
      Redirect.Kind kind = c == '<' && length == 1 ? Redirect.Kind.READ : Redirect.Kind.WRITE;
      in.at += length;
      redirects.add(target(kind));
    }
    return true;
  }

  /** {@code >&word} writes a file when the word is no descriptor. */
  private static Redirect duplicates(Word target, char c) {
    if (target.isKnown() && isDescriptor(target.text())) {
      return new Redirect(Redirect.Kind.DUPLICATE, target);
    }
    return new Redirect(c == '<' ? Redirect.Kind.READ : Redirect.Kind.WRITE, target);
  }

  private static boolean isDescriptor(String text) {
    return !text.isEmpty()
        && isOnlyDigits(text.endsWith("-") ? text.substring(0, text.length() - 1) : text);
  }

  private static boolean isOnlyDigits(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Cursor.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  private Redirect target(Redirect.Kind kind) throws Stop {
    in.skipBlanks();
    int start = in.at;
    boolean comment = in.peek() == '#';
    Word word = words.word();
    boolean descriptor = isOnlyDigits(word.source()) && (in.peek() == '<' || in.peek() == '>');
    if (in.at == start || comment || descriptor) {
      throw Stop.malformed("redirection without a target", in.base + start);
    }
    return new Redirect(kind, word);
  }

  /** The word that must stand here, such as what a loop goes through. */
  Word someWord() throws Stop {
    in.skipBlanks();
    int start = in.at;
    boolean comment = in.peek() == '#';
    Word word = words.word();
    if (in.at == start || comment) {
      throw unexpected();
    }
    return word;
  }

  /** Passes a reserved word that must stand here. */
  void expect(String reserved) throws Stop {
    in.skipBlanks();
    if (!in.standsAt(reserved)) {
      throw unexpected();
    }
    in.at += reserved.length();
  }
}
