package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.util.ArrayList;
import java.util.List;

/** What a row of {@link DangerTable} says a command has. Immutable. */
final class DangerPattern {

  /** Shortest prefix of a long option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 3;

  private static final String ANY_WORD = "*";
  private static final char KNOWN = '&';

  private final List<String> subcommands = new ArrayList<>();
  private final List<String> marks = new ArrayList<>();
  private final List<String> dryRuns = new ArrayList<>();
  private int needed;

  DangerPattern(String text) {
    int start = 0;
    while (start < text.length()) {
      int space = text.indexOf(' ', start);
      int end = space < 0 ? text.length() : space;
      add(text.substring(start, end));
      start = end + 1;
    }
  }

  private void add(String token) {
    switch (token.isEmpty() ? ' ' : token.charAt(0)) {
      case '-', '=', '^', '~', '%' -> marks.add(token);
      case '!' -> dryRuns.add(token.substring(1));
      case '@' -> needed = token.charAt(1) - '0';
      case ' ' -> {}
      default -> subcommands.add(token);
    }
  }

  /** Whether the command at {@code index} has it; a word that is not known is what it may be. */
  boolean mayMatch(List<Command> commands, int index) {
    List<Word> words = commands.get(index).words();
    return hasSubcommands(words, 0, 1)
        && hasMark(commands, index, words, false)
        && !asksForHelp(words)
        && !onlyTries(words);
  }

  /** Whether it has it as far as its words are known. */
  boolean matches(List<Command> commands, int index) {
    List<Word> words = known(commands.get(index).words());
    return hasSubcommands(words, 0, 1) && hasMark(commands, index, words, true);
  }

