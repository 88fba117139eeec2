package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;

/** What {@code env} runs, and with which variables. */
final class InEnv {
  private static final String SPLIT = "--split-string";

  /** Shortest prefix of {@link #SPLIT} that env takes for it. */
  private static final String SHORTEST_SPLIT = "--s";

  /** Escapes of its own, variables of the run, and what starts a comment. */
  private static final String UNCLEAR = "\\$#";

  private final Inner inner;

  InEnv(Inner inner) {
    this.inner = inner;
  }

  /** {@code env NAME=value… COMMAND}: what it sets is set for the command. */
  void env(Command command) throws Stop {
    Wrapper wrapper = Wrapper.named("env").getFirst();
    List<Word> words = withoutSplits(command, wrapper);
    List<Assignment> set = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.text();
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

  /** The words of env with what {@code -S} holds in its place, which may hold another. */
  private static List<Word> withoutSplits(Command command, Wrapper wrapper) throws Stop {
    List<Word> words = command.words();
    int at = splitAt(words, wrapper);
    for (int splits = 0; at > 0; splits++) {
      if (splits == Inner.MAX_WRAPPERS) {
        throw new Stop(
            Reading.Trouble.TOO_LARGE,
            "more than " + Inner.MAX_WRAPPERS + " texts of env in one another",
            command.place().offset());
      }
      words = withoutSplit(words, at);
      at = splitAt(words, wrapper);
    }
    return words;
  }

  /** Where the first option is that holds words; negative when none does. */
  private static int splitAt(List<Word> words, Wrapper wrapper) {
    for (int i = 1; i < words.size(); i++) {
      Word word = words.get(i);
      String text = word.text();
      if (splits(text)) {
        return i;
      }
      boolean option = text.startsWith("-") && !word.is("-") && !word.is("--");
      if (!option && !Wrapper.isAssignment(word)) {
        return -1;
      }
      i += option && wrapper.takesNext(text) ? 1 : 0;
    }
    return -1;
  }

  /** Whether an option of env is {@code -S}, also behind others in one word. */
  private static boolean splits(String option) {
    if (option.startsWith("--")) {
      int equals = option.indexOf('=');
      String name = equals < 0 ? option : option.substring(0, equals);
      return name.length() >= SHORTEST_SPLIT.length() && SPLIT.startsWith(name);
    }
    for (int i = 1; option.startsWith("-") && i < option.length(); i++) {
      char c = option.charAt(i);
      if (c == 'S' || c == 'u' || c == 'C') {
        return c == 'S';
      }
    }
    return false;
  }

  /** What the option at {@code at} holds is put where it stands, word by word. */
  private static List<Word> withoutSplit(List<Word> words, int at) {
    Word option = words.get(at);
    String text = option.text();
    int value = text.indexOf(text.startsWith("--") ? '=' : 'S') + 1;
    boolean glued = text.startsWith("--") ? value > 0 : value < text.length();
    glued |= !option.isKnown();
    int next = glued ? at + 1 : at + 2;
    List<Word> all = new ArrayList<>(words.subList(0, at));
    if (glued) {
      SplitText.addWords(option, value, UNCLEAR, all);
    } else if (at + 1 < words.size()) {
      SplitText.addWords(words.get(at + 1), 0, UNCLEAR, all);
    }
    all.addAll(words.subList(Math.min(next, words.size()), words.size()));
    return all;
  }
}
