package dev.cordon.rules;

import dev.cordon.policy.Decision;
import dev.cordon.shell.Command;
import dev.cordon.shell.Word;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which rules can be about a query at all: those on a command are found by its program and a word,
 * those on paths by a name they must have. Immutable and thread-safe.
 */
final class RuleIndex {

  private static final int[] NONE = {};

  private final Map<String, ProgramRules> byProgram = new HashMap<>();
  private final Map<String, int[]> byName = new HashMap<>();
  private int[] commands = NONE;
  private int[] anyProgram = NONE;
  private int[] named = NONE;
  private int[] unnamed = NONE;
  private int[] others = NONE;
  private boolean hasPaths;

  RuleIndex(List<CompiledRule> rules) {
    Map<String, IntList> names = new HashMap<>();
    IntList all = new IntList();
    IntList any = new IntList();
    IntList withNames = new IntList();
    IntList withoutNames = new IntList();
    IntList rest = new IntList();
    for (int i = 0; i < rules.size(); i++) {
      CompiledRule rule = rules.get(i);
      hasPaths |= !rule.paths().isEmpty();
      CommandPattern command = rule.command();
      if (command != null) {
        all.add(i);
        addCommand(command, rule.rule().action() == Decision.ALLOW, any, i);
      } else if (!rule.paths().isEmpty()) {
        (addNames(names, rule.paths(), i) ? withNames : withoutNames).add(i);
      } else {
        rest.add(i);
      }
    }
    for (ProgramRules program : byProgram.values()) {
      program.freeze();
    }
    freeze(names, byName);
    commands = all.toArray();
    anyProgram = any.toArray();
    named = withNames.toArray();
    unnamed = withoutNames.toArray();
    others = rest.toArray();
  }

  private void addCommand(CommandPattern command, boolean allows, IntList any, int index) {
    List<String> programs = command.programs();
    if (programs.isEmpty()) {
      any.add(index);
    }
    for (int p = 0; p < programs.size(); p++) {
      ProgramRules rules = byProgram.get(programs.get(p));
      if (rules == null) {
        rules = new ProgramRules();
        byProgram.put(programs.get(p), rules);
      }
      rules.add(index, command.sureWords(allows));
    }
  }

  /** The rules about one program. */
  private static final class ProgramRules {
    private final Map<String, IntList> lists = new HashMap<>();
    private final Map<String, int[]> byWord = new HashMap<>();
    private final IntList everyList = new IntList();
    private final IntList wordlessList = new IntList();
    private int[] every = NONE;
    private int[] wordless = NONE;

    void add(int index, List<String> words) {
      everyList.add(index);
      if (words.isEmpty()) {
        wordlessList.add(index);
      }
      for (int w = 0; w < words.size(); w++) {
        RuleIndex.add(lists, words.get(w), index);
      }
    }

    void freeze() {
      every = everyList.toArray();
      wordless = wordlessList.toArray();
      RuleIndex.freeze(lists, byWord);
      lists.clear();
    }

    void addTo(Candidates candidates, List<Word> words) {
      for (int i = 1; i < words.size(); i++) {
        if (!words.get(i).isKnown()) {
          candidates.add(every);
          return;
        }
      }
      candidates.add(wordless);
      for (int i = 1; i < words.size() && !byWord.isEmpty(); i++) {
        candidates.add(byWord.getOrDefault(words.get(i).text(), NONE));
      }
    }
  }

  /** Whether every pattern has a name that its paths have, so that names find the rule. */
  private static boolean addNames(
      Map<String, IntList> lists, List<PathPattern> patterns, int index) {
    for (int p = 0; p < patterns.size(); p++) {
      if (patterns.get(p).sureName().isEmpty()) {
        return false;
      }
    }
    for (int p = 0; p < patterns.size(); p++) {
      add(lists, patterns.get(p).sureName(), index);
    }
    return true;
  }

