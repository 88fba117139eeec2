package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;

/** Here-documents: announced on one line, read after its end. Not thread-safe. */
final class Heredocs {
  /** Most that one line may announce. */
  static final int MAX_ON_A_LINE = 64;

  private final Cursor in;
  private final Gathered gathered;
  private final List<Pending> expected = new ArrayList<>();

  Heredocs(Cursor in, Gathered gathered) {
    this.in = in;
    this.gathered = gathered;
  }

  /**
   * A text that is still to come.
   *
   * @param delimiter the line that ends it
   * @param literal whether nothing in it is expanded
   * @param indented whether tabs at the start of its lines do not count
   * @param redirect which redirection of its command it is for
   * @param command which command it is for
   * @param offset where it was announced
   */
  record Pending(
      String delimiter, boolean literal, boolean indented, int redirect, int command, int offset) {
    Pending of(int index) {
      return new Pending(delimiter, literal, indented, redirect, index, offset);
    }
  }

  /** Reads {@code <<WORD}; what it announces has to be {@link #expect expected}. */
  Pending announce(int redirect) throws Stop {
    int offset = in.offset();
    in.at += 2;
    boolean indented = in.peek() == '-';
    if (indented) {
      in.at++;
    }
    in.skipBlanks();
    StringBuilder delimiter = new StringBuilder();
    boolean literal = false;
    while (!Cursor.endsWord(in.peek())) {
      char c = in.peek();
      if (c == '\'' || c == '"') {
        int end = in.text.indexOf(c, in.at + 1);
        if (end < 0) {
          throw Stop.malformed("quote without an end", in.offset());
        }
        delimiter.append(in.text, in.at + 1, end);
        literal = true;
        in.at = end + 1;
      } else {
        delimiter.append(c);
        in.at++;
      }
    }
    String text = delimiter.toString();
    if (text.isEmpty() || !isPlain(text)) {
      throw Stop.beyond("here-document with an unusual end", offset);
    }
    return new Pending(text, literal, indented, redirect, 0, offset);
  }

  private static boolean isPlain(String delimiter) {
    for (int i = 0; i < delimiter.length(); i++) {
      char c = delimiter.charAt(i);
      if (!Cursor.continuesName(c) && "-_.!+:%@ ".indexOf(c) < 0) {
        return false;
      }
    }
    return true;
  }

  void expect(Pending pending) throws Stop {
    if (expected.size() == MAX_ON_A_LINE) {
      throw new Stop(
          Reading.Trouble.TOO_LARGE,
          "more than " + MAX_ON_A_LINE + " here-documents on a line",
          pending.offset());
    }
    expected.add(pending);
  }

  void checkNone() throws Stop {
    if (!expected.isEmpty()) {
      throw Stop.malformed("here-document without an end", expected.getFirst().offset());
    }
  }

  /** Reads all that are expected; a line has just ended. */
  void read() throws Stop {
    for (int i = 0; i < expected.size(); i++) {
      read(expected.get(i));
    }
    expected.clear();
  }

  private void read(Pending pending) throws Stop {
    StringBuilder body = new StringBuilder();
    int start = in.offset();
    boolean joined = false;
    while (true) {
      if (in.ended()) {
        throw Stop.malformed("here-document without an end", pending.offset());
      }
      int end = in.text.indexOf('\n', in.at);
      int stop = end < 0 ? in.text.length() : end;
      String line = in.text.substring(in.at, stop);
      in.at = end < 0 ? stop : end + 1;
      if (pending.indented() && !joined) {
        line = withoutTabs(line);
      }
      if (!joined && line.equals(pending.delimiter())) {
        break;
      }
      body.append(line).append('\n');
      joined = !pending.literal() && endsWithBackslash(line);
    }
    put(pending, text(pending, body.toString(), start));
  }

  private Word text(Pending pending, String body, int start) throws Stop {
    if (!pending.literal()) {
      return new ScriptReader(new Cursor(body, start), gathered).words().text();
    }
    gathered.literal(body, start);
    return Word.of(body);
  }

  private void put(Pending pending, Word text) {
    Command command = gathered.commands.get(pending.command());
    List<Redirect> redirects = new ArrayList<>(command.redirects());
    redirects.set(pending.redirect(), new Redirect(Redirect.Kind.TEXT, text));
    gathered.commands.set(
        pending.command(),
        new Command(
            command.assignments(), command.words(), redirects, command.place(), command.via()));
  }

  private static String withoutTabs(String line) {
    int from = 0;
    while (from < line.length() && line.charAt(from) == '\t') {
      from++;
    }
    return line.substring(from);
  }

  private static boolean endsWithBackslash(String line) {
    int count = 0;
    for (int i = line.length() - 1; i >= 0 && line.charAt(i) == '\\'; i--) {
      count++;
    }
    return count % 2 == 1;
  }
}
