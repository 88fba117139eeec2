package dev.cordon.shell;

import java.util.List;

/** Reads redirections (POSIX.1-2024, XCU 2.7; bash 5.2 manual, "Redirections"). Not thread-safe. */
final class Redirections {
  private final Cursor in;
  private final Gathered gathered;
  private final WordReader words;
  private final Heredocs heredocs;

  Redirections(Cursor in, Gathered gathered, WordReader words, Heredocs heredocs) {
    this.in = in;
    this.gathered = gathered;
    this.words = words;
    this.heredocs = heredocs;
  }

  /** Reads one, when one stands here; false when none does. */
  boolean read(List<Redirect> redirects, List<Heredocs.Pending> pending) throws Stop {
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

  /** Whether something else than the shell's own input is read. */
  static boolean readsInput(List<Redirect> redirects) {
    for (int i = 0; i < redirects.size(); i++) {
      if (isInput(redirects.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Adds those of {@code redirects} by which something comes in. */
  static void addInput(List<Redirect> redirects, List<Redirect> input) {
    for (int i = 0; i < redirects.size(); i++) {
      if (isInput(redirects.get(i))) {
        input.add(redirects.get(i));
      }
    }
  }

  private static boolean isInput(Redirect redirect) {
    return redirect.kind() == Redirect.Kind.TEXT || redirect.kind() == Redirect.Kind.READ;
  }
}
