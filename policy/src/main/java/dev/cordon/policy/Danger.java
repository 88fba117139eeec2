package dev.cordon.policy;

import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why a command is dangerous, whatever the boundary. Pure.
 *
 * @param rule id of the judgement
 * @param reason why, lower case, no full stop
 */
record Danger(String rule, String reason) {

  /** Shortest prefix of a long option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 3;

  private static final int FIELDS = 4;
  private static final String UNKNOWN = " (an argument is not known and may do so)";

  /**
   * What is dangerous about the command at {@code index}, or null. A word that is not known counts
   * as what it may be.
   *
   * @param commands the whole script: what was loaded by one may be run by another
   */
  static @Nullable Danger of(List<Command> commands, int index) {
    Command command = commands.get(index);
    if (command.words().isEmpty()) {
      return null;
    }
    String name = Text.fold(command.program());
    List<String[]> rows = rows(name);
    for (int i = 0; i < rows.size(); i++) {
      String[] row = rows.get(i);
      Pattern pattern = new Pattern(row[1]);
      if (pattern.mayMatch(command.words())) {
        boolean sure = pattern.mayMatch(known(command.words()));
        return new Danger("dangerous.".concat(row[0]), sure ? row[2] : row[2].concat(UNKNOWN));
      }
    }
    return Download.isRun(commands, index)
        ? new Danger("dangerous.download-run", "what was downloaded is run unseen")
        : null;
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

  /** The rows of a program, each as id, pattern, reason and example. */
  static List<String[]> rows(String name) {
    String text = DangerTable.rows(name);
    List<String[]> rows = new ArrayList<>();
    int start = 0;
    while (start < text.length()) {
      int end = text.indexOf('\n', start);
      int stop = end < 0 ? text.length() : end;
      rows.add(fields(text.substring(start, stop)));
      start = stop + 1;
    }
    return rows;
  }

  private static String[] fields(String row) {
    String[] fields = new String[FIELDS];
    int start = 0;
    for (int i = 0; i < FIELDS; i++) {
      int end = i == FIELDS - 1 ? row.length() : row.indexOf('|', start);
      fields[i] = row.substring(start, end).strip();
      start = end + 1;
    }
    return fields;
  }

  /** What a row says a command has. */
  private static final class Pattern {
    private final List<String> subcommands = new ArrayList<>();
    private final List<String> marks = new ArrayList<>();
    private int needed;

    Pattern(String text) {
      int start = 0;
      while (start < text.length()) {
        int space = text.indexOf(' ', start);
        int end = space < 0 ? text.length() : space;
        String token = text.substring(start, end);
        char first = token.isEmpty() ? ' ' : token.charAt(0);
        if (first == '-' || first == '=' || first == '^' || first == '~') {
          marks.add(token);
        } else if (first == '@') {
          needed = token.charAt(1) - '0';
        } else if (first != ' ') {
          subcommands.add(token);
        }
        start = end + 1;
      }
    }

    boolean mayMatch(List<Word> words) {
      return hasSubcommands(words) && hasMark(words);
    }

    /** Each in order; before one there may be options and their values. */
    private boolean hasSubcommands(List<Word> words) {
      int at = 1;
      for (int i = 0; i < subcommands.size(); i++) {
        boolean found = false;
        boolean afterOption = false;
        while (!found) {
          if (at >= words.size()) {
            return false;
          }
          Word word = words.get(at);
          if (word.spread() == Word.Spread.ANY) {
            return true;
          }
          found = word.mayBe(subcommands.get(i));
          boolean option = word.text().startsWith("-");
          if (!found && !option && !afterOption) {
            return false;
          }
          afterOption = option && word.text().indexOf('=') < 0;
          at++;
        }
      }
      return true;
    }

    private boolean hasMark(List<Word> words) {
      if (marks.isEmpty()) {
        return true;
      }
      boolean options = true;
      for (int i = 1; i < words.size(); i++) {
        Word word = words.get(i);
        if (word.is("--")) {
          options = false;
        }
        for (int m = 0; m < marks.size(); m++) {
          String mark = marks.get(m);
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
}
