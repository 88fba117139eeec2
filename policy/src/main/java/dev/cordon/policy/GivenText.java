package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Redirect;
import dev.cordon.shell.Word;
import java.util.List;

/** What a command is told, as far as the script says: in its words and in what comes in. Pure. */
final class GivenText {

  /** Commands of one pipeline that are looked at. */
  private static final int MAX_DISTANCE = 500;

  private GivenText() {}

  /** Whether the command at {@code index} is, or may be, told {@code text}, which is folded. */
  static boolean mayHold(List<Command> commands, int index, String text) {
    return mayHold(commands, index, text, false);
  }

  /**
   * Whether the command at {@code index} is told {@code text}, which is folded.
   *
   * @param sure whether only what is known counts
   */
  static boolean mayHold(List<Command> commands, int index, String text, boolean sure) {
    Command command = commands.get(index);
    if (mayHold(command.words(), text, sure) || redirectsHold(command, text, sure)) {
      return true;
    }
    int pipeline = command.place().pipeline();
    for (int i = index - 1; command.place().fed() && i >= 0 && index - i <= MAX_DISTANCE; i--) {
      Command other = commands.get(i);
      if (other.place().pipeline() != pipeline) {
        return false;
      }
      boolean says = other.program().equals("echo") || other.program().equals("printf");
      if ((says && mayHold(other.words(), text, sure)) || redirectsHold(other, text, sure)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayHold(List<Word> words, String text, boolean sure) {
    for (int i = 1; i < words.size(); i++) {
      if (mayHold(words.get(i), text, sure)) {
        return true;
      }
    }
    return false;
  }

  private static boolean redirectsHold(Command command, String text, boolean sure) {
    for (int i = 0; i < command.redirects().size(); i++) {
      Redirect redirect = command.redirects().get(i);
      if (redirect.kind() == Redirect.Kind.TEXT && mayHold(redirect.target(), text, sure)) {
        return true;
      }
    }
    return false;
  }

  private static boolean mayHold(Word word, String text, boolean sure) {
    return (!sure && !word.isKnown()) || holds(Text.fold(word.text()), text);
  }

  /** A name is there as a word of its own; what starts with another sign, where no word goes on. */
  private static boolean holds(String all, String text) {
    boolean starts = text.charAt(0) != '\\';
    boolean ends = isPartOfName(text.charAt(0)) && isPartOfName(text.charAt(text.length() - 1));
    int at = all.indexOf(text);
    while (at >= 0) {
      int end = at + text.length();
      boolean before = !starts || at == 0 || !isPartOfName(all.charAt(at - 1));
      boolean after = !ends || end == all.length() || !isPartOfName(all.charAt(end));
      if (before && after) {
        return true;
      }
      at = all.indexOf(text, at + 1);
    }
    return false;
  }

  private static boolean isPartOfName(char c) {
    return c == '_' || (c >= '0' && c <= '9') || Character.isLetter(c);
  }
}
