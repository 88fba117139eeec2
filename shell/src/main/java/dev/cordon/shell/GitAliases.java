package dev.cordon.shell;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What git makes of a name that is an alias: the words after it belong to what it stands for
 * (git-config(1)). Remembers what a script has configured. Not thread-safe.
 */
final class GitAliases {
  /** Most meanings of one name that are followed. */
  static final int MAX_MEANINGS = 16;

  private static final String PREFIX = "alias.";
  private static final String SUFFIX = ".command";

  private final Inner inner;
  private final Map<String, List<String>> configured = new HashMap<>();

  GitAliases(Inner inner) {
    this.inner = inner;
  }

  /** Whether the setting called {@code name} is an alias. */
  static boolean isAlias(String name) {
    return folded(name).startsWith(PREFIX);
  }

  /** {@code git config alias.NAME VALUE} is remembered for what follows. */
  void configure(Command command, String setting, String value) throws Stop {
    String name = nameIn(setting);
    List<String> values = configured.get(name);
    if (values == null) {
      values = new ArrayList<>();
      configured.put(name, values);
    }
    if (values.size() == MAX_MEANINGS) {
      throw new Stop(
          Reading.Trouble.TOO_LARGE,
          "more than " + MAX_MEANINGS + " meanings of an alias",
          command.place().offset());
    }
    values.add(value);
  }

  /**
   * Adds what {@code command} runs when its subcommand is an alias.
   *
   * @param at where the subcommand stands
   */
  void called(Command command, int at) throws Stop {
    List<Word> words = command.words();
    if (at >= words.size() || !words.get(at).isKnown()) {
      return;
    }
    String name = folded(words.get(at).text());
    List<Word> before = new ArrayList<>();
    String own = null;
    for (int i = 0; i < at; i++) {
      Word next = words.get(i + 1);
      if (words.get(i).is("-c") && i + 1 < at && sets(next, name)) {
        own = next.text().substring(next.text().indexOf('=') + 1);
        i++;
      } else {
        before.add(words.get(i));
      }
    }
    List<Word> after = words.subList(at + 1, words.size());
    if (own != null) {
      stands(command, own, before, after);
      return;
    }
    List<String> values = configured.getOrDefault(name, List.of());
    for (int i = 0; i < values.size(); i++) {
      stands(command, values.get(i), before, after);
    }
  }

  /** Whether {@code -c SETTING} says what {@code name} stands for. */
  static boolean sets(Word setting, String name) {
    int equals = setting.text().indexOf('=');
    return setting.isKnown()
        && equals > 0
        && isAlias(setting.text())
        && nameIn(setting.text().substring(0, equals)).equals(name);
  }

  /** {@code alias.NAME}, or {@code alias.NAME.command}. */
  private static String nameIn(String setting) {
    String name = folded(setting).substring(PREFIX.length());
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  static String folded(String name) {
    return name.toLowerCase(Locale.ROOT);
  }

  private void stands(Command command, String value, List<Word> before, List<Word> after)
      throws Stop {
    if (value.startsWith("!")) {
      String script = value.substring(1).concat(arguments(after));
      inner.nested(command, "git", script, Dialect.POSIX);
      return;
    }
    inner.count(command, value.length());
    List<Word> words = new ArrayList<>(before);
    SplitText.addWords(Word.of(value), 0, "\\", words);
    words.addAll(after);
    inner.add(Inner.inside(command, words, "git"));
  }

  /** The words as a shell reads them back, each after a blank. */
  private static String arguments(List<Word> words) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      text.append(' ');
      if (word.spread().compareTo(Word.Spread.ALIKE) >= 0) {
        text.append("$_");
        continue;
      }
      quote(word.text(), text);
      if (!word.isKnown()) {
        text.append("\"$_\"");
        quote(word.tail(), text);
      }
    }
    return text.toString();
  }

  private static void quote(String value, StringBuilder text) {
    text.append('\'').append(value.replace("'", "'\\''")).append('\'');
  }
}
