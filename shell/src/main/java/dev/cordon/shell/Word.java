package dev.cordon.shell;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One word of a command, as far as the script tells what it will be. Immutable.
 *
 * @param text the value when it is known; else what the value starts with, as far as that is known
 * @param tail what a value that is not known ends with; empty when it is known
 * @param spread what the word becomes
 * @param home whether {@code text} starts with a {@code ~} that stands for the home directory
 * @param source the word as written
 * @param commands what runs to find the value: command and process substitutions, in order
 */
public record Word(
    String text, String tail, Spread spread, boolean home, String source, List<Command> commands) {

  /** What a word becomes when the shell has expanded it. */
  public enum Spread {
    /** Exactly {@link Word#text}. */
    KNOWN,
    /** One word of digits, such as the number of a process. */
    NUMBER,
    /** One word, starting with the text and ending with the tail. */
    ONE,
    /** Any number of words, each starting with the text and ending with the tail. */
    ALIKE,
    /** Any number of words of any kind. */
    ANY
  }

  public Word {
    commands = List.copyOf(commands);
  }

  /** A word that is what it says. */
  public static Word of(String text) {
    return new Word(text, "", Spread.KNOWN, false, text, List.of());
  }

  /** Any number of words nobody knows, such as {@code xargs} adds. */
  static Word any(String source) {
    return new Word("", "", Spread.ANY, false, source, List.of());
  }

  /** The same word where {@code ~} stands for {@code home}; null when nobody knows it. */
  Word withHome(@Nullable String home) {
    if (!this.home) {
      return this;
    }
    String below = text.substring(1);
    if (home != null) {
      return new Word(home.concat(below), tail, spread, false, source, commands);
    }
    return isKnown()
        ? new Word("", below, Spread.ONE, false, source, commands)
        : new Word("", tail, spread, false, source, commands);
  }

  /** Whether the value is {@link #text} and nothing else. */
  public boolean isKnown() {
    return spread == Spread.KNOWN;
  }

  /** Whether the value is known to be {@code value}. */
  public boolean is(String value) {
    return spread == Spread.KNOWN && text.equals(value);
  }

  /** Whether the word, or one of the words it becomes, may be {@code value}. */
  public boolean mayBe(String value) {
    return switch (spread) {
      case KNOWN -> text.equals(value);
      case NUMBER -> isNumber(value);
      case ONE, ALIKE ->
          value.length() >= text.length() + tail.length()
              && value.startsWith(text)
              && value.endsWith(tail);
      case ANY -> true;
    };
  }

  /** Whether the word, or one of the words it becomes, may start with {@code prefix}. */
  public boolean mayStartWith(String prefix) {
    return switch (spread) {
      case KNOWN -> text.startsWith(prefix);
      case NUMBER -> prefix.isEmpty() || isNumber(prefix);
      case ONE, ALIKE -> text.startsWith(prefix) || prefix.startsWith(text);
      case ANY -> true;
    };
  }

  private static boolean isNumber(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (!Cursor.isDigit(text.charAt(i))) {
        return false;
      }
    }
    return !text.isEmpty();
  }
}
