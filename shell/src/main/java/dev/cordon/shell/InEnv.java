package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;

/** What {@code env} runs, and with which variables. */
final class InEnv {
  private final Inner inner;

  InEnv(Inner inner) {
    this.inner = inner;
  }

  /** {@code env NAME=value… COMMAND}: what it sets is set for the command. */
  void env(Command command) throws Stop {
    List<Word> words = command.words();
    Wrapper wrapper = Wrapper.named("env").getFirst();
    List<Assignment> set = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.text();
      boolean split = splits(text);
      if (split) {
        splitString(command, i);
        return;
      }
      if (text.startsWith("-")) {
        if (wrapper.takesNext(text)) {
          i++;
        }
      } else if (Wrapper.isAssignment(word)) {
        set.add(Assignment.of(word));
      } else {
        break;
      }
    }
    List<Integer> starts = wrapper.commandsAt(words, 1, true);
    if (Inner.mayHideAnother(words, starts.isEmpty() ? words.size() : starts.getFirst())) {
      inner.add(Inner.inside(command, List.of(Word.any("?")), "env"));
    }
    for (int i = 0; i < starts.size(); i++) {
      Command bare = Inner.inside(command, words.subList(starts.get(i), words.size()), "env");
      inner.add(new Command(set, bare.words(), bare.redirects(), bare.place(), bare.via()));
    }
  }

  /** Whether an option of env is {@code -S}, also behind others in one word. */
  private static boolean splits(String option) {
    if (option.startsWith("--")) {
      return option.startsWith("--sp");
    }
    for (int i = 1; option.startsWith("-") && i < option.length(); i++) {
      char c = option.charAt(i);
      if (c == 'S' || c == 'u' || c == 'C') {
        return c == 'S';
      }
    }
    return false;
  }

  /** {@code env -S 'a b'}: its own quoting is close to the shell's. */
  private void splitString(Command command, int at) throws Stop {
    List<Word> words = command.words();
    Word first = words.get(at);
    String text = first.text();
    String start;
    int next = at + 1;
    if (text.startsWith("--")) {
      int equals = text.indexOf('=');
      start = equals < 0 ? "" : text.substring(equals + 1);
    } else {
      start = text.substring(text.indexOf('S') + 1);
    }
    boolean known = first.isKnown();
    StringBuilder script = new StringBuilder(start);
    for (int i = next; i < words.size(); i++) {
      known &= words.get(i).isKnown();
      script.append(' ').append(words.get(i).text());
    }
    // The escapes of env are not the shell's.
    boolean plain = known && script.indexOf("\\") < 0;
    inner.nested(command, "env", plain ? script.toString() : null, Dialect.BASH);
  }
}