  private static void add(Map<String, IntList> lists, String key, int index) {
    IntList list = lists.get(key);
    if (list == null) {
      list = new IntList();
      lists.put(key, list);
    }
    list.add(index);
  }

  private static void freeze(Map<String, IntList> lists, Map<String, int[]> arrays) {
    for (Map.Entry<String, IntList> entry : lists.entrySet()) {
      arrays.put(entry.getKey(), entry.getValue().toArray());
    }
  }

  boolean hasPaths() {
    return hasPaths;
  }

  /**
   * The rules that may be about {@code query}, in order.
   *
   * @param paths the paths it is about, or its command names; null when no rule is about paths
   */
  Candidates candidates(Query query, @Nullable NamedPaths paths) {
    Candidates candidates = unlessByChance(query, paths);
    candidates.add(byChance(paths));
    return candidates.sorted();
  }

  /** Those of {@link #candidates} that may be about {@code query} by what is known of it. */
  Candidates unlessByChance(Query query, @Nullable NamedPaths paths) {
    Candidates candidates = new Candidates();
    candidates.add(others);
    candidates.add(unnamed);
    if (query.command() != null) {
      addCommands(candidates, query.command());
    }
    addNamed(candidates, paths);
    return candidates.sorted();
  }

  /**
   * Those that may be about {@code paths} only by what is not known of them, in order; also some of
   * the others. Read, never written.
   */
  int[] byChance(@Nullable NamedPaths paths) {
    return paths == null || paths.chance() == Fit.NO ? NONE : named;
  }

  private void addCommands(Candidates candidates, Command command) {
    if (command.words().isEmpty()) {
      return;
    }
    Word program = command.words().getFirst();
    if (!program.isKnown()) {
      candidates.add(commands);
      return;
    }
    ProgramRules rules = byProgram.get(CommandPattern.plainName(program.text()));
    if (rules != null) {
      rules.addTo(candidates, command.words());
    }
    candidates.add(anyProgram);
  }

  private void addNamed(Candidates candidates, @Nullable NamedPaths paths) {
    if (paths == null || named.length == 0) {
      return;
    }
    for (int i = 0; i < paths.paths().size(); i++) {
      NamedPath path = paths.paths().get(i);
      for (int n = 0; n < path.names().length; n++) {
        candidates.add(byName.getOrDefault(path.names()[n], NONE));
      }
    }
  }

  /** A growing list of numbers. */
  private static final class IntList {
    private int[] items = new int[4];
    private int size;

    void add(int item) {
      if (size > 0 && items[size - 1] == item) {
        return;
      }
      if (size == items.length) {
        items = Arrays.copyOf(items, size * 2);
      }
      items[size++] = item;
    }

    int[] toArray() {
      return Arrays.copyOf(items, size);
    }
  }

  /** Numbers of rules, each once, in order. Not thread-safe. */
  static final class Candidates {
    private int[] items = NONE;
    private int size;
    private int at;

    /** Whether the numbers are those of the index, which nobody writes. */
    private boolean shared;

    void add(int[] more) {
      if (more.length == 0) {
        return;
      }
      if (size == 0) {
        items = more;
        size = more.length;
        shared = true;
        return;
      }
      if (shared || size + more.length > items.length) {
        items = Arrays.copyOf(items, 2 * (size + more.length));
        shared = false;
      }
      System.arraycopy(more, 0, items, size, more.length);
      size += more.length;
    }

    Candidates sorted() {
      for (int i = 1; i < size; i++) {
        if (items[i - 1] > items[i]) {
          items = Arrays.copyOf(items, size);
          Arrays.sort(items, 0, size);
          return this;
        }
      }
      return this;
    }

    /** The next number; negative when there is none. */
    int next() {
      while (at > 0 && at < size && items[at] == items[at - 1]) {
        at++;
      }
      return at < size ? items[at++] : -1;
    }
  }
}
