package dev.cordon.session;

/**
 * A question as lines of a terminal. What is too long for a line goes on in the next, further in
 * than anything of ours begins: no name a command has chosen can look like a line of the question.
 */
final class Page {
  private static final String KEYS = "\n  [y] once  [s] this session  [p] this project  [n] no  ";
  private static final String KEYS_ONCE = "\n  [y] once  [n] no  ";
  private static final String KEYS_ANY =
      "\n  [y] once  [s] this session  [p] this project  [a] p, any last  [n] no  ";
  private static final int LABEL = 9;
  private static final String LINE = "\n  ";

  /** Where the rest of a long line begins. */
  private static final String FURTHER = "\n" + " ".repeat(15);

  /** Columns of a terminal that does not say how many it has. */
  private static final int USUAL = 80;

  /** Columns with which folding still leaves something to read. */
  private static final int FEWEST = 40;

  private final int columns;

  /**
   * A page.
   *
   * @param columns of the terminal; 0 when unknown
   */
  Page(int columns) {
    this.columns = columns <= 0 ? USUAL : Math.max(columns, FEWEST);
  }

  String of(Question question) {
    StringBuilder page = new StringBuilder();
    append(page, "cordon: ", question.headline());
    for (Question.Line line : question.lines()) {
      String label = line.label() + " ".repeat(Math.max(0, LABEL - line.label().length()));
      append(page, LINE + label, line.text());
    }
    String keys =
        switch (question.offer()) {
          case ONCE -> KEYS_ONCE;
          case SCOPES -> KEYS;
          case ANY_LAST -> KEYS_ANY;
        };
    return page.append(keys).toString();
  }

  private void append(StringBuilder page, String start, String text) {
    String shown = ShellWords.visible(text);
    page.append(start);
    int used = start.startsWith(LINE) ? start.length() - 1 : start.length();
    for (int at = 0; at < shown.length(); ) {
      int end = fitting(shown, at, columns - 1 - used);
      page.append(shown, at, end);
      at = end;
      if (at < shown.length()) {
        page.append(FURTHER);
        used = FURTHER.length() - 1;
      }
    }
  }

  /** Where the next line begins: behind the last space that fits, or where the room ends. */
  private static int fitting(String text, int from, int room) {
    int at = from;
    int space = from;
    for (int used = 0; at < text.length(); ) {
      int point = text.codePointAt(at);
      used += point < 128 ? 1 : 2; // none is wider
      if (used > room && at > from) {
        return space > from ? space : at;
      }
      at += Character.charCount(point);
      space = point == ' ' ? at : space;
    }
    return at;
  }
}
