package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;

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
  private final Redirections redirections;
  private final Declarations declarations;

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
    this.redirections = new Redirections(in, gathered, words, heredocs);
    this.declarations = new Declarations(in, gathered, words);
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
          in.skipBlanks();
        }
        if (in.standsAt("--")) {
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
    while (redirections.read(redirects, pending)) {
      in.skipBlanks();
    }
    if (!redirects.isEmpty()) {
      add(new Command(List.of(), List.of(), redirects, place, List.of()), pending);
    }
    if (Redirections.readsInput(redirects)) {
      gathered.feed(from, to);
    }
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
    Declarations.Called called = new Declarations.Called();
    List<Word> line = called.line();
    List<Redirect> redirects = new ArrayList<>();
    List<Heredocs.Pending> pending = new ArrayList<>();
    boolean quoted = false;
    while (true) {
      in.skipBlanks();
      char c = in.peek();
      if (redirections.read(redirects, pending)) {
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
        if (Runners.isNumber(assignment.name())) {
          gathered.computes(place.offset());
        }
        continue;
      }
      Word word = called.declares() ? declarations.argument(called) : words.word();
      if (in.at == start) {
        throw unexpected();
      }
      checkNoDescriptor(word);
      quoted = !word.source().equals(word.text());
      called.add(word);
    }
    if (in.peek() == '(' || (in.peek() == Cursor.END && !in.ended())) {
      throw unexpected();
    }
    if (assignments.isEmpty() && line.isEmpty() && redirects.isEmpty()) {
      throw unexpected();
    }
    check(called, place.offset());
    if (line.size() == 1 && line.getFirst().is("exec") && Redirections.readsInput(redirects)) {
      throw Stop.beyond("the shell's own input is changed", place.offset());
    }
    if (called.declares()) {
      assignments.addAll(Declarations.declared(line));
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

  /** Words that change how the lines after them are read. */
  private void check(Declarations.Called called, int offset) throws Stop {
    List<Word> line = called.line();
    if (line.isEmpty() || !line.getFirst().isKnown()) {
      return;
    }
    declarations.evaluates(called, offset);
    if (line.getFirst().text().equals("alias") && line.size() > 1) {
      throw Stop.beyond("alias, which changes what names mean", offset);
    }
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
