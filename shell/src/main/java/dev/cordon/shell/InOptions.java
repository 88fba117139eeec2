package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What options run whose value is a command. */
final class InOptions {

  /** Shortest prefix of a long option, dashes included, that is taken for a shortened one. */
  private static final int SHORTEST_PREFIX = 3;

  private static final String MAKE_SHELL = "$(shell";

  private final Inner inner;

  InOptions(Inner inner) {
    this.inner = inner;
  }

  /** Adds what the options of {@code command} run, which is called {@code name}. */
  void options(Command command, String name) throws Stop {
    CommandOptions options = CommandOptions.of(name);
    List<Word> words = command.words();
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      Word next = i + 1 < words.size() ? words.get(i + 1) : Word.of("");
      for (int o = 0; o < options.scripts().size(); o++) {
        option(command, name, options.scripts().get(o), word, next);
      }
      if (options.words().contains(word.text())) {
        wordsAfter(command, name, i + 1);
      }
      int executes = word.text().startsWith("--ch") ? word.text().indexOf("=exec=") : -1;
      if (executes > 0) {
        value(command, name, word, word.text().substring(executes + "=exec=".length()));
      } else if (name.endsWith("tar") && word.text().startsWith("exec=")) {
        value(command, name, word, word.text().substring("exec=".length()));
      }
      if (name.endsWith("make")) {
        variable(command, word);
      }
      if (name.startsWith("rpm")) {
        expanded(command, name, word, "%(");
      }
      if (isSecureShell(name)) {
        setting(command, name, word, next);
      }
      if (name.equals("socat")) {
        addresses(command, name, word);
      }
    }
    if (name.endsWith("tar") && words.size() > 1) {
      bundled(command, name, words.get(1).text());
    }
  }

  /** Whether one of {@code words} holds what the program called {@code name} runs, for sure. */
  static boolean holdCommand(List<Word> words, String name, Wrapper wrapper) {
    List<String> options = new ArrayList<>(CommandOptions.of(name).scripts());
    options.addAll(CommandOptions.of(name).words());
    for (int i = 1; i < words.size(); i++) {
      for (int o = 0; o < options.size() && words.get(i).isKnown(); o++) {
        if (wrapper.options().isThere(options.get(o), words.get(i).text())) {
          return true;
        }
      }
    }
    return false;
  }

  private void option(Command command, String name, String option, Word word, Word next)
      throws Stop {
    String text = word.text();
    if (option.endsWith("=")) {
      if (text.startsWith(option)) {
        value(command, name, word, text.substring(option.length()));
      }
    } else if (word.is(option)) {
      value(command, name, next, next.text());
    } else if (option.startsWith("--")) {
      int equals = text.indexOf('=');
      if (!isShortened(equals < 0 ? text : text.substring(0, equals), option)) {
        return;
      }
      if (equals < 0 && word.isKnown()) {
        value(command, name, next, next.text());
      } else {
        value(command, name, word, text.substring(equals + 1));
      }
    } else if (option.length() == 2 && text.startsWith("-") && !text.startsWith("--")) {
      // -cI COMMAND and -cICOMMAND, as -I COMMAND
      int at = text.indexOf(option.charAt(1), 1);
      if (at > 0 && at == text.length() - 1 && word.isKnown()) {
        value(command, name, next, next.text());
      } else if (at > 0) {
        value(command, name, word, text.substring(at + 1));
      }
    }
  }

  private void value(Command command, String via, Word word, String text) throws Stop {
    // bash puts a number and a line that it has read behind what is to be called.
    boolean called = via.equals("mapfile") || via.equals("readarray");
    inner.nested(command, via, known(word, called ? text.concat(" $_") : text), Dialect.POSIX);
  }

  private static @Nullable String known(Word word, String text) {
    return word.isKnown() ? text : null;
  }

  /** {@code --opt} for {@code --option}: long options may be shortened. */
  private static boolean isShortened(String text, String option) {
    return text.length() >= SHORTEST_PREFIX && option.startsWith(text);
  }

  private void wordsAfter(Command command, String name, int from) throws Stop {
    List<Word> words = command.words();
    int end = from;
    while (end < words.size() && !words.get(end).is(";")) {
      end++;
    }
    List<Word> rest = new ArrayList<>(words.subList(from, end));
    if (rest.isEmpty()) {
      return;
    }
    if (name.startsWith("fd")) {
      Inner.fill(rest, "{}");
      rest.add(Word.any("…"));
    }
    inner.add(Inner.inside(command, rest, name));
  }

  /** {@code EXEC:COMMAND,pty} of socat, on its own or as one half of {@code a!!b}. */
  private void addresses(Command command, String name, Word word) throws Stop {
    String text = word.text();
    int start = 0;
    while (start <= text.length()) {
      int both = text.indexOf("!!", start);
      int end = both < 0 ? text.length() : both;
      String address = text.substring(start, end);
      int colon = address.indexOf(':');
      if (colon < 0 && !word.isKnown()) {
        value(command, name, word, "");
      } else if (colon > 0 && Runners.isSocketAddress(address.substring(0, colon))) {
        int comma = address.indexOf(',');
        String script = address.substring(colon + 1, comma < 0 ? address.length() : comma);
        // Quotes of its own keep a comma from ending the command.
        boolean plain = script.indexOf('"') < 0 && script.indexOf('\\') < 0;
        value(command, name, plain ? word : Word.any("?"), script);
      }
      start = end + 2;
    }
  }

  private static boolean isSecureShell(String name) {
    return switch (name) {
      case "ssh", "scp", "sftp", "autossh" -> true;
      default -> false;
    };
  }

  /** {@code -o NAME=VALUE}, also glued and behind other flags. */
  private void setting(Command command, String name, Word word, Word next) throws Stop {
    String text = word.text();
    int flag = text.startsWith("-") ? text.indexOf('o', 1) : -1;
    if (flag < 0) {
      return;
    }
    boolean glued = flag + 1 < text.length();
    Word held = glued ? word : next;
    String setting = held.text().substring(glued ? flag + 1 : 0).strip();
    int end = 0;
    while (end < setting.length() && setting.charAt(end) != '=' && setting.charAt(end) > ' ') {
      end++;
    }
    if (!held.isKnown() && end == setting.length()) {
      value(command, name, held, "");
    } else if (setting.substring(0, end).equalsIgnoreCase("match")) {
      // Words and quotes of its own.
      if (setting.contains("exec")) {
        value(command, name, Word.any("?"), "");
      }
    } else if (Runners.isSecureShellSetting(setting.substring(0, end))) {
      int start = end;
      while (start < setting.length()
          && (setting.charAt(start) == '=' || setting.charAt(start) <= ' ')) {
        start++;
      }
      value(command, name, held, setting.substring(start));
    }
  }

  /** A script between {@code start} and the last bracket. */
  private void expanded(Command command, String name, Word word, String start) throws Stop {
    int at = word.text().indexOf(start);
    if (at >= 0) {
      int from = at + start.length();
      int end = word.text().lastIndexOf(')');
      value(command, name, word, word.text().substring(from, Math.max(from, end)));
    }
  }

  /** {@code make NAME=value}: some names hold a program, and values hold {@code $(shell …)}. */
  private void variable(Command command, Word word) throws Stop {
    if (!Wrapper.isAssignment(word)) {
      return;
    }
    Assignment set = Assignment.of(word);
    String value = set.value().text();
    if (value.contains(MAKE_SHELL)) {
      expanded(command, "make", word, MAKE_SHELL);
    } else if (Runners.isVariable(set.name())) {
      value(command, set.name(), set.value(), value);
    }
  }

  /** {@code tar cIf COMMAND FILE}: letters without a dash take their values in order. */
  private void bundled(Command command, String name, String letters) throws Stop {
    if (letters.startsWith("-") || letters.indexOf('/') >= 0) {
      return;
    }
    int next = 2;
    for (int i = 0; i < letters.length() && next < command.words().size(); i++) {
      char letter = letters.charAt(i);
      if (letter == 'I' || letter == 'F') {
        value(command, name, command.words().get(next), command.words().get(next).text());
      }
      next += "bCfFgHIKLNTVX".indexOf(letter) >= 0 ? 1 : 0;
    }
  }
}
