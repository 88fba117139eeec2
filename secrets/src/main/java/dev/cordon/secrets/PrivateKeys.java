package dev.cordon.secrets;

/** Takes private keys in PEM and PGP armour out of a text, header to footer. One pass. */
final class PrivateKeys {

  private static final String BEGIN = "-----BEGIN ";
  private static final String END = "-----END ";
  private static final String DASHES = "-----";
  private static final String PRIVATE = "PRIVATE KEY";

  /** A header line is not longer than this. */
  private static final int MAX_LABEL = 64;

  private PrivateKeys() {}

  static String remove(String text) {
    int begin = text.indexOf(BEGIN);
    if (begin < 0) {
      return text;
    }
    StringBuilder out = new StringBuilder();
    int copied = 0;
    while (begin >= 0) {
      int label = begin + BEGIN.length();
      String start = text.substring(label, Math.min(text.length(), label + MAX_LABEL));
      int closing = start.indexOf(DASHES);
      int named = start.indexOf(PRIVATE);
      int next = label;
      if (named >= 0 && (closing < 0 || named < closing)) {
        next = end(text, label);
        out.append(text, copied, begin).append(Redaction.mark("private-key"));
        copied = next;
      }
      begin = text.indexOf(BEGIN, next);
    }
    return copied == 0 ? text : out.append(text, copied, text.length()).toString();
  }

  /** After the footer; without one, the rest of the text counts as key. */
  private static int end(String text, int from) {
    int footer = text.indexOf(END, from);
    int closing = footer < 0 ? -1 : text.indexOf(DASHES, footer + END.length());
    return closing < 0 ? text.length() : closing + DASHES.length();
  }
}
