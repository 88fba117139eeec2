package dev.cordon.secrets;

/** Takes passwords out of {@code scheme://user:PASSWORD@host}. One pass. */
final class UserInfo {

  private static final String AUTHORITY = "://";
  private static final String ENDS_AUTHORITY = "/?#\\<>`\"'";

  /** How far after a host, or what looks like one, an {@code @} still makes it a password. */
  private static final int MAX_PASSWORD = 256;

  /** A user name of this length without a password is a token. */
  private static final int TOKEN = 20;

  private UserInfo() {}

  static String remove(String text) {
    int scheme = text.indexOf(AUTHORITY);
    if (scheme < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int copied = 0;
    while (scheme >= 0) {
      int start = scheme + AUTHORITY.length();
      int end = authorityEnd(text, start);
      int at = lastAt(text, start, end);
      int colon = indexOf(text, ':', start, at < 0 ? end : at);
      if (at < 0 && colon >= 0 && !isPort(text, colon + 1, end)) {
        at = laterAt(text, end);
      }
      int secret = colon >= 0 ? colon + 1 : isToken(text, start, at) ? start : -1;
      if (at > secret
          && secret >= 0
          && !Redaction.isMarked(text, start)
          && !NamedValues.isReference(text, secret)) {
        out.append(text, copied, secret).append(Redaction.mark("password"));
        copied = at;
        end = Math.max(at, end);
      }
      scheme = text.indexOf(AUTHORITY, end);
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  private static int authorityEnd(String text, int start) {
    int end = start;
    while (end < text.length()
        && text.charAt(end) > ' '
        && ENDS_AUTHORITY.indexOf(text.charAt(end)) < 0) {
      end++;
    }
    return end;
  }

  private static int lastAt(String text, int start, int end) {
    for (int i = end - 1; i >= start; i--) {
      if (text.charAt(i) == '@') {
        return i;
      }
    }
    return -1;
  }

  /** A password with a slash in it seems to end the host before the {@code @}. */
  private static int laterAt(String text, int from) {
    int stop = Math.min(text.length(), from + MAX_PASSWORD);
    int found = -1;
    for (int i = from; i < stop; i++) {
      char c = text.charAt(i);
      if (c <= ' ' || c == '"' || c == '\'' || text.startsWith(AUTHORITY, i)) {
        break;
      }
      found = c == '@' ? i : found;
    }
    return found;
  }

  private static int indexOf(String text, char wanted, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) == wanted) {
        return i;
      }
    }
    return -1;
  }

  private static boolean isPort(String text, int start, int end) {
    for (int i = start; i < end; i++) {
      if (text.charAt(i) < '0' || text.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static boolean isToken(String text, int start, int at) {
    if (at - start < TOKEN) {
      return false;
    }
    for (int i = start; i < at; i++) {
      if (text.charAt(i) >= '0' && text.charAt(i) <= '9') {
        return true;
      }
    }
    return false;
  }
}
