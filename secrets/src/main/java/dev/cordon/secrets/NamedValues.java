package dev.cordon.secrets;

/**
 * Takes the values of telling names out of one text: {@code NAME=VALUE}, {@code --name=VALUE},
 * {@code "name": "VALUE"}, {@code Header: VALUE}. One pass.
 */
final class NamedValues {

  /** A value after a likely name is taken for a secret from this length on. */
  private static final int MIN_VALUE = 6;

  /** Spaces, quotes and backslashes around a separator that are looked past. */
  private static final int MAX_SKIPPED = 8;

  private static final int MAX_REFERENCE = 64;

  private final String text;
  private final StringBuilder out = new StringBuilder();
  private int copied;
  private char quote;

  private NamedValues(String text) {
    this.text = text;
  }

  static String remove(String text) {
    return text.indexOf('=') < 0 && text.indexOf(':') < 0 ? text : new NamedValues(text).remove();
  }

  private String remove() {
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '=' || c == ':') {
        at = Math.max(at, value(at) - 1);
      } else if (c == '\n') {
        quote = 0;
      } else if (c == '"' || c == '\'') {
        quote = quote == 0 ? c : quote == c ? 0 : quote;
      }
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  /** The name before a separator at {@code separator} and what it tells. */
  private TellingName name(int separator) {
    int end = separator;
    int stop = Math.max(copied, separator - MAX_SKIPPED);
    while (end > stop && isAround(text.charAt(end - 1))) {
      end--;
    }
    int start = end;
    stop = Math.max(copied, end - TellingName.MAX_LENGTH);
    while (start > stop && isNameCharacter(text.charAt(start - 1))) {
      start--;
    }
    boolean expansion = start >= 2 && text.startsWith("${", start - 2);
    return start == end || expansion ? TellingName.NO : TellingName.of(text.substring(start, end));
  }

  /** Takes out the value of the separator at {@code separator}; where it ended, or 0. */
  private int value(int separator) {
    TellingName name = name(separator);
    if (name == TellingName.NO) {
      return 0;
    }
    boolean spaced = separator > 0 && text.charAt(separator - 1) == ' ';
    boolean loose = text.charAt(separator) == ':' || spaced;
    int start = separator + 1;
    while (start < text.length() && (text.charAt(start) == '=' || text.charAt(start) == '>')) {
      start++;
    }
    int stop = Math.min(text.length(), start + MAX_SKIPPED);
    while (loose && start < stop && text.charAt(start) == ' ') {
      start++;
    }
    int opened = start;
    while (opened < stop && text.charAt(opened) == '\\') {
      opened++;
    }
    boolean quoted =
        opened < text.length() && isQuote(text.charAt(opened)) && quote != text.charAt(opened);
    quoted |= opened > start && opened < text.length() && isQuote(text.charAt(opened));
    int from = quoted ? opened + 1 : start;
    int quotes = from - start;
    boolean cookie = name == TellingName.COOKIE;
    boolean header = cookie || name == TellingName.HEADER;
    if ((isReference(text, from) && !cookie)
        || text.startsWith("//", from)
        || Redaction.isMarked(text, from)) {
      return 0;
    }
    int after =
        name == TellingName.HEADER
            ? afterScheme(from, Math.min(text.length(), from + MAX_REFERENCE))
            : from;
    if (after > from && (Redaction.isMarked(text, after) || isReference(text, after))) {
      return 0;
    }
    int end = quoted ? closing(start, from) : bareEnd(from, header);
    if (cookie && isReference(text, from) && isShortWord(from, end)) {
      return 0;
    }
    from = Math.min(after, end);
    if (!isSecret(name, from, end)) {
      return 0;
    }
    String kind = header ? "authorization" : "value";
    out.append(text, copied, from).append(Redaction.mark(kind));
    copied = end;
    // Past the closing quotes too: they must not count as opening ones.
    return end + quotes;
  }

  /** Whether nothing but a variable can stand there. */
  private boolean isShortWord(int from, int end) {
    if (end - from > MAX_REFERENCE) {
      return false;
    }
    for (int i = from; i < end; i++) {
      if (isDelimiter(text.charAt(i))) {
        return false;
      }
    }
    return true;
  }

  /** Where the quotes that open between {@code start} and {@code from} close. */
  private int closing(int start, int from) {
    int end = text.indexOf(text.substring(start, from), from);
    return end < 0 ? text.length() : end;
  }

  private int bareEnd(int from, boolean header) {
    int end = from;
    while (end < text.length()) {
      char c = text.charAt(end);
      if (c == '\n' || (c == quote && quote != 0) || (c == '\\' && isQuoteAt(end + 1))) {
        break;
      }
      if (isQuote(c) && quote == 0) {
        int close = text.indexOf(c, end + 1);
        end = close < 0 ? text.length() - 1 : close;
      } else if (!header && isDelimiter(c)) {
        break;
      }
      end++;
    }
    return end;
  }

  private boolean isQuoteAt(int at) {
    return at < text.length() && isQuote(text.charAt(at));
  }

  /** {@code Basic X}, {@code Bearer X}: the first word says how, not what. */
  private int afterScheme(int from, int end) {
    int at = from;
    while (at < end && (TokenShape.isLetterOrDigit(text.charAt(at)) || text.charAt(at) == '-')) {
      at++;
    }
    int word = at;
    while (at < end && text.charAt(at) == ' ') {
      at++;
    }
    return at > word && at < end && word - from <= MAX_SKIPPED * 2 ? at : from;
  }

  private boolean isSecret(TellingName name, int from, int end) {
    int least = name == TellingName.LIKELY ? MIN_VALUE : 1;
    return end - from >= least && !isPlaceholder(from, end);
  }

  private boolean isPlaceholder(int from, int end) {
    if (end - from > MIN_VALUE + 3) {
      return false;
    }
    return switch (text.substring(from, end)) {
      case "true",
          "false",
          "null",
          "none",
          "None",
          "nil",
          "yes",
          "no",
          "undefined",
          "{",
          "[",
          "(" ->
          true;
      default -> false;
    };
  }

  /** Whether a variable or a substitution stands at {@code at} instead of a value. */
  static boolean isReference(String text, int at) {
    if (at >= text.length() || text.charAt(at) != '$' || at + 1 == text.length()) {
      return at < text.length() && text.charAt(at) == '`';
    }
    char next = text.charAt(at + 1);
    if (next == '(') {
      return true;
    }
    int end = next == '{' ? at + 2 : at + 1;
    int stop = Math.min(text.length(), end + MAX_REFERENCE);
    int start = end;
    while (end < stop
        && (TokenShape.isLetterOrDigit(text.charAt(end)) || text.charAt(end) == '_')) {
      end++;
    }
    if (end == start) {
      return false;
    }
    boolean closed =
        end == text.length() || isDelimiter(text.charAt(end)) || text.charAt(end) == '@';
    return next == '{' ? end < text.length() && "}:-".indexOf(text.charAt(end)) >= 0 : closed;
  }

  private static boolean isDelimiter(char c) {
    return c <= ' ' || ";&|<>\"'`".indexOf(c) >= 0;
  }

  private static boolean isQuote(char c) {
    return c == '"' || c == '\'';
  }

  private static boolean isAround(char c) {
    return c == '"' || c == '\'' || c == ' ' || c == '\\';
  }

  private static boolean isNameCharacter(char c) {
    return TokenShape.isLetterOrDigit(c) || c == '_' || c == '-' || c == '.';
  }
}
