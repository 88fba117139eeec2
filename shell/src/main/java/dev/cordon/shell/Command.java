package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One simple command that a script can run. Immutable.
 *
 * @param assignments variables set for it, or for all that follows when there are no words
 * @param words program and arguments; empty when it only assigns or redirects
 * @param redirects its redirections, in order
 * @param place where in the script it stands
 * @param via the programs it is run by, outermost first, such as {@code sudo}; empty when the shell
 *     itself runs it
 * @param program the plain name of what runs, as {@link Programs} has it; by its last part where
 *     only that is known, so {@code "$VENV/bin/python"} is {@code python}; empty when nothing is
 *     known
 */
public record Command(
    List<Assignment> assignments,
    List<Word> words,
    List<Redirect> redirects,
    Place place,
    List<String> via,
    String program) {

  public Command {
    assignments = List.copyOf(assignments);
    words = List.copyOf(words);
    redirects = List.copyOf(redirects);
    via = List.copyOf(via);
  }

  /** A command whose program is known by its name alone. */
  public Command(
      List<Assignment> assignments,
      List<Word> words,
      List<Redirect> redirects,
      Place place,
      List<String> via) {
    this(assignments, words, redirects, place, via, name(words));
  }

  /** The same command, run by {@code program}. */
  Command runBy(String program) {
    return new Command(assignments, words, redirects, place, via, program);
  }

  /** Whether a word or the file of a redirection starts with a {@code ~}. */
  public boolean namesHome() {
    for (int i = 0; i < words.size(); i++) {
      if (words.get(i).home()) {
        return true;
      }
    }
    for (int i = 0; i < redirects.size(); i++) {
      if (redirects.get(i).target().home()) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same command where {@code ~} stands for {@code home}.
   *
   * @param home absolute path; null when nobody knows it
   */
  public Command withHome(@Nullable String home) {
    List<Word> there = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      there.add(words.get(i).withHome(home));
    }
    List<Redirect> files = new ArrayList<>(redirects.size());
    for (int i = 0; i < redirects.size(); i++) {
      Redirect redirect = redirects.get(i);
      files.add(new Redirect(redirect.kind(), redirect.target().withHome(home)));
    }
    return new Command(assignments, there, files, place, via, program);
  }

  /**
   * The surroundings of a command.
   *
   * @param offset where it starts, in UTF-16 units from the start of the script
   * @param pipeline the outermost pipeline it belongs to; commands of one share the number
   * @param fed whether a pipe leads into it, or into what it stands in
   * @param isolated whether it runs in a subshell, so that it changes nothing for what follows
   * @param repeated whether it may run more than once: in a loop or a function
   */
  public record Place(int offset, int pipeline, boolean fed, boolean isolated, boolean repeated) {}

  /** A command of known words that stands alone. */
  public static Command of(List<String> argv) {
    List<Word> words = new ArrayList<>(argv.size());
    for (int i = 0; i < argv.size(); i++) {
      words.add(Word.of(argv.get(i)));
    }
    return new Command(
        List.of(), words, List.of(), new Place(0, 0, false, false, false), List.of());
  }

  private static String name(List<Word> words) {
    if (words.isEmpty()) {
      return "";
    }
    Word first = words.getFirst();
    if (first.isKnown()) {
      return Programs.BY_NAME.nameOf(first.text());
    }
    int slash = first.tail().lastIndexOf('/');
    return slash >= 0 && first.spread() == Word.Spread.ONE ? first.tail().substring(slash + 1) : "";
  }

  /** The words when all of them are known, else null. */
  public @Nullable List<String> literal() {
    List<String> literal = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      if (!words.get(i).isKnown() || words.get(i).home()) {
        return null;
      }
      literal.add(words.get(i).text());
    }
    return literal;
  }

  /** The words as a person would read them: the value where it is known, else as written. */
  public List<String> shown() {
    List<String> shown = new ArrayList<>(words.size());
    for (int i = 0; i < words.size(); i++) {
      Word word = words.get(i);
      shown.add(word.isKnown() ? word.text() : word.source());
    }
    return shown;
  }
}
