package dev.cordon.shell;

import java.util.List;

/** What {@code parallel} runs: words joined to a script, with its input put into them. */
final class InParallel {
  private final Inner inner;

  InParallel(Inner inner) {
    this.inner = inner;
  }

  void parallel(Command command, String name) throws Stop {
    List<Word> words = command.words();
    List<Integer> starts = Wrapper.named(name).getFirst().commandsAt(words, 1, false);
    if (starts.isEmpty() || words.get(starts.getFirst()).text().startsWith(":::")) {
      // The commands themselves are what comes in.
      inner.nested(command, name, null, Dialect.POSIX);
      return;
    }
    String place = place(words, starts.getFirst());
    for (int i = 0; i < starts.size(); i++) {
      joined(command, name, starts.get(i), place);
    }
  }

  /** What {@code -I} says is put where input goes. */
  private static String place(List<Word> words, int end) {
    for (int i = 1; i < end; i++) {
      String text = words.get(i).text();
      if (text.equals("-I")) {
        return words.get(i + 1).text();
      }
      if (text.startsWith("-I")) {
        return text.substring(2);
      }
    }
    return "{}";
  }

  private void joined(Command command, String name, int from, String place) throws Stop {
    List<Word> words = command.words();
    StringBuilder script = new StringBuilder();
    boolean known = true;
    for (int i = from; i < words.size() && !words.get(i).text().startsWith(":::"); i++) {
      known &= words.get(i).isKnown();
      script.append(words.get(i).text()).append(' ');
    }
    // What comes in is put at braces or at the end, and may be anything.
    String text = script.toString();
    if (!place.isEmpty() && !place.equals("{}")) {
      text = text.replace(place, "\"$_\"");
    }
    text = text.replace("{", "\"$_\"{").replace("\"$_\"{}", "\"$_\"");
    boolean any = known && !text.isBlank();
    inner.nested(command, name, any ? text.concat(" $_") : null, Dialect.POSIX);
  }
}
