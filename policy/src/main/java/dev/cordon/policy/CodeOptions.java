package dev.cordon.policy;

import dev.cordon.shell.Table;
import dev.cordon.shell.Word;
import java.util.List;

/** One row of {@link InterpreterTable}: where code is among the words of a command. Immutable. */
final class CodeOptions {

  /** Where the code comes from. */
  enum Source {
    /** It is, or may be, among the words. */
    WORDS,
    /** It is in a file or a module that is named, or there is none. */
    FILE,
    /** It comes in. */
    INPUT
  }

  private static final int CODE = 1;
  private static final int ENDS = 2;
  private static final int VALUED = 3;
  private static final int WHERE = 4;
  private static final int INPUT = 5;

  private static final String DATA = "data:";

  /** What is run follows, as in {@code deno run}. */
  private static final String LEADS_ON = "run";

  /** What long options start with that switch something on or off and take no word. */
  private static final List<String> SWITCHES =
      List.of("--no-", "--enable-", "--disable-", "--trace-", "--inspect", "--harmony", "--yjit");

  private final List<String> code;
  private final List<String> ends;
  private final List<String> valued;
  private final boolean anywhere;
  private final boolean names;
  private final String input;

  CodeOptions(String[] row) {
    code = Table.words(row[CODE]);
    ends = Table.words(row[ENDS]);
    valued = Table.words(row[VALUED]);
    anywhere = row[WHERE].startsWith("any");
    names = row[WHERE].endsWith("names");
    input = row[INPUT];
  }

  /** Where the code of a command comes from. */
  Source source(List<Word> words) {
    boolean perhapsValue = false;
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.text();
      if (!word.isKnown() && word.mayStartWith("-")) {
        return Source.WORDS;
      }
      if (isCode(text) || isAddress(text)) {
        return Source.WORDS;
      }
      if (holds(ends, text)) {
        String named = i + 1 < words.size() ? words.get(i + 1).text() : "";
        boolean comes = isInput(named) && !input.equals("data");
        return isModule(text, named) ? Source.WORDS : comes ? Source.INPUT : Source.FILE;
      }
      boolean option = text.startsWith("-") && text.length() > 1;
      boolean value = option && i + 1 < words.size() && takesNext(text);
      String held = value ? words.get(i + 1).text() : text;
      if (value && isAddress(held)) {
        return Source.WORDS;
      }
      if (isInput(held) && !input.equals("data")) {
        return Source.INPUT;
      }
      i += value ? 1 : 0;
      if (!option && !anywhere && !perhapsValue && !text.equals(LEADS_ON)) {
        return Source.FILE;
      }
      perhapsValue = option && !value && mayTakeNext(text);
    }
    return input.equals("code") ? Source.INPUT : Source.FILE;
  }

  /** {@code data:text/javascript,x}, a module that is its own address, or code glued to a name. */
  private static boolean isAddress(String text) {
    int equals = text.startsWith("-") ? text.indexOf('=') : -1;
    boolean glued = text.startsWith("-") && (text.indexOf(';') > 0 || text.indexOf('(') > 0);
    return text.startsWith(DATA) || (equals > 0 && text.startsWith(DATA, equals + 1)) || glued;
  }

  /** {@code -m timeit}: a module that takes code, also glued to its option. */
  private boolean isModule(String option, String next) {
    return code.contains(option.length() > 2 ? option.substring(2) : next);
  }

  /** Whether a long option that is in no list may be followed by its value. */
  private boolean mayTakeNext(String option) {
    if (!option.startsWith("--") || option.indexOf('=') > 0) {
      return false;
    }
    for (int i = 0; i < SWITCHES.size(); i++) {
      if (option.startsWith(SWITCHES.get(i))) {
        return false;
      }
    }
    return option.length() > 2;
  }

  private static boolean isInput(String file) {
    return file.equals("-") || file.endsWith("stdin") || file.contains("/fd/");
  }

  private boolean isCode(String text) {
    for (int i = 0; i < code.size(); i++) {
      String option = code.get(i);
      if (option.startsWith("+")
          ? isCommand(text, option)
          : !option.startsWith("-") && text.equals(option)) {
        return true;
      }
    }
    return text.startsWith("-") && holds(code, text);
  }

  /** {@code +cmd} of an editor; a number or a pattern is a place in the file. */
  private static boolean isCommand(String text, String start) {
    if (!text.startsWith(start) || text.length() == 1) {
      return false;
    }
    char first = text.charAt(1);
    return first != '/' && (first < '0' || first > '9');
  }

  /** Whether {@code text} is one of the options, with or without a value, or has its letter. */
  private boolean holds(List<String> options, String text) {
    int equals = text.indexOf('=');
    String name = equals < 0 ? text : text.substring(0, equals);
    for (int i = 0; i < options.size(); i++) {
      if (options.get(i).startsWith("--") || names) {
        // Long options may be shortened.
        boolean shortened =
            name.startsWith("--")
                && name.length() > 3
                && options.get(i).startsWith(name)
                && !valued.contains(name);
        if (options.get(i).equals(name) || shortened) {
          return true;
        }
      }
    }
    return !names && !text.startsWith("--") && letterAt(options, text) > 0;
  }

  /** Where in a row of letters one of the options stands; what a value is made of is none. */
  private int letterAt(List<String> options, String cluster) {
    for (int i = 1; cluster.startsWith("-") && i < cluster.length(); i++) {
      if (isLetter(options, cluster.charAt(i))) {
        return i;
      }
      if (isLetter(valued, cluster.charAt(i))) {
        return -1;
      }
    }
    return -1;
  }

  private static boolean isLetter(List<String> options, char letter) {
    return !options.isEmpty()
        && !options.getFirst().startsWith("--")
        && options.getFirst().startsWith("-")
        && options.getFirst().indexOf(letter) > 0;
  }

  private boolean takesNext(String option) {
    if (option.startsWith("--") || names) {
      return option.indexOf('=') < 0 && holds(valued, option);
    }
    return letterAt(valued, option) == option.length() - 1;
  }
}
