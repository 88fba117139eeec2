package dev.cordon.rules;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Command patterns in which a star is any text, over several words too, as in Claude Code. A rule
 * that allows gets less than that, any other rule more. Pure.
 */
final class StarPattern {

  private StarPattern() {}

  /**
   * Makes the command of {@code draft}.
   *
   * @param text the pattern
   * @param words its words
   * @param whole whether nothing may follow it
   * @return why it cannot be made; null when it was
   */
  static @Nullable String add(String text, List<String> words, boolean whole, Draft draft) {
    if (!draft.allows()) {
      restrict(text, draft);
      return null;
    }
    String last = words.getLast();
    boolean glued = last.length() > 1 && last.endsWith("*");
    List<String> kept = new ArrayList<>(words);
    if (glued) {
      String start = last.substring(0, last.length() - 1);
      kept.set(kept.size() - 1, start);
      draft.changes.add("only with the whole word \"" + start + "\"");
    }
    for (String word : kept) {
      if (word.indexOf('*') >= 0 && !word.equals(CommandPattern.ANY_WORD)) {
        return "its * stands for a part of a word, and a token here is a whole word";
      }
    }
    if (PlainWords.hasStar(kept)) {
      draft.changes.add("its * is one word");
    }
    draft.command = PlainWords.tokens(kept);
    draft.whole = whole && !glued;
    return null;
  }

  /** The words before the first star in order, and every part after it anywhere. */
  private static void restrict(String text, Draft draft) {
    int star = text.indexOf('*');
    int end = text.lastIndexOf(' ', star);
    List<String> head = end < 0 ? null : PlainWords.of(text.substring(0, end), draft.action);
    draft.command =
        head == null ? List.of(List.of(CommandPattern.ANY_WORD)) : PlainWords.tokens(head);
    StringBuilder when = new StringBuilder();
    for (String part : text.substring(end + 1).split("[ *]+", -1)) {
      if (!part.isEmpty()) {
        when.append(when.isEmpty() ? "" : " && ");
        when.append("command.exists(w, w.contains('").append(part).append("'))");
      }
    }
    draft.when = when.toString();
    draft.changes.add("the parts around its * may stand anywhere");
  }
}
