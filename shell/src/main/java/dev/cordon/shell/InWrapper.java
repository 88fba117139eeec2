package dev.cordon.shell;

import java.util.ArrayList;
import java.util.List;

/** What a wrapper runs: the command in its own arguments, wherever that may start. */
final class InWrapper {
  private final Inner inner;

  InWrapper(Inner inner) {
    this.inner = inner;
  }

  /** Adds what {@code command} runs when it is a wrapper called {@code name}. */
  void wrapped(Command command, String name) throws Stop {
    List<Wrapper> wrappers = Wrapper.named(name);
    List<Word> words = command.words();
    if (wrappers.isEmpty() || (name.equals("command") && onlyLooksUp(words))) {
      return;
    }
    boolean assigns = name.equals("sudo") || name.equals("doas") || name.startsWith("cross-env");
    for (int i = 0; i < wrappers.size(); i++) {
      Wrapper wrapper = wrappers.get(i);
      int from = wrapper.argumentsAt(words);
      if (from < 0) {
        continue;
      }
      boolean optional = true;
      if (wrapper.form() != Wrapper.Form.OWN) {
        Wrapper.Starts starts = wrapper.startsAt(words, from, assigns);
        given(command, name, wrapper, starts.places(), from);
        optional = starts.optional() || isNothing(words, starts.places());
      } else if (headed(command, name, wrapper, from)) {
        continue;
      }
      if (optional
          && wrapper.startsShell(words, from)
          && !InOptions.holdCommand(words, name, wrapper)) {
        new InShell(inner).fromInput(command, name, Dialect.POSIX);
      }
    }
  }

  /** {@code ssh HOST ''} starts a shell, as without a command. */
  private static boolean isNothing(List<Word> words, List<Integer> starts) {
    for (int i = starts.isEmpty() ? 0 : starts.getFirst(); i < words.size(); i++) {
      if (!words.get(i).is("")) {
        return false;
      }
    }
    return true;
  }

  private void given(Command command, String name, Wrapper wrapper, List<Integer> starts, int from)
      throws Stop {
    List<Word> words = command.words();
    int first = starts.isEmpty() ? words.size() : starts.getFirst();
    // Elsewhere, a word that is not known is mostly the name of a container or a machine.
    if (!Wrapper.carries(name) && Inner.mayHideAnother(words, first)) {
      inner.add(Inner.inside(command, List.of(Word.any("?")), name));
    }
    if (wrapper.form() != Wrapper.Form.AS && headed(command, name, wrapper, from)) {
      return;
    }
    for (int i = 0; i < starts.size(); i++) {
      int at = starts.get(i);
      switch (wrapper.form()) {
        case SCRIPT -> inner.script(command, name, at, true);
        case EACH -> {
          Word script = words.get(at);
          inner.nested(command, name, script.isKnown() ? script.text() : null, Dialect.POSIX);
        }
        case WORDS -> {
          List<Word> rest = new ArrayList<>(words.subList(at, words.size()));
          if (Wrapper.carries(name)) {
            rest.set(0, withoutVersion(rest.getFirst()));
          }
          if (name.endsWith("xargs")) {
            xargs(words.subList(0, at), rest);
          }
          inner.add(Inner.inside(command, rest, name));
        }
        case LOOSE -> loose(command, name, words.subList(at, words.size()));
        case AS -> {
          List<Word> rest = new ArrayList<>(words.subList(at, words.size()));
          rest.addFirst(wrapper.program());
          inner.add(Inner.inside(command, rest, name));
        }
        case OWN -> {}
      }
    }
  }

  private void loose(Command command, String name, List<Word> words) throws Stop {
    inner.add(Inner.inside(command, words, name));
    Word first = words.getFirst();
    if (first.isKnown() && first.text().indexOf(' ') >= 0) {
      inner.nested(command, name, first.text(), Dialect.POSIX);
    }
    // Wrappers have a meaning of their own for it.
    boolean wraps = first.isKnown() && Wrapper.isOne(Programs.BY_NAME.nameOf(first.text()));
    for (int i = 0; i < words.size() && !wraps; i++) {
      if (words.get(i).is("--")) {
        List<Word> rest = new ArrayList<>(words);
        rest.remove(i);
        inner.add(Inner.inside(command, rest, name));
        return;
      }
    }
  }

  /** {@code npx rimraf@5} is {@code rimraf}. */
  private static Word withoutVersion(Word program) {
    int at = program.text().indexOf('@', 1);
    return program.isKnown() && at > 0 ? Word.of(program.text().substring(0, at)) : program;
  }

  /** {@code docker run --entrypoint rm IMAGE -rf a}: an option names the program. */
  private boolean headed(Command command, String name, Wrapper wrapper, int from) throws Stop {
    List<Word> words = command.words();
    for (int i = from; i < words.size(); i++) {
      Word word = words.get(i);
      int equals = word.text().indexOf('=');
      boolean glued = equals > 0 && wrapper.isHead(word.text().substring(0, equals));
      int start = glued ? equals + 1 : 0;
      if (!glued && word.text().length() > 2 && wrapper.isHead(word.text().substring(0, 2))) {
        glued = true;
        start = 2;
      }
      if (!glued && !(wrapper.isHead(word.text()) && i + 1 < words.size())) {
        continue;
      }
      Word value = glued ? word : words.get(i + 1);
      List<String> head = Table.words(value.text().substring(start));
      List<Word> rest = new ArrayList<>();
      for (int h = 0; h < head.size() && value.isKnown(); h++) {
        rest.add(Word.of(head.get(h)));
      }
      if (rest.isEmpty()) {
        rest.add(Word.any("?"));
      }
      rest.addAll(words.subList(wrapper.headArgumentsAt(words, from), words.size()));
      inner.add(Inner.inside(command, rest, name));
      return true;
    }
    return false;
  }

  /** {@code command -v NAME} runs nothing. */
  private static boolean onlyLooksUp(List<Word> words) {
    return words.size() > 1 && (words.get(1).is("-v") || words.get(1).is("-V"));
  }

  /** What xargs reads is put after the words, or wherever they say. */
  private static void xargs(List<Word> own, List<Word> rest) {
    String place = null;
    for (int i = 1; i < own.size(); i++) {
      String text = own.get(i).text();
      if (text.equals("-I") && i + 1 < own.size()) {
        place = own.get(i + 1).text();
      } else if (text.startsWith("-I") || text.startsWith("--replace=")) {
        place = text.substring(text.startsWith("-I") ? 2 : "--replace=".length());
      } else if (text.equals("-i") || text.equals("--replace")) {
        place = "{}";
      }
    }
    if (place == null) {
      rest.add(Word.any("…"));
    } else if (!place.isEmpty()) {
      Inner.fill(rest, place);
    }
  }
}