  private static List<Word> known(List<Word> words) {
    List<Word> known = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).isKnown()) {
        known.add(words.get(i));
      }
    }
    return known;
  }

  /** Each in order from {@code at} on; before one there may be options and their values. */
  private boolean hasSubcommands(List<Word> words, int from, int start) {
    if (from == subcommands.size()) {
      return true;
    }
    boolean afterOption = false;
    for (int at = start; at < words.size(); at++) {
      Word word = words.get(at);
      boolean known = subcommands.get(from).charAt(0) == KNOWN;
      if (word.spread() == Word.Spread.ANY && !known) {
        return true;
      }
      boolean option = word.text().startsWith("-");
      boolean found =
          known
              ? word.isKnown() && mayBe(subcommands.get(from).substring(1), word, option)
              : mayBe(subcommands.get(from), word, option);
      if (found && hasSubcommands(words, from + 1, at + 1)) {
        return true;
      }
      if (!option && !afterOption) {
        return false;
      }
      afterOption = option && word.text().indexOf('=') < 0;
    }
    return false;
  }

  /** {@code *}, {@code name*} or {@code name,name}. */
  private static boolean mayBe(String subcommand, Word word, boolean option) {
    if (subcommand.equals(ANY_WORD)) {
      return !option;
    }
    int start = 0;
    while (start <= subcommand.length()) {
      int comma = subcommand.indexOf(',', start);
      int end = comma < 0 ? subcommand.length() : comma;
      boolean prefix = subcommand.charAt(end - 1) == '*';
      if (prefix
          ? word.mayStartWith(subcommand.substring(start, end - 1))
          : word.mayBe(subcommand.substring(start, end))) {
        return true;
      }
      start = end + 1;
    }
    return false;
  }

  private boolean hasMark(List<Command> commands, int index, List<Word> words, boolean sure) {
    if (marks.isEmpty()) {
      return true;
    }
    for (int m = 0; m < marks.size(); m++) {
      String mark = marks.get(m);
      if (mark.charAt(0) == '%'
          ? GivenText.mayHold(commands, index, mark.substring(1), sure)
          : isAmong(words, mark)) {
        return true;
      }
    }
    return false;
  }

  private boolean isAmong(List<Word> words, String mark) {
    boolean options = true;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      if (word.is("--")) {
        options = false;
      }
      boolean has =
          switch (mark.charAt(0)) {
            case '=' -> word.is(mark.substring(1));
            case '^' -> word.mayStartWith(mark.substring(1));
            case '~' -> mayContain(word, mark.substring(1));
            default -> options && mayBeOption(word, mark) && leavesOperands(words, i);
          };
      if (has) {
        return true;
      }
    }
    return false;
  }

  /** Right after the subcommands, where no program takes it for a value. */
  private boolean asksForHelp(List<Word> words) {
    int last = subcommands.size() + 1;
    if (words.size() != last + 1 || !words.get(last).is("--help")) {
      return false;
    }
    for (int i = 1; i < last; i++) {
      if (!words.get(i).isKnown() || words.get(i).text().startsWith("-")) {
        return false;
      }
    }
    return true;
  }

  /** Whether an option says so for sure: every word is known, and none takes it back. */
  private boolean onlyTries(List<Word> words) {
    boolean tries = false;
    boolean afterOption = false;
    for (int i = 1; i < words.size() && !dryRuns.isEmpty(); i++) {
      Word word = words.get(i);
      String text = word.text();
      boolean plain = isDryRun(text) || marks.contains(text) || hasOnlyLetters(text);
      boolean takenBack = text.startsWith("--no-") || (!plain && text.startsWith("--dry"));
      if (!word.isKnown() || takenBack || text.equals("false")) {
        return false;
      }
      if (text.equals("--")) {
        break;
      }
      tries |= isDryRun(text) && !afterOption;
      afterOption = text.startsWith("-") && !plain && text.indexOf('=') < 0;
    }
    return tries;
  }

  private boolean isDryRun(String text) {
    for (int i = 0; i < dryRuns.size(); i++) {
      String option = dryRuns.get(i);
      int colon = option.indexOf(':');
      if (text.equals(colon < 0 ? option : option.substring(0, colon))) {
        return true;
      }
      if (colon > 0 && text.indexOf(option.charAt(1)) > 0 && hasOnlyLetters(text)) {
        return true;
      }
    }
    return false;
  }

  /** {@code -n:dfn} says that these letters take no value. */
  private boolean hasOnlyLetters(String text) {
    for (int i = 0; i < dryRuns.size(); i++) {
      String option = dryRuns.get(i);
      int colon = option.indexOf(':');
      boolean only = colon > 0 && text.length() > 1 && text.startsWith("-");
      for (int c = 1; only && c < text.length(); c++) {
        only = option.indexOf(text.charAt(c), colon) > 0;
      }
      if (only) {
        return true;
      }
    }
    return false;
  }

  /** A word that is not known is an option only when enough is left for the option to act on. */
  private boolean leavesOperands(List<Word> words, int option) {
    if (words.get(option).spread() != Word.Spread.ONE) {
      return true;
    }
    int operands = 0;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      boolean operand = !word.isKnown() || !word.text().startsWith("-");
      operands += i != option && operand ? 1 : 0;
    }
    return operands - subcommands.size() >= needed;
  }

  private static boolean mayContain(Word word, String text) {
    return !word.isKnown() || Text.fold(word.text()).contains(text);
  }

  private static boolean mayBeOption(Word word, String option) {
    if (isNoOption(word, option)) {
      return false;
    }
    if (!word.isKnown()) {
      return word.text().isEmpty()
          ? word.mayStartWith("-")
          : word.spread() == Word.Spread.ANY
              || isOption(word.text(), option)
              || word.text().startsWith("-");
    }
    return isOption(word.text(), option);
  }

  /** {@code *.o} and {@code "$d"/x} end in what no row of flags and no long option has. */
  private static boolean isNoOption(Word word, String option) {
    boolean ends = word.tail().indexOf('.') >= 0 || word.tail().indexOf('/') >= 0;
    return word.spread() != Word.Spread.ANY && ends && !option.endsWith(word.tail());
  }

  /** As written, shortened, with a value, or in a cluster of short ones. */
  private static boolean isOption(String text, String option) {
    if (text.equals(option)) {
      return true;
    }
    if (option.startsWith("--")) {
      int equals = text.indexOf('=');
      String name = equals < 0 ? text : text.substring(0, equals);
      return name.length() >= SHORTEST_PREFIX && option.startsWith(name) && name.startsWith("--");
    }
    boolean cluster = text.startsWith("-") && !text.startsWith("--");
    return option.length() == 2 && cluster && text.indexOf(option.charAt(1)) > 0;
  }
}
